import axios from 'axios';
import { createAccount, type Data, type SandboxAccount } from '../../support/sandboxClient';

const MSISDN = '256701234567';
const http = axios.create({ validateStatus: () => true, proxy: false });

let account: SandboxAccount;
beforeEach(async () => {
	account = await createAccount('socnet', { settings: { channel: 1 } });
});
const post = async (body: unknown, headers: Record<string, string> = {}) =>
	await http.post(account.credentials.baseUrl, body, { headers });
const send = async (fields: Data = {}) =>
	await post({ api_key: account.credentials.apiKey, msisdn: MSISDN, msg: 'Hello', ...fields });

describe('Socnet', () => {
	it('answers in the shape of channel 1', async () => {
		const response = await send();
		expect(response.status).toBe(200);
		expect(response.data).toEqual({
			sent: 'true',
			from: expect.stringMatching(/^\d+@c\.us$/),
			message_type: 'chat',
			messageId: expect.stringMatching(/^3EB0[0-9A-F]{18}$/),
			cost: '90',
		});
		expect((await account.read()).balance).toBe(1_000_000 - 90);
	});

	it('answers in the shape of channel 2, or of both by turns', async () => {
		await account.patch({ settings: { channel: 2 } });
		const { data } = await send();
		expect(data).toEqual({
			messaging_product: 'whatsapp',
			contacts: [{ input: MSISDN, wa_id: MSISDN }],
			messages: [{ id: expect.any(String), message_status: 'accepted' }],
			cost: 90,
		});
		await account.patch({ settings: { channel: 'alternate' } });
		const shapes = [(await send()).data, (await send()).data].map((one) => 'sent' in one);
		expect(new Set(shapes).size).toBe(2);
	});

	it('says valid to the key alone', async () => {
		const { data } = await post({ api_key: account.credentials.apiKey });
		expect(data).toEqual({ status: 'valid' });
	});

	it.each<[string, Data, Data]>([
		[
			'no key',
			{ api_key: undefined },
			{ data: null, message: 'The api_key field is required.', status: 400 },
		],
		['a wrong key', { api_key: 'x' }, { message: 'Invalid user credentials', status: 401 }],
		['no number', { msisdn: undefined }, { message: 'The msisdn field is required.', status: 422 }],
		['no text', { msg: '' }, { message: 'The msg field is required.', status: 422 }],
		[
			'a number as text',
			{ msg: 1234 },
			{ message: 'The msg field must be a string.', status: 422 },
		],
		[
			'null as a template',
			{ template: null },
			{ message: 'The template field must be a string.', status: 422 },
		],
		['a plus', { msisdn: '+256701234567' }, { message: expect.any(String), status: 422 }],
		['a local number', { msisdn: '0701234567' }, { message: expect.any(String), status: 422 }],
		['another country', { msisdn: '254701234567' }, { message: expect.any(String), status: 422 }],
		[
			'an unknown template',
			{ template: 'nope' },
			{ data: null, message: 'Template not found', status: 404 },
		],
		[
			'words around an OTP',
			{ template: 'otp_template', msg: 'Your code is 1234' },
			{ message: expect.any(String), status: 422 },
		],
	])('rejects %s with HTTP 200', async (_name, fields, expected) => {
		const response = await send(fields);
		expect([response.status, response.data]).toEqual([200, expected]);
		expect(await account.messages()).toEqual([]);
	});

	it('rejects other verbs and encodings', async () => {
		expect((await http.get(account.credentials.baseUrl)).data.status).toBe(405);
		const form = { 'content-type': 'application/x-www-form-urlencoded' };
		const text = new URLSearchParams({ api_key: account.credentials.apiKey }).toString();
		expect((await post(text, form)).data.status).toBe(400);
		await account.patch({ settings: { acceptForm: true } });
		expect((await post(text, form)).data).toEqual({ status: 'valid' });
		const broken = await post('{"api_key":', { 'content-type': 'application/json' });
		expect(broken.data.status).toBe(400);
	});

	it('adds the HTTP status when set so', async () => {
		await account.patch({ settings: { errorHttpStatus: 'code' } });
		expect((await send({ api_key: 'x' })).status).toBe(401);
	});

	it('says invalid to a number that is not on WhatsApp', async () => {
		await account.patch({ settings: { unregisteredNumbers: [MSISDN] } });
		expect((await send()).data).toEqual({ status: 'invalid' });
	});

	it('rejects without credit', async () => {
		await account.patch({ balance: 0 });
		expect((await send()).data).toEqual({
			message: 'Insufficient credit (0) for transaction charge of 90',
			status: 403,
		});
	});

	it('puts the template’s words around an OTP', async () => {
		expect((await send({ template: 'otp_template', msg: '1234' })).data.sent).toBe('true');
		expect((await account.messages())[0].text).toMatch(/^\*1234\* is your verification code/);
	});

	it('has no webhook', async () => {
		expect((await account.writeText(MSISDN)).deliveries).toEqual([]);
	});
});
