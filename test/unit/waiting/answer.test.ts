import type { WhatsAppEvent } from '../../../nodes/WhatsAppBsp/core/event';
import { isAbout, mayBeAbout } from '../../../nodes/WhatsAppBsp/waiting/answer';
import { MANAGER, readReceipt, readText } from '../../support/waits';

const BSUID = 'DE.13491208655302741918';

/** A text from somebody. Customers who hide their number have only a user ID. */
const from = (number: string | undefined, userId?: string, parentUserId?: string) =>
	readText('yes', {
		from: number,
		...(userId ? { from_user_id: userId } : {}),
		...(parentUserId ? { from_parent_user_id: parentUserId } : {}),
	});

describe('who answers', () => {
	it.each<[string, WhatsAppEvent, string[], boolean]>([
		['the number that was asked', from(MANAGER), [MANAGER], true],
		['a stranger', from('4915201234567'), [MANAGER], false],
		['a number of another country with the same end', from('4315207654321'), [MANAGER], false],
		['the user ID that was asked', from(undefined, BSUID), [BSUID], true],
		['another user ID', from(undefined, 'DE.2'), [BSUID], false],
		[
			'the asked user ID in another country',
			from(undefined, BSUID.replace('DE', 'FR')),
			[BSUID],
			false,
		],
		['the asked user ID in capitals', from(undefined, 'DE.ABC'), ['DE.abc'], false],
		['the ID in the whole portfolio', from(undefined, 'DE.2', 'DE.ENT.3'), ['DE.ENT.3'], true],
		['a stranger’s number with the asked user ID', from('4915201234567', BSUID), [BSUID], true],
		['the asked number with another user ID', from(MANAGER, 'DE.2'), [MANAGER, BSUID], true],
		['Brazil, asked without its ninth digit', from('5511987654321'), ['551187654321'], true],
		['Brazil, asked with it', from('551187654321'), ['5511987654321'], true],
		['Mexico, asked without its one', from('5215512345678'), ['525512345678'], true],
		['Mexico, asked with it', from('525512345678'), ['5215512345678'], true],
		['Argentina, asked without its nine', from('5491123456789'), ['541123456789'], true],
		['a neighbor of a Brazilian number', from('5511987654322'), ['551187654321'], false],
		['Brazil, another area', from('5521987654321'), ['551187654321'], false],
		['Brazil, both in full', from('5521987654321'), ['5511987654321'], false],
		['Mexico, another area', from('5213312345678'), ['525512345678'], false],
		['Argentina, asked with its trunk digits', from('5491123456789'), ['540111523456789'], true],
		['Argentina, a longer area code', from('5492214123456'), ['54221154123456'], true],
		['Argentina, the longest area code', from('5492901412345'), ['54290115412345'], true],
		['Argentina, another area', from('5493412345678'), ['541112345678'], false],
		['the USA, another area', from('12025551234'), ['12125551234'], false],
		['Germany, another network', from('4917612345678'), ['4915112345678'], false],
		['the United Kingdom, another network', from('447800900123'), ['447700900123'], false],
		['India, another network', from('918812345678'), ['919812345678'], false],
		['Malaysia, a digit more', from('601123240066'), ['60123240066'], false],
		[
			'a number that starts like Brazil’s, but is shorter',
			from('5587654321'),
			['55187654321'],
			false,
		],
	])('%s', (_, event, people, expected) => {
		expect([mayBeAbout(event, people), isAbout(event, people)]).toEqual([expected, expected]);
	});

	it('may be a hidden number, which proves nothing by itself', () => {
		const hidden = from(undefined, BSUID);
		expect([mayBeAbout(hidden, [MANAGER]), isAbout(hidden, [MANAGER])]).toEqual([true, false]);
	});

	it('may be a number where a user ID was asked', () => {
		expect([mayBeAbout(from(MANAGER), [BSUID]), isAbout(from(MANAGER), [BSUID])]).toEqual([
			true,
			false,
		]);
	});

	it('is the recipient where a receipt is awaited', () => {
		const receipt = readReceipt({ status: 'delivered' });
		expect(isAbout(receipt, [MANAGER])).toBe(true);
		expect(mayBeAbout(receipt, ['4915201234567'])).toBe(false);
	});

	it('may be a user ID in one portfolio, where the ID in all of them was asked', () => {
		const receipt = readReceipt({
			status: 'delivered',
			recipient_id: undefined,
			recipient_user_id: 'DE.2',
			recipient_parent_user_id: 'DE.ENT.3',
		});
		expect(mayBeAbout(receipt, ['DE.ENT.3'])).toBe(true);
		expect(mayBeAbout(receipt, ['DE.1'])).toBe(false);
		expect(mayBeAbout(from(undefined, 'DE.2', 'DE.ENT.3'), ['DE.ENT.4'])).toBe(false);
	});
});
