import { bulk360 } from '../../../nodes/WhatsAppBsp/providers/bulk360';
import { dialog360 } from '../../../nodes/WhatsAppBsp/providers/dialog360';
import { createResponse } from '../../support/response';

/** No other message of the account would be accepted either. */
const stopsRun = (category: string) => ['auth', 'balance'].includes(category) || undefined;

describe('Bulk360, WhatsApp API V3.0', () => {
	const three = ['60123240066', '60102200533', '60102410102'];

	it('gives each recipient the reference and its position, as its DN will carry it', () => {
		const to = three.map((number) => `whatsapp:${number}`).join(',');
		expect(
			bulk360.parseSendResponse(
				createResponse({
					code: 200,
					desc: 'OK',
					to,
					ref: '78-1633193001.0602',
					currency: 'MYR',
					balance: '187.9236',
				}),
				three,
				{},
			),
		).toEqual(
			[0, 1, 2].map((index) => ({
				accepted: true,
				messageId: `78-1633193001.0602-${index}`,
				cost: null,
				currency: 'MYR',
				balance: 187.9236,
			})),
		);
	});

	it('reads the pairs without braces, as the document prints them', () => {
		const text = '"code" : 200,\n"desc" : "OK",\n"to" : "whatsapp:60123240066",\n"ref" : "78-1"';
		expect(bulk360.parseSendResponse(createResponse(text), ['60123240066'], {})).toEqual([
			expect.objectContaining({ accepted: true, messageId: '78-1-0', balance: null }),
		]);
	});

	it('follows the order of the answer, and says so of a recipient that is not in it', () => {
		const to = `whatsapp:${three[2]},whatsapp:${three[0]}`;
		expect(
			bulk360.parseSendResponse(createResponse({ code: '200', to, ref: 'r' }), three, {}),
		).toEqual([
			expect.objectContaining({ messageId: 'r-1' }),
			expect.objectContaining({ accepted: false }),
			expect.objectContaining({ messageId: 'r-0' }),
		]);
	});

	it.each(['', undefined])(
		'goes by the order of the request where the answer has none: %j',
		(to) => {
			const answer = createResponse({ code: 200, desc: 'OK', to, ref: 'r' });
			expect(bulk360.parseSendResponse(answer, three, {})).toMatchObject(
				[0, 1, 2].map((index) => ({ accepted: true, messageId: `r-${index}` })),
			);
		},
	);

	it.each([
		['1,234.5600', 1234.56],
		['12,345,678.9', 12_345_678.9],
		// Whatever it means, it is no millions.
		['187,9236', null],
	])('reads the balance %s', (balance, expected) => {
		const answer = createResponse({ code: 200, desc: 'OK', ref: 'r', balance });
		expect(bulk360.parseSendResponse(answer, ['60123240066'], {})).toMatchObject([
			{ balance: expected },
		]);
	});

	it('takes a message that is delivered already, and rejects one that can’t be', () => {
		const body = { desc: 'Real-time', to: 'whatsapp:60123240066', ref: '78-1' };
		const parse = (code: string) =>
			bulk360.parseSendResponse(createResponse({ ...body, code }), ['60123240066'], {});
		expect(parse('DELIVERED')).toMatchObject([{ accepted: true, messageId: '78-1-0' }]);
		expect(parse('UNDELIVERED')).toEqual([
			{
				accepted: false,
				error: expect.objectContaining({ code: 'UNDELIVERED', retryable: false }),
			},
		]);
	});

	it.each([
		[{ code: 401, desc: 'Invalid Username or password' }, '401', 'auth'],
		[{ code: '402', desc: 'Insufficient Account credit' }, '402', 'balance'],
		[{ code: 400, desc: 'Missing parameters or invalid field type' }, '400', 'parameter'],
	])('reads %j', (body, code, category) => {
		expect(bulk360.parseSendResponse(createResponse(body), ['60123240066'], {})).toEqual([
			{
				accepted: false,
				error: expect.objectContaining({ code, category, details: body.desc }),
				stopsRun: stopsRun(category),
			},
		]);
	});
});

describe('360dialog', () => {
	const cloud = { hosting: 'cloud' };

	it.each([{ error: 'API is disabled' }, { error: { message: 'Not now' } }])(
		'an error without a code is no yes, whatever its status: %j',
		(body) => {
			const response = createResponse(body);
			const unknown = { accepted: false, outcomeUnknown: true };
			expect(dialog360.parseSendResponse(response, ['1'], cloud)).toMatchObject([unknown]);
			expect(dialog360.parseSendResponse(response, ['1'], { hosting: 'sandbox' })).toMatchObject([
				unknown,
			]);
			expect(dialog360.markAsRead?.parseResponse(response, cloud)).toMatchObject(unknown);
		},
	);

	it.each([
		[
			'Cloud API',
			{
				messaging_product: 'whatsapp',
				contacts: [{ input: '16505076520', wa_id: '16505076520' }],
				messages: [{ id: 'wamid.HBgL' }],
			},
			{ messageId: 'wamid.HBgL' },
		],
		[
			'On-Premise API',
			{ messages: [{ id: 'gBGHSR' }], meta: { api_status: 'stable', version: '2.31.5' } },
			{ messageId: 'gBGHSR' },
		],
		[
			'a number that WhatsApp knows under another',
			{ contacts: [{ input: '16505076520', wa_id: '5491' }], messages: [{ id: 'i' }] },
			{ messageId: 'i', to: '5491' },
		],
	])('%s', (_, body, expected) => {
		expect(dialog360.parseSendResponse(createResponse(body), ['16505076520'], cloud)).toEqual([
			{ accepted: true, ...expected },
		]);
	});

	it.each<[string, unknown, number, string, string]>([
		[
			'Meta’s shape',
			{ error: { message: '(#131047) x', code: 131047, error_data: { details: 'd' } } },
			400,
			'131047',
			'window',
		],
		[
			'a text',
			{ error: 'Rate limit exceeded for endpoint' },
			400,
			'http-400-rate-limit',
			'rateLimit',
		],
		['an unpaid invoice', { error: 'Unpaid invoices' }, 400, 'http-400-unpaid', 'balance'],
		['a message', { message: 'Invalid api_key' }, 401, 'http-401', 'auth'],
		[
			'Meta’s shape as the Marketing Messages endpoint wraps it',
			{ detail: { error: { message: '(#131055) Method not allowed', code: 131055 } } },
			400,
			'131055',
			'template',
		],
		[
			'that the terms of marketing messages are missing',
			{
				detail: {
					error: {
						message: '(#200) You must accept the Marketing Messages Lite API terms to use the API.',
						code: 200,
					},
				},
			},
			403,
			'200-marketing-terms',
			'account',
		],
		[
			'its limit in the other spelling',
			{
				meta: {
					httpCode: 400,
					developerMessage:
						'You have exceeded the limit of 1 request every 60 seconds. Try again later.',
					success: false,
				},
			},
			400,
			'http-400-rate-limit',
			'rateLimit',
		],
		[
			'Meta’s shape beside an empty detail',
			{ error: { message: '(#131047) x', code: 131047 }, detail: {} },
			400,
			'131047',
			'window',
		],
		[
			'a detail that is text',
			{ detail: 'Rate limit exceeded' },
			400,
			'http-400-rate-limit',
			'rateLimit',
		],
		[
			'legacy meta',
			{ meta: { success: false, http_code: 401, developer_message: 'Invalid api key' } },
			401,
			'http-401',
			'auth',
		],
		[
			'On-Premise errors',
			{ errors: [{ code: 470, title: 'window', details: 'closed' }], meta: {} },
			400,
			'470',
			'window',
		],
		[
			'a Cloud code in the On-Premise shape',
			{ errors: [{ code: 131026 }] },
			400,
			'131026',
			'recipient',
		],
	])('reads %s', (_, body, status, code, category) => {
		expect(dialog360.parseSendResponse(createResponse(body, status), ['1'], cloud)).toEqual([
			{
				accepted: false,
				error: expect.objectContaining({ code, category }),
				stopsRun: stopsRun(category),
			},
		]);
	});

	it.each([
		['seconds', { 'retry-after': '7' }, 7000],
		[
			'a date',
			{
				'retry-after': 'Sat, 21 Nov 2026 05:00:10 GMT',
				date: 'Sat, 21 Nov 2026 05:00:00 GMT',
			},
			10_000,
		],
		['no wait at all', { 'retry-after': '0' }, null],
		[
			'a date that is over',
			{
				'retry-after': 'Sat, 21 Nov 2026 05:00:00 GMT',
				date: 'Sat, 21 Nov 2026 05:00:00 GMT',
			},
			null,
		],
	])('passes Retry-After on: %s', (_, headers, retryAfterMs) => {
		const [outcome] = dialog360.parseSendResponse(
			createResponse({ error: 'slow down' }, 429, headers),
			['1'],
			cloud,
		);
		expect(outcome).toMatchObject({ error: { retryAfterMs, retryable: true } });
	});

	it.each([{}, ''])('accepts a sandbox answer without an id: %j', (body) => {
		expect(
			dialog360.parseSendResponse(createResponse(body), ['1'], { hosting: 'sandbox' }),
		).toEqual([{ accepted: true, messageId: null }]);
	});

	it('tells the user ID next to the number', () => {
		const contacts = [{ input: '60123240066', wa_id: '60123240066', user_id: 'MY.1' }];
		const answer = createResponse({ contacts, messages: [{ id: 'wamid.1' }] });
		expect(dialog360.parseSendResponse(answer, ['60123240066'], cloud)).toEqual([
			{ accepted: true, messageId: 'wamid.1', toUserId: 'MY.1' },
		]);
	});
});
