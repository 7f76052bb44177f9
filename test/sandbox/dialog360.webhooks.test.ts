import type { AxiosInstance } from 'axios';
import { hmacSha256, sleep, startReceiver, type Receiver } from '../support/runtime';
import {
	createAccount,
	providerHttp,
	waitFor,
	type Data,
	type NewAccountOptions,
	type SandboxAccount,
} from '../support/sandboxClient';

const CUSTOMER = '16505076520';

let receiver: Receiver;
beforeEach(async () => {
	receiver = await startReceiver();
});
afterEach(async () => await receiver.close());

async function connected(options: NewAccountOptions = {}, headers?: Data) {
	const account = await createAccount('dialog360', options);
	const http = providerHttp(account);
	http.defaults.headers.common['D360-API-KEY'] = account.credentials.apiKey;
	await http.post('/v1/configs/webhook', { url: `${receiver.url}/hook`, headers });
	return { account, http };
}

const sendText = async (http: AxiosInstance, extra: Data = {}) =>
	(
		await http.post('/messages', {
			messaging_product: 'whatsapp',
			to: CUSTOMER,
			type: 'text',
			text: { body: 'x' },
			...extra,
		})
	).data.messages[0].id as string;

const value = (call: { body: unknown } | undefined) =>
	(call?.body as { entry: Array<{ changes: Array<{ value: Data }> }> }).entry[0].changes[0].value;
const statuses = () =>
	receiver.calls.flatMap((call) => (value(call).statuses as Data[] | undefined) ?? []);

describe('360dialog webhook registration', () => {
	it('answers 404 while unset, remembers url and headers, and is overwritten', async () => {
		const account = await createAccount('dialog360');
		const http = providerHttp(account);
		http.defaults.headers.common['D360-API-KEY'] = account.credentials.apiKey;
		const path = '/v1/configs/webhook';
		expect((await http.get(path)).status).toBe(404);
		const first = { url: 'https://a.example.com/x', headers: { Authorization: 'Basic YQ==' } };
		expect((await http.post(path, first)).data).toEqual(first);
		await http.post(path, { url: 'https://b.example.com' });
		expect((await http.get(path)).data).toEqual({ url: 'https://b.example.com', headers: {} });
		expect(await account.webhook()).toMatchObject({ url: 'https://b.example.com', multi: [] });
		await http.post(path, { url: '' });
		expect((await http.get(path)).status).toBe(404);
	});

	it.each<[string, Data]>([
		['no url', {}],
		['nonsense', { url: 'nonsense' }],
		['http', { url: 'http://hook.example.com/' }],
		['an underscore', { url: 'https://your_webhook.example.com' }],
		['a port', { url: 'https://hook.example.com:3000/x' }],
		['the default port', { url: 'https://hook.example.com:443/x' }],
		['an underscore in a header', { url: 'https://hook.example.com', headers: { n8n_token: 'x' } }],
	])('when strict, refuses %s', async (_name, body) => {
		const account = await createAccount('dialog360', { settings: { strictWebhookUrls: true } });
		const headers = { 'D360-API-KEY': account.credentials.apiKey };
		const post = async (data: Data) =>
			await providerHttp(account).post('/v1/configs/webhook', data, { headers });
		const response = await post(body);
		expect(response.status).toBe(400);
		expect(response.data.error).toMatch(/invalid webhook/i);
		expect((await post({ url: 'https://hook.example.com/a_b' })).status).toBe(200);
	});
});

describe('360dialog cloud webhooks', () => {
	it('delivers a customer’s text with the registered headers', async () => {
		const { account } = await connected({}, { 'X-N8N-Token': 'secret' });
		const { id, deliveries } = await account.inbound({
			from: CUSTOMER,
			name: 'Ana',
			userId: 'US.1',
			message: { type: 'text', text: { body: 'hi' } },
			context: { message_id: 'wamid.Y' },
		});
		expect(deliveries).toMatchObject([{ status: 200, attempt: 1 }]);
		const [call] = receiver.calls;
		expect(call).toMatchObject({ method: 'POST', path: '/hook' });
		expect(call.headers).toMatchObject({
			'x-n8n-token': 'secret',
			'content-type': 'application/json',
		});
		expect(call.body).toMatchObject({ object: 'whatsapp_business_account' });
		expect(value(call)).toEqual({
			messaging_product: 'whatsapp',
			metadata: {
				display_phone_number: account.data.number,
				phone_number_id: expect.any(String),
			},
			contacts: [{ profile: { name: 'Ana' }, wa_id: CUSTOMER, user_id: 'US.1' }],
			messages: [
				{
					from: CUSTOMER,
					from_user_id: 'US.1',
					id,
					timestamp: expect.stringMatching(/^\d{10}$/),
					type: 'text',
					text: { body: 'hi' },
					context: { from: account.data.number, id: 'wamid.Y' },
				},
			],
		});
	});

	it('has no phone number for a customer who hides it', async () => {
		const { account } = await connected();
		await account.inbound({ from: 'US.77', message: { type: 'text', text: { body: 'hi' } } });
		const { contacts, messages } = value(receiver.calls[0]) as Record<string, Data[]>;
		expect(contacts[0]).toEqual({ profile: { name: 'US.77' }, user_id: 'US.77' });
		expect(messages[0]).not.toHaveProperty('from');
		expect(messages[0].from_user_id).toBe('US.77');
	});

	it('completes a customer’s media', async () => {
		const { account } = await connected();
		const { id, sha256 } = await account.addMedia('eA==', 'image/jpeg');
		await account.inbound({
			from: CUSTOMER,
			message: { type: 'image', image: { id, caption: 'c' } },
		});
		expect(value(receiver.calls[0])).toMatchObject({
			messages: [{ image: { id, sha256, mime_type: 'image/jpeg', caption: 'c' } }],
		});
	});

	it('signs the raw body when there is a secret', async () => {
		const { account } = await connected({ signatureSecret: 'platform' });
		await account.writes(CUSTOMER, 'Grüße 😀');
		const [{ headers, text }] = receiver.calls;
		expect(headers['x-360dialog-signature']).toBe(hmacSha256('platform', text));
	});

	it('sends sent, delivered and, when wished, read', async () => {
		const { account, http } = await connected({ settings: { receipts: { readMs: 200 } } });
		await account.writes(CUSTOMER);
		const id = await sendText(http, { biz_opaque_callback_data: 'order-1' });
		await waitFor(() => statuses().length === 3);
		expect(statuses().map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
		expect(statuses()[0]).toEqual({
			id,
			status: 'sent',
			timestamp: expect.stringMatching(/^\d{10}$/),
			recipient_id: CUSTOMER,
			biz_opaque_callback_data: 'order-1',
			pricing: {
				billable: false,
				pricing_model: 'PMP',
				type: 'free_customer_service',
				category: 'service',
			},
		});
		expect((await account.messages())[0].statuses.map(({ status }) => status)).toHaveLength(3);
	});

	it('reports a closed window as failed 131047, hours later too', async () => {
		const { account, http } = await connected();
		await sendText(http);
		await waitFor(() => statuses().length === 1);
		expect(statuses()[0]).toMatchObject({ status: 'failed', errors: [{ code: 131047 }] });
		await account.writes(CUSTOMER);
		await sendText(http);
		await waitFor(() => statuses().length === 3);
		await account.hoursLater(25);
		await sendText(http);
		await waitFor(() => statuses().length === 4);
		expect(statuses()[3]).toMatchObject({ status: 'failed' });
	});

	it.each([
		[{ final: 'failed', code: 131026 }, ['failed'], 131026],
		[{ final: 'expired' }, ['failed'], 131026],
		[{ final: 'read' }, ['sent', 'delivered', 'read'], undefined],
		[{ final: 'played' }, ['sent', 'delivered', 'played'], undefined],
	] as const)('follows the outcome %j', async (outcome, expected, code) => {
		const { account, http } = await connected();
		await account.writes(CUSTOMER);
		await account.outcome({ to: CUSTOMER, ...outcome });
		await sendText(http);
		await waitFor(() => statuses().length === expected.length);
		expect(statuses().map(({ status }) => status)).toEqual(expected);
		expect((statuses().at(-1)?.errors as Data[] | undefined)?.[0].code).toBe(code);
	});

	it('refuses at once when told to', async () => {
		const { account, http } = await connected();
		await account.outcome({ to: CUSTOMER, refuse: { code: 131049 } });
		const body = { messaging_product: 'whatsapp', to: CUSTOMER, type: 'text', text: { body: 'x' } };
		expect((await http.post('/messages', body)).data.error.code).toBe(131049);
		expect((await http.post('/messages', body)).status).toBe(200);
	});

	it('waits for a phone that is off, and for ever when blocked', async () => {
		const { account, http } = await connected();
		await account.writes(CUSTOMER);
		await account.phoneOff(CUSTOMER);
		await sendText(http);
		await waitFor(() => statuses().length === 1);
		await sleep(250);
		expect(statuses()).toHaveLength(1);
		await account.phoneOff(CUSTOMER, false);
		await waitFor(() => statuses().length === 2);
		expect(statuses().map(({ status }) => status)).toEqual(['sent', 'delivered']);
		await account.block(CUSTOMER);
		await sendText(http);
		await waitFor(() => statuses().length === 3);
		expect(statuses()[2].status).toBe('sent');
	});

	it('delivers again with growing delay until it is answered 200', async () => {
		const { account } = await connected({ settings: { retryDelaysMs: [30, 60, 90] } });
		receiver.answerWith(500, 204);
		const { deliveries } = await account.writes(CUSTOMER);
		expect(deliveries[0]).toMatchObject({ status: 500, attempt: 1 });
		await waitFor(() => receiver.calls.length === 3);
		const attempts = await waitFor(async () => {
			const list = await account.deliveries();
			return list.length === 3 ? list : undefined;
		});
		expect(attempts.map(({ status, attempt }) => [attempt, status])).toEqual([
			[1, 500],
			[2, 204],
			[3, 200],
		]);
		expect(new Set(receiver.calls.map(({ text }) => text)).size).toBe(1);
	});

	it('records a receiver that nobody answers at', async () => {
		const { account, http } = await connected({ settings: { retryDelaysMs: [] } });
		await http.post('/v1/configs/webhook', { url: 'http://127.0.0.1:9/' });
		const { deliveries } = await account.writes(CUSTOMER);
		expect(deliveries[0]).toMatchObject({
			status: null,
			error: expect.stringMatching(/ECONNREFUSED/),
		});
	});

	it('fires additional webhooks only after the main one answered 200', async () => {
		const { account, http } = await connected({ settings: { retryDelaysMs: [30] } });
		const destinations = [{ name: 'crm', url: `${receiver.url}/extra`, headers: { 'X-A': '1' } }];
		expect((await http.get('/multi_webhook')).status).toBe(404);
		await http.post('/multi_webhook', { enabled: true, destinations });
		receiver.answerWith(500);
		await account.writes(CUSTOMER);
		expect(receiver.calls.map(({ path }) => path)).toEqual(['/hook']);
		await waitFor(() => receiver.calls.length === 3);
		expect(receiver.calls.map(({ path }) => path)).toEqual(['/hook', '/hook', '/extra']);
		expect(receiver.calls[2].headers['x-a']).toBe('1');
		await http.patch('/multi_webhook', { enabled: false });
		expect((await http.get('/multi_webhook')).data).toEqual({ enabled: false, destinations });
		const four = Array(4).fill(destinations[0]);
		expect((await http.put('/multi_webhook', { destinations: four })).status).toBe(400);
		await http.delete('/multi_webhook');
		expect((await account.webhook()).multi).toEqual([]);
	});

	it('uses the webhook of the WABA when the number has none', async () => {
		const { account, http } = await connected();
		await http.post('/waba_webhook', { url: `${receiver.url}/waba` });
		await account.writes(CUSTOMER);
		await http.post('/v1/configs/webhook', { url: '' });
		await account.writes(CUSTOMER);
		expect(receiver.calls.map(({ path }) => path)).toEqual(['/hook', '/waba']);
	});

	it('delivers any body by hand, and any receipt', async () => {
		const { account, http } = await connected(
			{ settings: { receipts: { sentMs: null, deliveredMs: null } } },
			{ 'X-A': '1' },
		);
		await account.deliver({ rawText: '{"broken', headers: { 'X-B': '2' } });
		expect(receiver.calls[0]).toMatchObject({
			text: '{"broken',
			headers: { 'x-a': '1', 'x-b': '2' },
		});
		await account.patch({ settings: { enforceWindow: false } });
		const messageId = await sendText(http);
		await account.receipt({ messageId, status: 'failed', code: '131048' });
		expect(value(receiver.calls[1])).toMatchObject({
			statuses: [{ id: messageId, errors: [{ code: 131048 }] }],
		});
	});
});

describe('360dialog on-premise webhooks', () => {
	const send = async (http: AxiosInstance) =>
		await http.post('/v1/messages', { to: CUSTOMER, type: 'text', text: { body: 'x' } });

	it('have no envelope', async () => {
		const { account, http } = await connected({ hosting: 'onPremise' });
		const { id } = await account.writes(CUSTOMER);
		expect(receiver.calls[0].body).toEqual({
			contacts: [{ profile: { name: 'Ana' }, wa_id: CUSTOMER }],
			messages: [
				{
					from: CUSTOMER,
					id,
					timestamp: expect.any(String),
					type: 'text',
					text: { body: 'hello' },
				},
			],
		});
		await send(http);
		await waitFor(() => receiver.calls.length === 3);
		expect(receiver.calls[1].body).toMatchObject({
			statuses: [{ recipient_id: CUSTOMER, status: 'sent', type: 'message' }],
		});
	});

	it('report a closed window as 470', async () => {
		const { http } = await connected({ hosting: 'onPremise' });
		await send(http);
		await waitFor(() => receiver.calls.length === 1);
		expect(receiver.calls[0].body).toMatchObject({
			statuses: [
				{ status: 'failed', errors: [{ code: 470, title: expect.stringMatching(/24 hours/) }] },
			],
		});
	});
});

describe('360dialog account', () => {
	let account: SandboxAccount;
	let http: AxiosInstance;
	beforeEach(async () => ({ account, http } = await connected()));

	it('tells its health', async () => {
		const { data } = await http.get('/health_status');
		expect(data.health_status.can_send_message).toBe('AVAILABLE');
		await account.patch({ settings: { healthStatus: 'BLOCKED' } });
		const blocked = (await http.get('/health_status')).data.health_status;
		expect(blocked.can_send_message).toBe('BLOCKED');
		expect(blocked.entities.some((entity: Data) => entity.errors)).toBe(true);
	});

	it('has a profile', async () => {
		const path = '/whatsapp_business_profile';
		const update = { messaging_product: 'whatsapp', about: 'New' };
		expect((await http.post(path, update)).data).toEqual({ success: true });
		expect((await http.get(`${path}?fields=about`)).data).toEqual({
			data: [{ messaging_product: 'whatsapp', about: 'New' }],
		});
		expect((await http.post(path, { ...update, about: 'x'.repeat(140) })).status).toBe(400);
	});

	it('blocks and unblocks who has written lately', async () => {
		const body = { messaging_product: 'whatsapp', block_users: [{ user: CUSTOMER }] };
		expect((await http.post('/block_users', body)).status).toBe(400);
		await account.writes(CUSTOMER);
		expect((await http.post('/block_users', body)).data.block_users.added_users).toHaveLength(1);
		expect((await http.get('/block_users')).data.data).toEqual([
			{ messaging_product: 'whatsapp', wa_id: CUSTOMER },
		]);
		expect((await account.writes(CUSTOMER)).deliveries).toEqual([]);
		await http.delete('/block_users', { data: body });
		expect((await http.get('/block_users')).data.data).toEqual([]);
	});
});
