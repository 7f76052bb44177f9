import {
	createAccount,
	dialog360Http,
	type Data,
	type SandboxAccount,
} from '../../support/sandboxClient';

const CUSTOMER = '16505076520';

describe('360dialog on-premise', () => {
	let account: SandboxAccount;
	beforeAll(async () => {
		account = await createAccount('dialog360', { hosting: 'onPremise' });
		await account.writeText(CUSTOMER);
	});
	const text = { recipient_type: 'individual', to: CUSTOMER, type: 'text', text: { body: 'x' } };
	const post = async (body: unknown) => await dialog360Http(account).post('/v1/messages', body);

	it('takes preview_url at the top and answers id and meta', async () => {
		const response = await post({ ...text, preview_url: true });
		expect(response.status).toBe(200);
		expect(response.data).toEqual({
			messages: [{ id: expect.stringMatching(/^gBGH/) }],
			meta: { api_status: 'stable', version: expect.any(String) },
		});
	});

	it.each<[string, Data, number]>([
		['messaging_product', { ...text, messaging_product: 'whatsapp' }, 1009],
		['preview_url inside text', { ...text, text: { body: 'x', preview_url: true } }, 1009],
		['no text', { ...text, text: {} }, 1008],
	])('rejects %s in its own shape', async (_name, body, code) => {
		const response = await post(body);
		expect(response.status).toBe(400);
		expect(response.data.errors).toEqual([
			{ code, title: expect.any(String), details: expect.any(String) },
		]);
	});

	it('wants namespace and policy in a template', async () => {
		const { data } = await dialog360Http(account).get('/v1/configs/templates?limit=1');
		const template = { name: 'call_us', language: { code: 'en', policy: 'deterministic' } };
		const { namespace } = data.waba_templates[0];
		const message = { to: CUSTOMER, type: 'template' };
		expect((await post({ ...message, template: { ...template, namespace } })).status).toBe(200);
		expect((await post({ ...message, template })).data.errors[0].code).toBe(2001);
		const bare = { name: 'call_us', namespace, language: { code: 'en' } };
		expect((await post({ ...message, template: bare })).data.errors[0].code).toBe(1008);
	});

	it('marks as read by PUT', async () => {
		const { id } = await account.writeText(CUSTOMER);
		const put = async (messageId: string, body: Data) =>
			await dialog360Http(account).put(`/v1/messages/${messageId}`, body);
		expect((await put(id, { status: 'read' })).data).toEqual({});
		expect((await put('nope', { status: 'read' })).status).toBe(404);
		expect((await put(id, { status: 'seen' })).status).toBe(400);
	});

	it('checks contacts and keeps media as raw bytes', async () => {
		const http = dialog360Http(account);
		const contacts = await http.post('/v1/contacts', { contacts: [`+${CUSTOMER}`] });
		expect(contacts.data.contacts[0]).toEqual({
			input: `+${CUSTOMER}`,
			status: 'valid',
			wa_id: CUSTOMER,
		});
		const headers = { 'content-type': 'image/png' };
		const upload = await http.post('/v1/media', Buffer.from('png'), { headers });
		const path = `/v1/media/${upload.data.media[0].id}`;
		expect((await http.get(path)).data).toBe('png');
		expect((await http.delete(path)).status).toBe(200);
		expect((await http.get(path)).status).toBe(404);
	});

	it('stores media for fourteen days', async () => {
		const own = await createAccount('dialog360', { hosting: 'onPremise' });
		const http = dialog360Http(own);
		const headers = { 'content-type': 'image/png' };
		const upload = await http.post('/v1/media', Buffer.from('png'), { headers });
		const [{ id }] = upload.data.media;
		await own.advanceClock(13.9 * 24);
		expect((await http.get(`/v1/media/${id}`)).status).toBe(200);
		await own.advanceClock(0.2 * 24);
		expect((await http.get(`/v1/media/${id}`)).status).toBe(404);
		const image = { to: CUSTOMER, type: 'image', image: { id } };
		expect((await http.post('/v1/messages', image)).data.errors[0].code).toBe(1009);
	});

	it.each([
		{
			type: 'call_permission_request',
			action: { name: 'call_permission_request' },
		},
		{ type: 'voice_call', body: { text: 'x' }, action: { name: 'voice_call' } },
		{
			type: 'request_contact_info',
			body: { text: 'x' },
			action: { name: 'request_contact_info' },
		},
		{
			type: 'carousel',
			body: { text: 'x' },
			action: {
				cards: [0, 1].map((card_index) => ({
					card_index,
					type: 'product',
					action: { product_retailer_id: 'S', catalog_id: 'C' },
				})),
			},
		},
	])('has no $type, which is newer', async (interactive) => {
		const cloud = await createAccount('dialog360');
		await cloud.writeText(CUSTOMER);
		const message = { to: CUSTOMER, type: 'interactive', interactive };
		const newer = { messaging_product: 'whatsapp', ...message };
		expect((await dialog360Http(cloud).post('/messages', newer)).status).toBe(200);
		expect((await post(message)).data.errors[0].code).toBe(1009);
	});

	it('has no voice notes of its own', async () => {
		const audio = { link: 'https://example.com/a.ogg' };
		const message = { to: CUSTOMER, type: 'audio' };
		expect((await post({ ...message, audio })).status).toBe(200);
		const voice = { ...message, audio: { ...audio, voice: true } };
		expect((await post(voice)).data.errors[0].code).toBe(1009);
	});

	it('reports a place that is none as 1009', async () => {
		const location = { latitude: '', longitude: null };
		const { data } = await post({ to: CUSTOMER, type: 'location', location });
		expect(data.errors[0].code).toBe(1009);
	});
});

describe('360dialog sandbox hosting', () => {
	const OWN = '4915200000000';
	const text = { to: OWN, type: 'text', text: { body: 'x' } };

	it('sends text and its two templates to its own number only', async () => {
		const account = await createAccount('dialog360', { hosting: 'sandbox' });
		await account.writeText(OWN);
		const post = async (body: Data) => await dialog360Http(account).post('/v1/messages', body);
		expect((await post(text)).data).toEqual({ messages: [{ id: expect.any(String) }] });
		const template = { name: 'disclaimer', language: { code: 'en' } };
		expect((await post({ to: OWN, type: 'template', template })).status).toBe(200);
		expect((await post({ ...text, to: CUSTOMER })).status).toBe(400);
		const image = { to: OWN, type: 'image', image: { link: 'https://example.com/a.png' } };
		expect((await post(image)).status).toBe(400);
		expect((await dialog360Http(account).post('/media')).status).toBe(404);
		expect((await dialog360Http(account).get('/health_status')).status).toBe(200);
	});

	it('stops after its number of messages, and may answer without an id', async () => {
		const account = await createAccount('dialog360', {
			hosting: 'sandbox',
			settings: { maxMessages: 1, sandboxResponse: 'limited' },
		});
		const first = await dialog360Http(account).post('/v1/messages', text);
		expect([first.status, first.data.messages]).toEqual([200, undefined]);
		expect((await dialog360Http(account).post('/v1/messages', text)).status).toBe(400);
	});
});
