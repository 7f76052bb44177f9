import type { AxiosInstance } from 'axios';
import { useReceiver } from '../../support/receiver';
import { sleep } from '../../support/runtime';
import {
	createAccount,
	providerHttp,
	waitFor,
	type Data,
	type SandboxAccount,
} from '../../support/sandboxClient';

const SEND = '/gw/bulk360/v3_0/send.php';
const BALANCE = '/api/balance/v3_0/getBalance';
const TO = 'whatsapp:60123240066';
const WORDING = 'Hi Ana, your order A-1042 has shipped.';

const receiver = useReceiver();
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
		await account.writes('60123240066');
		expect((await form({ to: TO, text: 'Anything\nat all' })).data.code).toBe(200);
		const two = `${TO},whatsapp:60102200533`;
		expect((await form({ to: two, text: 'Anything' })).data.code).toBe(406);
		await account.hoursLater(24.1);
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
		await account.outcome({ to: '60123240066', reject: { code: 500 } });
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

describe('Bulk360 notifications', () => {
	it('send one DN per recipient, SENT/20 and then the final one', async () => {
		await account.portal({ dnUrl: `${receiver.url}/dn?token=t`, method: 'GET', encoding: 'query' });
		await account.outcome({ to: '60102200533', final: 'failed', code: '505' });
		const { data } = await form({ to: `${TO},whatsapp:60102200533`, text: WORDING });
		await waitFor(() => receiver.requests.length === 4);
		expect(receiver.requests[0]).toMatchObject({ method: 'GET', path: '/dn' });
		expect(receiver.requests.map((call) => call.query)).toEqual(
			expect.arrayContaining([
				{
					token: 't',
					status: 'SENT',
					'error-code': '20',
					msisdn: '60123240066',
					msgid: `${data.ref}-0`,
				},
				{
					token: 't',
					status: 'SENT',
					'error-code': '20',
					msisdn: '60102200533',
					msgid: `${data.ref}-1`,
				},
				{
					token: 't',
					status: 'DELIVERED',
					'error-code': '000',
					msisdn: '60123240066',
					msgid: `${data.ref}-0`,
				},
				{
					token: 't',
					status: 'UNDELIVERED',
					'error-code': '505',
					msisdn: '60102200533',
					msgid: `${data.ref}-1`,
				},
			]),
		);
	});

	it.each([
		['form', 'application/x-www-form-urlencoded'],
		['json', 'application/json'],
	])('come as %s by POST', async (encoding, contentType) => {
		await account.portal({ dnUrl: receiver.url, method: 'POST', encoding });
		await form({ to: TO, text: WORDING });
		await waitFor(() => receiver.requests.length === 2);
		for (const { headers, body } of receiver.requests) {
			expect(headers['content-type']).toBe(contentType);
			expect(body).toMatchObject({ msisdn: '60123240066' });
		}
		expect(receiver.requests.map(({ body }) => (body as Data).status)).toContain('SENT');
	});

	it('report somebody without WhatsApp as undelivered', async () => {
		await account.patch({ settings: { unregisteredNumbers: ['60123240066'] } });
		await account.portal({ dnUrl: receiver.url });
		await form({ to: TO, text: WORDING });
		await waitFor(() => receiver.requests.length === 2);
		expect(receiver.requests.map(({ body }) => body)).toContainEqual(
			expect.objectContaining({ status: 'UNDELIVERED', 'error-code': '505' }),
		);
	});

	it('carry an incoming message, its fields renamed at will, its media as a URL', async () => {
		await account.portal({ moUrl: receiver.url, method: 'POST', encoding: 'json' });
		const { id } = await account.writes('60123240066', 'YES');
		expect(receiver.requests[0].body).toEqual({
			from: '60123240066',
			text: 'YES',
			moid: id,
			to: account.data.number,
			time: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
		});
		await account.patch({ settings: { moFields: { from: 'msisdn', text: 'msg' } } });
		const media = await account.addMedia('eA==', 'image/png');
		await account.inbound({
			from: '60123240066',
			message: { type: 'image', image: { id: media.id, caption: 'look' } },
		});
		const body = receiver.requests[1].body as Record<string, string>;
		expect(body).toMatchObject({ msisdn: '60123240066', msg: 'look' });
		expect((await http.get(body.media)).data).toBe('x');
	});

	it('come once, or again when set so: the document says neither', async () => {
		await account.portal({ moUrl: receiver.url });
		receiver.respondWith(500, 401, 500);
		await account.writes('60123240066');
		// 360dialog's first would come after 500 ms.
		await sleep(700);
		expect(receiver.requests).toHaveLength(1);
		await account.patch({ settings: { retryDelaysMs: [20, 20] } });
		await account.writes('60123240066');
		await waitFor(() => receiver.requests.length === 4);
	});

	it.each([
		['indexed', '-0'],
		['bare', ''],
	])('call the only recipient of a request as is set: %s', async (dnOfOne, suffix) => {
		await account.patch({ settings: { dnOfOne } });
		await account.portal({ dnUrl: receiver.url });
		const { ref } = (await form({ to: TO, text: WORDING })).data;
		await waitFor(() => receiver.requests.length === 2);
		const ids = receiver.requests.map(({ body }) => (body as Data).msgid);
		expect(ids).toEqual([`${ref}${suffix}`, `${ref}${suffix}`]);
	});

	it('number several recipients always, as the document shows', async () => {
		await account.patch({ settings: { dnOfOne: 'bare' } });
		await account.portal({ dnUrl: receiver.url });
		const { ref } = (await form({ to: `${TO},whatsapp:60102200533`, text: WORDING })).data;
		await waitFor(() => receiver.requests.length === 4);
		const ids = receiver.requests.map(({ body }) => (body as Data).msgid);
		expect(new Set(ids)).toEqual(new Set([`${ref}-0`, `${ref}-1`]));
	});

	it.each<[string, { balance?: number; settings?: Data }, string]>([
		['no credit', { balance: 0.1 }, '553'],
		['a suspended account', { settings: { accountState: 'suspended' } }, '50'],
	])('report %s, when set so, and nothing is charged', async (_name, patch, code) => {
		await account.patch({ settings: { accountRejections: 'byDn' } });
		const { balance } = await account.patch(patch);
		await account.portal({ dnUrl: receiver.url });
		const { data } = await form({ to: TO, text: WORDING });
		expect(data.code).toBe(200);
		await waitFor(() => receiver.requests.length === 1);
		await sleep(200);
		expect(receiver.requests.map(({ body }) => body)).toEqual([
			{ status: 'UNDELIVERED', 'error-code': code, msisdn: '60123240066', msgid: `${data.ref}-0` },
		]);
		expect((await account.read()).balance).toBe(balance);
	});

	it('go nowhere while the portal is empty', async () => {
		expect((await account.writes('60123240066')).deliveries).toEqual([]);
		expect(await account.webhook()).toEqual({
			dnUrl: null,
			moUrl: null,
			method: 'POST',
			encoding: 'form',
		});
	});
});
