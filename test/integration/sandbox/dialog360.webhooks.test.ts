import type { AxiosInstance } from 'axios';
import { CUSTOMER, sendText, getChangeValue, useWebhook } from '../../support/dialog360Webhook';
import { hmacSha256 } from '../../support/runtime';
import { createAccount, dialog360Http, waitFor, type Data } from '../../support/sandboxClient';

const { receiver, connect } = useWebhook();

describe('360dialog webhook registration', () => {
	it('answers 404 while unset, remembers url and headers, and is overwritten', async () => {
		const account = await createAccount('dialog360');
		const http = dialog360Http(account);
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
	])('when strict, rejects %s', async (_name, body) => {
		const account = await createAccount('dialog360', { settings: { strictWebhookUrls: true } });
		const post = async (data: Data) =>
			await dialog360Http(account).post('/v1/configs/webhook', data);
		const response = await post(body);
		expect(response.status).toBe(400);
		expect(response.data.error).toMatch(/invalid webhook/i);
		expect((await post({ url: 'https://hook.example.com/a_b' })).status).toBe(200);
	});
});

describe('360dialog cloud webhooks', () => {
	it('delivers a customer’s text with the registered headers', async () => {
		const { account } = await connect({}, { 'X-N8N-Token': 'secret' });
		const { id, deliveries } = await account.receiveInbound({
			from: CUSTOMER,
			name: 'Ana',
			userId: 'US.1',
			message: { type: 'text', text: { body: 'hi' } },
			context: { message_id: 'wamid.Y' },
		});
		expect(deliveries).toMatchObject([{ status: 200, attempt: 1 }]);
		const [call] = receiver.requests;
		expect(call).toMatchObject({ method: 'POST', path: '/hook' });
		expect(call.headers).toMatchObject({
			'x-n8n-token': 'secret',
			'content-type': 'application/json',
		});
		expect(call.body).toMatchObject({ object: 'whatsapp_business_account' });
		expect(getChangeValue(call)).toEqual({
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
		const { account } = await connect();
		await account.receiveInbound({
			from: 'US.77',
			message: { type: 'text', text: { body: 'hi' } },
		});
		const { contacts, messages } = getChangeValue(receiver.requests[0]) as Record<string, Data[]>;
		expect(contacts[0]).toEqual({ profile: { name: 'US.77' }, user_id: 'US.77' });
		expect(messages[0]).not.toHaveProperty('from');
		expect(messages[0].from_user_id).toBe('US.77');
	});

	it('completes a customer’s media', async () => {
		const { account } = await connect();
		const { id, sha256 } = await account.addMedia('eA==', 'image/jpeg');
		await account.receiveInbound({
			from: CUSTOMER,
			message: { type: 'image', image: { id, caption: 'c' } },
		});
		expect(getChangeValue(receiver.requests[0])).toMatchObject({
			messages: [{ image: { id, sha256, mime_type: 'image/jpeg', caption: 'c' } }],
		});
	});

	it('signs the raw body when there is a secret', async () => {
		const { account } = await connect({ signatureSecret: 'platform' });
		await account.writeText(CUSTOMER, 'Grüße 😀');
		const [{ headers, text }] = receiver.requests;
		expect(headers['x-360dialog-signature']).toBe(hmacSha256('platform', text));
	});

	it('delivers again with growing delay until it is answered 200', async () => {
		const { account } = await connect({ settings: { retryDelaysMs: [30, 60, 90] } });
		receiver.respondWith(500, 204);
		const { deliveries } = await account.writeText(CUSTOMER);
		expect(deliveries[0]).toMatchObject({ status: 500, attempt: 1 });
		await waitFor(() => receiver.requests.length === 3);
		const attempts = await waitFor(async () => {
			const list = await account.deliveries();
			return list.length === 3 ? list : undefined;
		});
		expect(attempts.map(({ status, attempt }) => [attempt, status])).toEqual([
			[1, 500],
			[2, 204],
			[3, 200],
		]);
		expect(new Set(receiver.requests.map(({ text }) => text)).size).toBe(1);
	});

	it('records a receiver that nobody answers at', async () => {
		const { account, http } = await connect({ settings: { retryDelaysMs: [] } });
		await http.post('/v1/configs/webhook', { url: 'http://127.0.0.1:9/' });
		const { deliveries } = await account.writeText(CUSTOMER);
		expect(deliveries[0]).toMatchObject({
			status: null,
			error: expect.stringMatching(/ECONNREFUSED/),
		});
	});

	it('fires additional webhooks only after the main one answered 200', async () => {
		const { account, http } = await connect({ settings: { retryDelaysMs: [30] } });
		const destinations = [{ name: 'crm', url: `${receiver.url}/extra`, headers: { 'X-A': '1' } }];
		expect((await http.get('/multi_webhook')).status).toBe(404);
		await http.post('/multi_webhook', { enabled: true, destinations });
		receiver.respondWith(500);
		await account.writeText(CUSTOMER);
		await waitFor(() => receiver.requests.length === 3);
		expect(receiver.requests.map(({ path }) => path)).toEqual(['/hook', '/hook', '/extra']);
		expect(receiver.requests[2].headers['x-a']).toBe('1');
		await http.post('/multi_webhook', { enabled: false });
		expect((await http.get('/multi_webhook')).data).toEqual({ enabled: false, destinations });
	});

	it('knows additional webhooks by their names', async () => {
		const { account, http } = await connect();
		const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => ({
			name,
			url: `https://${name}.example.com/`,
			headers: {},
		}));
		const getNames = async () =>
			((await account.webhook()).multi as Array<{ name: string }>).map(({ name }) => name);
		expect((await http.put('/multi_webhook', { destinations: [a] })).status).toBe(400);
		await http.post('/multi_webhook', { enabled: true, destinations: [a] });
		expect((await http.post('/multi_webhook', { enabled: true, destinations: [b] })).status).toBe(
			400,
		);
		expect(
			(await http.put('/multi_webhook', { destinations: [{ ...a, url: b.url }] })).status,
		).toBe(400);
		await http.put('/multi_webhook', { destinations: [b] });
		expect((await account.webhook()).multi).toEqual([a, b]);
		await http.put('/multi_webhook', { destinations: [c] });
		expect((await http.put('/multi_webhook', { destinations: [d] })).status).toBe(400);
		expect(await getNames()).toEqual(['a', 'b', 'c']);
		await http.patch('/multi_webhook', { ...a, url: d.url });
		expect((await http.patch('/multi_webhook', d)).status).toBe(404);
		await http.delete('/multi_webhook', { data: { name: 'b' } });
		expect((await http.delete('/multi_webhook', { data: { name: 'b' } })).status).toBe(404);
		expect((await account.webhook()).multi).toEqual([{ ...a, url: d.url }, c]);
		await http.post('/multi_webhook', { enabled: false });
		expect((await http.patch('/multi_webhook', a)).status).toBe(400);
		expect((await http.put('/multi_webhook', { destinations: [b] })).status).toBe(400);
		await http.post('/multi_webhook', { enabled: true, destinations: [b] });
		expect(await getNames()).toEqual(['a', 'c', 'b']);
	});

	it('uses the webhook of the WABA when the number has none', async () => {
		const { account, http } = await connect();
		await http.post('/waba_webhook', { url: `${receiver.url}/waba` });
		await account.writeText(CUSTOMER);
		await http.post('/v1/configs/webhook', { url: '' });
		await account.writeText(CUSTOMER);
		expect(receiver.requests.map(({ path }) => path)).toEqual(['/hook', '/waba']);
	});

	it('delivers any body by hand, and any receipt', async () => {
		const { account, http } = await connect(
			{ settings: { receipts: { sentMs: null, deliveredMs: null } } },
			{ 'X-A': '1' },
		);
		await account.deliver({ rawText: '{"broken', headers: { 'X-B': '2' } });
		expect(receiver.requests[0]).toMatchObject({
			text: '{"broken',
			headers: { 'x-a': '1', 'x-b': '2' },
		});
		await account.patch({ settings: { enforceWindow: false } });
		const messageId = await sendText(http);
		await account.sendReceipt({ messageId, status: 'failed', code: '131048' });
		expect(getChangeValue(receiver.requests[1])).toMatchObject({
			statuses: [{ id: messageId, errors: [{ code: 131048 }] }],
		});
	});
});

describe('360dialog on-premise webhooks', () => {
	const send = async (http: AxiosInstance) =>
		await http.post('/v1/messages', { to: CUSTOMER, type: 'text', text: { body: 'x' } });

	it('have no envelope', async () => {
		const { account, http } = await connect({ hosting: 'onPremise' });
		const { id } = await account.writeText(CUSTOMER);
		expect(receiver.requests[0].body).toEqual({
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
		await waitFor(() => receiver.requests.length === 3);
		const status = { recipient_id: CUSTOMER, status: 'sent', type: 'message' };
		expect(receiver.requests.map(({ body }) => body)).toContainEqual(
			expect.objectContaining({ statuses: [expect.objectContaining(status)] }),
		);
	});

	it.each([
		['a text', 470, /24 hours/, async () => ({ type: 'text', text: { body: 'x' } })],
		[
			'a template',
			1013,
			/not valid/,
			async (http: AxiosInstance) => {
				const { data } = await http.get('/v1/configs/templates?limit=1');
				const { namespace } = data.waba_templates[0];
				const language = { code: 'en', policy: 'deterministic' };
				return { type: 'template', template: { name: 'call_us', namespace, language } };
			},
		],
	])('report %s to somebody without WhatsApp as %i', async (_name, code, title, message) => {
		const settings = { unregisteredNumbers: [CUSTOMER] };
		const { account, http } = await connect({ hosting: 'onPremise', settings });
		await account.writeText(CUSTOMER);
		await http.post('/v1/messages', { to: CUSTOMER, ...(await message(http)) });
		await waitFor(() => receiver.requests.length === 2);
		expect(receiver.requests[1].body).toMatchObject({
			statuses: [{ status: 'failed', errors: [{ code, title: expect.stringMatching(title) }] }],
		});
	});

	it('report a closed window as 470', async () => {
		const { http } = await connect({ hosting: 'onPremise' });
		await send(http);
		await waitFor(() => receiver.requests.length === 1);
		expect(receiver.requests[0].body).toMatchObject({
			statuses: [
				{ status: 'failed', errors: [{ code: 470, title: expect.stringMatching(/24 hours/) }] },
			],
		});
	});
});
