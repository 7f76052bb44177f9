import type { AxiosInstance } from 'axios';
import {
	createAccount,
	providerHttp,
	type Data,
	type SandboxAccount,
} from '../../support/sandboxClient';

const SEND = '/gw/bulk360/v3_0/send.php';
const BALANCE = '/api/balance/v3_0/getBalance';
const TO = 'whatsapp:60123240066';
const WORDING = 'Hi Ana, your order A-1042 has shipped.';

let account: SandboxAccount;
let http: AxiosInstance;
beforeEach(async () => {
	account = await createAccount('bulk360');
	http = providerHttp(account);
});

const keys = () => ({ user: account.credentials.appKey, pass: account.credentials.appSecret });
const form = async (fields: Record<string, string>) =>
	await http.post(SEND, new URLSearchParams({ ...keys(), ...fields }).toString(), {
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
	});
const query = async (params: Data) => await http.get(SEND, { params: { ...keys(), ...params } });

describe('Bulk360 send', () => {
	it('answers as the provider document does, with and without detail', async () => {
		const plain = await form({ to: TO, text: WORDING });
		expect(plain.status).toBe(200);
		expect(plain.data).toEqual({
			code: 200,
			desc: 'OK',
			to: TO,
			ref: expect.stringMatching(/^78-\d{10}\.\d{4}$/),
		});
		const detailed = await form({ to: TO, text: WORDING, detail: '1' });
		expect(detailed.data).toMatchObject({ currency: 'MYR', balance: '187.7736' });
	});

	it('takes GET too, and several recipients, and charges each', async () => {
		const to = `${TO},whatsapp:60102200533,whatsapp:60102410102`;
		const { data } = await query({ to, text: WORDING, detail: 1 });
		expect(data).toMatchObject({ code: 200, to, balance: '187.9236' });
		expect((await account.read()).balance).toBeCloseTo(187.4736, 4);
		expect((await account.messages()).map(({ id, to: number }) => [id, number])).toEqual([
			[`${data.ref}-0`, '60123240066'],
			[`${data.ref}-1`, '60102200533'],
			[`${data.ref}-2`, '60102410102'],
		]);
	});

	it.each<[string, Data, number]>([
		['no text', { text: '' }, 400],
		['no recipient', { to: '' }, 400],
		['no user', { user: '' }, 400],
		['a wrong secret', { pass: 'x' }, 401],
		['a plus sign', { to: 'whatsapp:+60123240066' }, 400],
		['a number without country code', { to: 'whatsapp:0123240066' }, 400],
		['spaces after commas', { to: `${TO}, whatsapp:60102200533` }, 400],
		['an empty recipient', { to: `${TO},` }, 400],
		['151 characters', { to: Array(7).fill('whatsapp:601232400661').join(',') }, 400],
		['SMS and WhatsApp', { to: `${TO},60102200533` }, 405],
		['a text that nobody approved', { text: 'Hello there' }, 406],
		['a sender', { from: '66300' }, 400],
		['an approved text with more', { text: `${WORDING} Bye` }, 406],
		['an approved text with a line break after it', { text: `${WORDING}\n` }, 406],
	])('rejects %s', async (_name, change, code) => {
		const response = await query({ to: TO, text: WORDING, ...change });
		expect([response.status, response.data.code]).toEqual([200, code]);
		expect(response.data.desc).toEqual(expect.any(String));
		expect(await account.messages()).toEqual([]);
	});

	it('has room for seven recipients at most', async () => {
		const numbers = (count: number) =>
			Array.from({ length: count }, (_, n) => `whatsapp:6012324006${n}`).join(',');
		expect(numbers(7).length).toBeLessThanOrEqual(150);
		expect((await form({ to: numbers(7), text: WORDING })).data.code).toBe(200);
		expect((await form({ to: numbers(8), text: WORDING })).data.code).toBe(400);
	});

	it('finds no parameters of a POST in its URL', async () => {
		const rest = new URLSearchParams({ to: TO, text: WORDING }).toString();
		const headers = { 'content-type': 'application/x-www-form-urlencoded' };
		expect((await http.post(SEND, rest, { params: keys(), headers })).data.code).toBe(400);
		expect((await http.post(SEND, rest, { headers })).data.code).toBe(400);
	});

	it('knows no JSON', async () => {
		const response = await http.post(SEND, { ...keys(), to: TO, text: WORDING });
		expect(response.data.code).toBe(400);
	});

	it('lets any text through while the window is open, for everybody in the request', async () => {
		await account.writeText('60123240066');
		expect((await form({ to: TO, text: 'Anything\nat all' })).data.code).toBe(200);
		const two = `${TO},whatsapp:60102200533`;
		expect((await form({ to: two, text: 'Anything' })).data.code).toBe(406);
		await account.advanceClock(24.1);
		expect((await form({ to: TO, text: 'Anything' })).data.code).toBe(406);
	});

	it('takes a plain SMS with any text', async () => {
		const response = await form({ to: '60123240066', text: 'Anything', from: '66300' });
		expect(response.data.code).toBe(200);
		expect((await account.messages())[0].type).toBe('sms');
	});

	it.each<[Data, number]>([
		[{ apiEnabled: false }, 403],
		[{ accountState: 'suspended' }, 412],
		[{ accountState: 'observation' }, 413],
		[{ bannedWords: ['ORDER'] }, 407],
	])('rejects everything with %j', async (settings, code) => {
		await account.patch({ settings });
		expect((await form({ to: TO, text: WORDING })).data.code).toBe(code);
		if (code === 407) expect((await form({ to: TO, text: WORDING })).data.code).toBe(412);
	});

	it('rejects when the credit does not suffice for all recipients', async () => {
		await account.patch({ balance: 0.2 });
		const two = `${TO},whatsapp:60102200533`;
		expect((await form({ to: two, text: WORDING })).data.code).toBe(402);
		expect((await form({ to: TO, text: WORDING })).data.code).toBe(200);
	});

	it('writes the code as text and the HTTP status, when set so', async () => {
		await account.patch({ settings: { codeType: 'string', errorHttpStatus: 'code' } });
		expect((await form({ to: TO, text: WORDING })).data.code).toBe('200');
		const rejected = await query({ to: TO, text: WORDING, pass: 'x' });
		expect([rejected.status, rejected.data.code]).toEqual([401, '401']);
	});

	it('rejects one recipient when told to', async () => {
		await account.setOutcome({ to: '60123240066', reject: { code: 500 } });
		expect((await form({ to: TO, text: WORDING })).data.code).toBe(500);
		expect((await form({ to: TO, text: WORDING })).data.code).toBe(200);
	});

	it('tells its balance', async () => {
		const { data } = await http.get(BALANCE, { params: keys() });
		expect(data.description).toMatchObject({ currency: 'MYR', balance: '187.9236' });
		const wrong = await http.get(BALANCE, { params: { user: 'x', pass: 'y' } });
		expect(wrong.data.code).toBe(401);
	});
});
