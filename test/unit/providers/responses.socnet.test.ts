import { socnet } from '../../../nodes/WhatsAppBsp/providers/socnet';
import { createResponse } from '../../support/response';

/** No other message of the account would be accepted either. */
const stopsRun = (category: string) => ['auth', 'balance'].includes(category) || undefined;

describe('Socnet, WhatsApp Messaging API V1.01', () => {
	it.each([
		[
			'channel 1',
			{
				sent: 'true',
				from: '256701234567@c.us',
				message_type: 'chat',
				messageId: '3EB002BAE9545124A5B7B2',
				cost: '90',
			},
			{ messageId: '3EB002BAE9545124A5B7B2', cost: 90, currency: 'UGX' },
		],
		[
			'channel 2',
			{
				messaging_product: 'whatsapp',
				contacts: [{ input: '256701234567', wa_id: '256701234567' }],
				messages: [{ id: 'message_id', message_status: 'accepted' }],
				cost: 0,
			},
			{ messageId: 'message_id', cost: 0, currency: 'UGX' },
		],
		[
			'the general success',
			{ message: 'Message submitted successfully.', status: 0 },
			{ messageId: null, cost: null, currency: null },
		],
	])('%s', (_, body, expected) => {
		expect(socnet.parseSendResponse(createResponse(body), ['256701234567'], {})).toEqual([
			{ accepted: true, ...expected },
		]);
	});

	it.each([
		[{ status: 'invalid' }, 'invalid', 'recipient'],
		[{ message: 'Invalid user credentials', status: 401 }, '401', 'auth'],
		[{ message: 'Invalid user credentials', status: '401' }, '401', 'auth'],
		[
			{ message: 'Insufficient credit (0) for transaction charge of 90', status: 403 },
			'403',
			'balance',
		],
		[{ data: null, message: 'The msg field is required.', status: 400 }, '400', 'parameter'],
		[{ message: 'The msisdn field must be numeric.', status: 422 }, '422', 'parameter'],
		[{ sent: 'false', message: 'no' }, '1', 'unknown'],
	])('reads %j', (body, code, category) => {
		expect(socnet.parseSendResponse(createResponse(body), ['256701234567'], {})).toEqual([
			{
				accepted: false,
				error: expect.objectContaining({ code, category }),
				stopsRun: stopsRun(category),
			},
		]);
	});
});

describe('Socnet’s rejections as its document prints them', () => {
	it.each([
		['{\n  "message": "Invalid user credentials",\n  "status": 401,\n}', '401', 'auth'],
		['{\n  "message": "Insufficient credit (0)",\n  "status": 403,\n}', '403', 'balance'],
		['{\n  "data": null,\n  "message": "The msg field"\n  "status": 400\n}', '400', 'parameter'],
		['{\n  "message": "The msisdn field"\n  "status": "422"\n}', '422', 'parameter'],
		['{ "status": "invalid", }', 'invalid', 'recipient'],
	])('%s', (text, code, category) => {
		for (const httpStatus of [200, 400, 502]) {
			const response = createResponse(text, httpStatus);
			expect(socnet.parseSendResponse(response, ['256701234567'], {})).toEqual([
				{
					accepted: false,
					error: expect.objectContaining({ code, category }),
					stopsRun: stopsRun(category),
				},
			]);
		}
	});

	it('keeps the words', () => {
		const response = createResponse('{"message": "The msg field is required."\n"status": 422}');
		expect(socnet.parseSendResponse(response, ['256701234567'], {})).toMatchObject([
			{ error: { details: 'The msg field is required.' } },
		]);
	});

	it.each([
		['a status that isn’t documented', '{"message": "Done", "status": 200,}'],
		['a status in a text', '{"message": "\\"status\\": 401 is no key'],
		['half a success', '{"sent":"true","from":"256701234567@c.us","message_ty'],
		['a page', '<p>{"status": 401,}</p>'],
	])('but %s proves nothing', (_, text) => {
		expect(socnet.parseSendResponse(createResponse(text), ['256701234567'], {})).toMatchObject([
			{ accepted: false, outcomeUnknown: true },
		]);
	});
});

it('Socnet: reads a cost with separators of thousands', () => {
	const response = createResponse({ sent: 'true', messageId: 'm', cost: '1,250.00' });
	expect(socnet.parseSendResponse(response, ['256701234567'], {})).toMatchObject([
		{ cost: 1250, currency: 'UGX' },
	]);
});

it.each([
	[403, 'Insufficient credit (0) for transaction charge of 90', '403', 'balance'],
	[422, 'The msg field is required.', '422', 'parameter'],
	[401, 'Unauthenticated.', '401', 'auth'],
	[418, 'Something new', 'http-418', 'unknown'],
])('Socnet: reads %d without a status in the body', (httpStatus, message, code, category) => {
	const response = createResponse({ message }, httpStatus);
	expect(socnet.parseSendResponse(response, ['256701234567'], {})).toMatchObject([
		{ accepted: false, error: { code, category } },
	]);
});
