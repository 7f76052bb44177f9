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

const TO = 'whatsapp:60123240066';
const WORDING = 'Hi Ana, your order A-1042 has shipped.';

const receiver = useReceiver();
let account: SandboxAccount;
let http: AxiosInstance;
beforeEach(async () => {
	account = await createAccount('bulk360');
	http = providerHttp(account);
});

const form = async (fields: Record<string, string>) => {
	const keys = { user: account.credentials.appKey, pass: account.credentials.appSecret };
	return await http.post('/gw/bulk360/v3_0/send.php', new URLSearchParams({ ...keys, ...fields }));
};

describe('Bulk360 notifications', () => {
	it('send one DN per recipient, SENT/20 and then the final one', async () => {
		const dnUrl = `${receiver.url}/dn?token=t`;
		await account.setPortal({ dnUrl, method: 'GET', encoding: 'query' });
		await account.setOutcome({ to: '60102200533', final: 'failed', code: '505' });
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
		await account.setPortal({ dnUrl: receiver.url, method: 'POST', encoding });
		await form({ to: TO, text: WORDING });
		await waitFor(() => receiver.requests.length === 2);
		for (const { headers, body } of receiver.requests) {
			expect(headers['content-type']).toBe(contentType);
			expect(String((body as Data).msisdn)).toBe('60123240066');
		}
		expect(receiver.requests.map(({ body }) => (body as Data).status)).toContain('SENT');
	});

	it('have numbers in JSON, as the example has them', async () => {
		await account.setPortal({ dnUrl: receiver.url, method: 'POST', encoding: 'json' });
		const { ref } = (await form({ to: TO, text: WORDING })).data;
		await waitFor(() => receiver.requests.length === 2);
		const same = { msisdn: 60123240066, msgid: `${ref}-0` };
		expect(receiver.requests.map(({ body }) => body)).toEqual(
			expect.arrayContaining([
				{ ...same, status: 'SENT', 'error-code': 20 },
				{ ...same, status: 'DELIVERED', 'error-code': 0 },
			]),
		);
	});

	it('report somebody without WhatsApp as undelivered', async () => {
		await account.patch({ settings: { unregisteredNumbers: ['60123240066'] } });
		await account.setPortal({ dnUrl: receiver.url });
		await form({ to: TO, text: WORDING });
		await waitFor(() => receiver.requests.length === 2);
		expect(receiver.requests.map(({ body }) => body)).toContainEqual(
			expect.objectContaining({ status: 'UNDELIVERED', 'error-code': '505' }),
		);
	});

	it('carry an incoming message, its fields renamed at will, its media as a URL', async () => {
		await account.setPortal({ moUrl: receiver.url, method: 'POST', encoding: 'json' });
		const { id } = await account.writeText('60123240066', 'YES');
		expect(receiver.requests[0].body).toEqual({
			from: '60123240066',
			text: 'YES',
			moid: id,
			to: account.data.number,
			time: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
		});
		await account.patch({ settings: { moFields: { from: 'msisdn', text: 'msg' } } });
		const media = await account.addMedia('eA==', 'image/png');
		await account.receiveInbound({
			from: '60123240066',
			message: { type: 'image', image: { id: media.id, caption: 'look' } },
		});
		const body = receiver.requests[1].body as Record<string, string>;
		expect(body).toMatchObject({ msisdn: '60123240066', msg: 'look' });
		expect((await http.get(body.media)).data).toBe('x');
	});

	it('come once, or again when set so: the document says neither', async () => {
		await account.setPortal({ moUrl: receiver.url });
		receiver.respondWith(500, 401, 500);
		await account.writeText('60123240066');
		// 360dialog's first would come after 500 ms.
		await sleep(700);
		expect(receiver.requests).toHaveLength(1);
		await account.patch({ settings: { retryDelaysMs: [20, 20] } });
		await account.writeText('60123240066');
		await waitFor(() => receiver.requests.length === 4);
	});

	it.each([
		['indexed', '-0'],
		['bare', ''],
	])('call the only recipient of a request as is set: %s', async (dnOfOne, suffix) => {
		await account.patch({ settings: { dnOfOne } });
		await account.setPortal({ dnUrl: receiver.url });
		const { ref } = (await form({ to: TO, text: WORDING })).data;
		await waitFor(() => receiver.requests.length === 2);
		const ids = receiver.requests.map(({ body }) => (body as Data).msgid);
		expect(ids).toEqual([`${ref}${suffix}`, `${ref}${suffix}`]);
	});

	it('number several recipients always, as the document shows', async () => {
		await account.patch({ settings: { dnOfOne: 'bare' } });
		await account.setPortal({ dnUrl: receiver.url });
		const { ref } = (await form({ to: `${TO},whatsapp:60102200533`, text: WORDING })).data;
		await waitFor(() => receiver.requests.length === 4);
		const ids = receiver.requests.map(({ body }) => (body as Data).msgid);
		expect(new Set(ids)).toEqual(new Set([`${ref}-0`, `${ref}-1`]));
	});

	it.each<[string, { balance?: number; settings?: Data }, string, string]>([
		['no credit', { balance: 0.1 }, 'Insufficient balance', '553'],
		['a suspended account', { settings: { accountState: 'suspended' } }, 'Account suspended', '50'],
	])('report %s, when set so, and nothing is charged', async (_name, patch, status, code) => {
		await account.patch({ settings: { accountRejections: 'byDn' } });
		const { balance } = await account.patch(patch);
		await account.setPortal({ dnUrl: receiver.url });
		const { data } = await form({ to: TO, text: WORDING });
		expect(data.code).toBe(200);
		await waitFor(() => receiver.requests.length === 1);
		await sleep(200);
		expect(receiver.requests.map(({ body }) => body)).toEqual([
			{ status, 'error-code': code, msisdn: '60123240066', msgid: `${data.ref}-0` },
		]);
		expect((await account.read()).balance).toBe(balance);
	});

	it('go nowhere while the portal is empty', async () => {
		expect((await account.writeText('60123240066')).deliveries).toEqual([]);
		expect(await account.webhook()).toEqual({
			dnUrl: null,
			moUrl: null,
			method: 'POST',
			encoding: 'form',
		});
	});
});
