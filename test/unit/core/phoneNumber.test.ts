import {
	isBsuid,
	isGroupId,
	parsePhoneNumber,
	splitRecipients,
} from '../../../nodes/WhatsAppBsp/core/phoneNumber';
import { toSocnetRecipient } from '../../../nodes/WhatsAppBsp/providers/socnet/request';
import { InvalidRecipientError } from '../../../nodes/WhatsAppBsp/core/errors';

describe('phoneDigits', () => {
	it.each([
		['+60 12-324 0066', '60123240066'],
		['60123240066', '60123240066'],
		['0060123240066', '60123240066'],
		['00 60 12 324 0066', '60123240066'],
		['whatsapp:+60123240066', '60123240066'],
		['WhatsApp: 60123240066', '60123240066'],
		['tel:+60-12-324-0066', '60123240066'],
		['+44 (0)20 7946 0958', '442079460958'],
		['(+49) 151.2345.6789', '4915123456789'],
		['+1 (650) 507-6520', '16505076520'],
		['+60\u00a012\u2011324\u202f0066', '60123240066'],
		['\u202a+60123240066\u202c', '60123240066'],
		['＋６０１２３２４００６６', '60123240066'],
		['+49 151/23456789', '4915123456789'],
		['+49 30 / 123456', '4930123456'],
		['+60 12-324 - 0066', '60123240066'],
		['+60  12 324  0066', '60123240066'],
	])('reads %j', (typed, digits) => {
		expect(parsePhoneNumber(typed)).toBe(digits);
	});

	it.each([
		'',
		'0123240066',
		'+0123240066',
		'call me',
		'60123240066x12',
		'US.123',
		'123456',
		'1234567890123456',
		'+60+123240066',
		'60123240066,60123240067',
		'60123240066.0',
		'+4915123456789.00',
	])('rejects %j with advice', (typed) => {
		const reject = () => parsePhoneNumber(typed);
		expect(reject).toThrow(InvalidRecipientError);
		expect(reject).toThrow(
			expect.objectContaining({ typed, advice: expect.stringMatching(/\w/) }) as Error,
		);
	});

	it.each([
		'+299 12 34 56 / 65 43 21',
		'+299123456/654321',
		'+49 30 123456/57',
		'+299 123456 \\ 654321',
		'+299 123456 - 654321',
		'+299 123456 – 654321',
		'+299123456\t654321',
		'+299 123456   654321',
		'+299 123456 (654321)',
		'whatsapp:+299123456 / 654321',
		'(+299) 123456 / 654321',
		'+299  123456 / 654321',
		'+299 - 123456 / 654321',
		'＋299 12 34 56 ／ 65 43 21',
	])('rejects %j, which could be two numbers', (typed) => {
		expect(() => parsePhoneNumber(typed)).toThrow(
			expect.objectContaining({
				typed,
				advice: expect.stringContaining('could be two numbers') as string,
			}) as Error,
		);
	});
});

describe('socnetRecipient', () => {
	it.each([
		['+256 701 234567', '256701234567'],
		['0701 234-567', '256701234567'],
		['256701234567', '256701234567'],
	])('reads %j', (typed, digits) => {
		expect(toSocnetRecipient(typed)).toBe(digits);
	});

	it.each(['60123240066', '25670123456', '2567012345678', '+254701234567'])(
		'rejects %j',
		(typed) => {
			expect(() => toSocnetRecipient(typed)).toThrow(
				expect.objectContaining({ advice: expect.stringContaining('256') }) as Error,
			);
		},
	);
});

it.each([
	['US.13491208655302741918', true],
	['DE.ENT.abcDEF123', true],
	['US.', false],
	['us.123', false],
	['60123240066', false],
	['US.12 3', false],
])('tells a BSUID from a number: %j', (recipient, expected) => {
	expect(isBsuid(recipient)).toBe(expected);
});

it.each([
	['a, b;c\nd,,', ['a', 'b', 'c', 'd']],
	[60123240066, ['60123240066']],
	[
		['a', 'b,c'],
		['a', 'b', 'c'],
	],
	[undefined, []],
	['  ', []],
])('splits %j', (typed, recipients) => {
	expect(splitRecipients(typed)).toEqual(recipients);
});

describe('isGroupId', () => {
	const toGroupId = (name: string) => Buffer.from(`capi_group:${name}`).toString('base64');

	it.each(['1', '120363025246125486', 'abc', '_x', '~', 'é'].map(toGroupId))(
		'recognizes %s',
		(id) => {
			expect(isGroupId(id)).toBe(true);
			expect(() => parsePhoneNumber(id)).toThrow(InvalidRecipientError);
		},
	);

	it.each(['', '60123240066', 'MY.8812', 'Y2FwaV9ncm91cDo', 'Z3JvdXA6MTIz', `${toGroupId('1')} 2`])(
		'takes %j for none',
		(text) => expect(isGroupId(text)).toBe(false),
	);
});
