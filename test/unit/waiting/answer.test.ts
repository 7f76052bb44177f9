import type { WhatsAppEvent } from '../../../nodes/WhatsAppBsp/core/event';
import {
	buildAnswerItem,
	buildLinkAnswerItem,
	buildTimeoutItem,
	isAbout,
	mayBeAbout,
} from '../../../nodes/WhatsAppBsp/waiting/answer';
import type { WaitState } from '../../../nodes/WhatsAppBsp/waiting/waitState';
import { MANAGER, PATH, readMessage, readReceipt, readText } from '../../support/waits';

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

const state = (responseType: WaitState['responseType']): WaitState => ({
	provider: 'dialog360',
	responseType,
	questionId: PATH.questionId,
	messageId: 'wamid.question',
	to: MANAGER,
	people: [MANAGER],
});

const item = (more: object) => ({
	provider: 'dialog360',
	operation: 'sendAndWait',
	success: true,
	status: 'answered',
	messageId: 'wamid.question',
	to: MANAGER,
	data: {},
	...more,
});

const answer = (more: object) => ({
	from: MANAGER,
	fromUserId: null,
	messageId: 'wamid.answer',
	timestamp: '2026-11-30T00:55:00.000Z',
	form: null,
	...more,
});

const tap = (id: string, title: string) =>
	readMessage({
		type: 'interactive',
		interactive: { type: 'button_reply', button_reply: { id, title } },
	});

describe('the item of an answer', () => {
	it.each([
		['yes', '✓ Approve', true],
		['no', '✗ Decline', false],
	])('to an approval: %s', (value, title, approved) => {
		const event = tap(value, title);
		expect(buildAnswerItem(state('approval'), { value, event })).toEqual(
			item({ data: { approved }, answer: answer({ value, text: title }), event }),
		);
	});

	it('to an approval, in writing: a refusal with a reason, whatever it says', () => {
		for (const text of ['Offer half of it', 'yes']) {
			const event = readText(text);
			expect(buildAnswerItem(state('approval'), { value: null, event })).toEqual(
				item({
					data: { approved: false, chatInput: text },
					answer: answer({ value: text, text }),
					event,
				}),
			);
		}
	});

	it.each(['choice', 'template'] as const)('to a %s', (responseType) => {
		const event = tap('10115', 'Berlin');
		expect(buildAnswerItem(state(responseType), { value: '10115', event })).toEqual(
			item({ answer: answer({ value: '10115', text: 'Berlin' }), event }),
		);
	});

	it('to a free text', () => {
		const event = readText('At six');
		expect(buildAnswerItem(state('freeText'), { value: null, event })).toEqual(
			item({
				data: { chatInput: 'At six' },
				answer: answer({ value: 'At six', text: 'At six' }),
				event,
			}),
		);
	});

	it('to a free text, by a tap on a button of the template that asked: nothing is written', () => {
		const event = tap('later', 'Later');
		expect(buildAnswerItem(state('freeText'), { value: null, event })).toEqual(
			item({ data: {}, answer: answer({ value: 'Later', text: 'Later' }), event }),
		);
	});

	it('to a free text, by a location, which is no text', () => {
		const event = readMessage({ type: 'location', location: { latitude: 52.5, longitude: 13.4 } });
		expect(buildAnswerItem(state('freeText'), { value: null, event })).toEqual(
			item({ answer: answer({ value: null, text: null }), event }),
		);
		expect(event.location).toMatchObject({ latitude: 52.5, longitude: 13.4 });
	});

	it('to a form', () => {
		const event = readMessage({
			type: 'interactive',
			interactive: {
				type: 'nfm_reply',
				nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"size":"M"}' },
			},
		});
		const { data, answer: given } = buildAnswerItem(state('flow'), { value: null, event });
		expect(data).toEqual({});
		expect(given).toMatchObject({ form: { name: 'flow', token: null, values: { size: 'M' } } });
	});

	it('of somebody with a hidden number', () => {
		const event = from(undefined, BSUID);
		const { answer: given } = buildAnswerItem(state('freeText'), { value: null, event });
		expect(given).toMatchObject({ from: null, fromUserId: BSUID });
	});

	it.each([
		['delivered', 'delivered', true],
		['read', 'read', true],
		['played', 'read', true],
		['failed', 'failed', false],
	])('is, after the receipt `%s`, `%s`', (received, status, success) => {
		const event = readReceipt({ status: received });
		expect(buildAnswerItem(state('delivery'), { value: null, event })).toEqual(
			item({ status, success, answer: null, event }),
		);
	});

	it('is `failed` after an expired message, which Bulk360 and Modica report', () => {
		const event: WhatsAppEvent = { ...readReceipt({ status: 'failed' }), status: 'expired' };
		const { status, success } = buildAnswerItem(state('delivery'), { value: null, event });
		expect([status, success]).toEqual(['failed', false]);
	});

	it.each([
		['approval', 'yes', { approved: true }],
		['approval', 'no', { approved: false }],
		['choice', '10115', {}],
	] as const)('that came by link: %s, %s', (responseType, value, data) => {
		const choice = { title: 'Title', value };
		const built = buildLinkAnswerItem(state(responseType), choice);
		const timestamp = (built.answer as { timestamp: string }).timestamp;
		expect(new Date(timestamp).toISOString()).toBe(timestamp);
		expect(built).toEqual(
			item({
				data,
				answer: answer({ value, text: 'Title', from: null, messageId: null, timestamp }),
				event: null,
			}),
		);
	});

	it.each([
		['approval', { approved: false }],
		['freeText', {}],
		['delivery', {}],
	] as const)('when nobody answered in time: %s', (responseType, data) => {
		expect(buildTimeoutItem(state(responseType))).toEqual(
			item({ status: 'timedOut', data, answer: null, event: null }),
		);
	});
});
