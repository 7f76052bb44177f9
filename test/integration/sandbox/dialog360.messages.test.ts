import {
	createAccount,
	dialog360Http,
	providerHttp,
	type Data,
	type SandboxAccount,
} from '../../support/sandboxClient';

const CUSTOMER = '16505076520';
const envelope = { messaging_product: 'whatsapp', recipient_type: 'individual', to: CUSTOMER };

const send = async (account: SandboxAccount, body: unknown) =>
	await dialog360Http(account).post('/messages', body);

describe('360dialog cloud: the envelope', () => {
	let account: SandboxAccount;
	beforeAll(async () => {
		account = await createAccount('dialog360');
		await account.writeText(CUSTOMER);
	});

	it('takes the provider document’s text message', async () => {
		const text = { body: 'Hello, dear customer!' };
		const response = await send(account, { ...envelope, type: 'text', text });
		expect(response.status).toBe(200);
		expect(response.data).toEqual({
			messaging_product: 'whatsapp',
			contacts: [{ input: CUSTOMER, wa_id: CUSTOMER }],
			messages: [{ id: expect.stringMatching(/^wamid\./) }],
		});
	});

	it.each([
		['no key', {}],
		['a wrong key', { 'D360-API-KEY': 'wrong' }],
	])('answers 401 to %s', async (_name, headers) => {
		const response = await providerHttp(account).post('/messages', envelope, { headers });
		expect(response.status).toBe(401);
		expect(response.data.meta).toMatchObject({ success: false, http_code: 401 });
	});

	const text = { type: 'text', text: { body: 'x' } };
	it.each<[string, unknown, number]>([
		['unreadable JSON', '{"to":', 100],
		['an array', [], 100],
		['no messaging_product', { to: CUSTOMER, ...text }, 100],
		['no recipient', { messaging_product: 'whatsapp', ...text }, 131008],
		['a formatted number', { ...envelope, to: '+1 650-507-6520', ...text }, 131009],
		['a number without country code', { ...envelope, to: '0650507652', ...text }, 131009],
		['a BSUID in to', { ...envelope, to: 'US.13491208655302741918', ...text }, 131009],
		[
			'a phone number in recipient',
			{ messaging_product: 'whatsapp', recipient: CUSTOMER, ...text },
			131009,
		],
		['no type', { ...envelope, text: { body: 'x' } }, 131008],
		['an unknown type', { ...envelope, type: 'hologram', hologram: {} }, 100],
		['a type from the prototype', { ...envelope, type: 'constructor', constructor: {} }, 100],
		['the object of another type', { ...envelope, ...text, image: { id: '1' } }, 100],
		['no object', { ...envelope, type: 'text' }, 131008],
		['an unknown key', { ...envelope, type: 'text', text: { body: 'x', bold: true } }, 100],
		['preview_url at the top', { ...envelope, ...text, preview_url: true }, 100],
		[
			'callback data over 512',
			{ ...envelope, ...text, biz_opaque_callback_data: 'x'.repeat(513) },
			100,
		],
		['an empty context', { ...envelope, ...text, context: {} }, 131008],
		['a text as context', { ...envelope, ...text, context: 'wamid.X' }, 100],
		[
			'a context with more',
			{ ...envelope, ...text, context: { message_id: 'wamid.X', id: 'wamid.X' } },
			100,
		],
		['a list as type', { ...envelope, ...text, recipient_type: ['individual'] }, 100],
	])('rejects %s in Meta’s shape', async (_name, body, code) => {
		const response = await dialog360Http(account).post('/messages', body, {
			headers: { 'content-type': 'application/json' },
		});
		expect(response.status).toBe(400);
		expect(response.data.error).toMatchObject({
			code,
			type: 'OAuthException',
			error_data: { messaging_product: 'whatsapp', details: expect.any(String) },
			fbtrace_id: expect.any(String),
		});
	});

	it('rejects a message to itself', async () => {
		const response = await send(account, { ...envelope, to: account.data.number, ...text });
		expect(response.data.error.code).toBe(131021);
	});

	it('sends to a business-scoped user id, and to wins over recipient', async () => {
		const recipient = 'US.13491208655302741918';
		await account.receiveInbound({
			from: recipient,
			message: { type: 'text', text: { body: 'hi' } },
		});
		const one = await send(account, { messaging_product: 'whatsapp', recipient, ...text });
		expect(one.data.contacts).toEqual([{ input: recipient, user_id: recipient }]);
		const both = await send(account, { ...envelope, recipient, ...text });
		expect(both.data.contacts).toEqual([{ input: CUSTOMER, wa_id: CUSTOMER }]);
	});

	it('marks a received message as read, with typing indicator', async () => {
		const { id } = await account.writeText(CUSTOMER);
		const read = { messaging_product: 'whatsapp', status: 'read', message_id: id };
		expect((await send(account, read)).data).toEqual({ success: true });
		const typing = await send(account, { ...read, typing_indicator: { type: 'text' } });
		expect(typing.status).toBe(200);
		expect((await account.conversation(CUSTOMER)).find((entry) => entry.id === id)?.status).toBe(
			'read, typing',
		);
		await account.patch({ settings: { markReadResponse: 'null' } });
		expect((await send(account, read)).data).toBeNull();
	});

	it.each<[string, Data, number]>([
		['an unknown message', { message_id: 'wamid.X', status: 'read' }, 131009],
		['no message', { status: 'read' }, 131008],
		['another status', { message_id: 'wamid.X', status: 'delivered' }, 100],
		[
			'another typing',
			{ message_id: 'x', status: 'read', typing_indicator: { type: 'audio' } },
			100,
		],
		['typing as a flag', { message_id: 'x', status: 'read', typing_indicator: true }, 100],
	])('does not mark as read: %s', async (_name, body, code) => {
		const response = await send(account, { messaging_product: 'whatsapp', ...body });
		expect([response.status, response.data.error.code]).toEqual([400, code]);
	});

	it('does not mark a group’s message as read', async () => {
		const message = { type: 'text', text: { body: 'hi' }, group_id: 'Y2FwaV9ncm91cDox' };
		const { id } = await account.receiveInbound({ from: CUSTOMER, message });
		const read = { messaging_product: 'whatsapp', status: 'read', message_id: id };
		const response = await send(account, read);
		expect([response.status, response.data.error.code]).toEqual([400, 131009]);
	});

	it('answers 404 to the other hostings’ paths', async () => {
		expect((await dialog360Http(account).post('/v1/messages', {})).status).toBe(404);
		expect((await dialog360Http(account).put('/v1/messages/x', {})).status).toBe(404);
		expect((await dialog360Http(account).post('/v1/contacts', {})).status).toBe(404);
	});

	it('takes marketing templates only at /marketing_messages', async () => {
		const post = async (name: string, extra: Data = {}) =>
			await dialog360Http(account).post('/marketing_messages', {
				...envelope,
				type: 'template',
				template: { name, language: { code: 'en' } },
				...extra,
			});
		const fine = await post('see_catalog', {
			product_policy: 'STRICT',
			template: {
				name: 'see_catalog',
				language: { code: 'en' },
				components: [{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }],
			},
		});
		expect(fine.status).toBe(200);
		expect((await post('call_us')).data.detail.error.code).toBe(131055);
		expect((await post('call_us', { product_policy: 'ANY' })).data.detail.error.code).toBe(100);
		const text = { type: 'text', text: { body: 'Sale' }, template: undefined };
		const rejected = await post('', text);
		expect(rejected.status).toBe(400);
		expect(rejected.data.detail.error).toMatchObject({
			code: 131055,
			error_data: { details: 'Message must be a template message.' },
		});
		await account.patch({ settings: { marketingTermsAccepted: false } });
		expect((await post('call_us')).status).toBe(403);
	});
});

describe('360dialog: limits', () => {
	const NEVER = 0.001;
	const text = { type: 'text', text: { body: 'x' } };
	const burst = async (account: SandboxAccount, count: number, to: (n: number) => string) =>
		await Promise.all(
			Array.from({ length: count }, async (_, n) => {
				return await send(account, { ...envelope, to: to(n), ...text });
			}),
		);
	const someone = (n: number) => `4915100000${String(n).padStart(3, '0')}`;

	it('takes 80 messages at once and rejects the next with 130429', async () => {
		const usual = await createAccount('dialog360');
		expect(usual.data.settings).toMatchObject({ ratePerSecond: 80, rateBurst: null });
		// As usual, but that none comes back while the test lasts.
		const account = await createAccount('dialog360', {
			settings: { ratePerSecond: NEVER, rateBurst: 80 },
		});
		const answers = await burst(account, 120, someone);
		const rejected = answers.filter(({ status }) => status === 429);
		expect(rejected).toHaveLength(40);
		expect(rejected[0].data.error.code).toBe(130429);
		expect(await account.stats()).toMatchObject({ requests: 120, rateLimited: 40 });
	});

	it.each([
		['400text', 400, { error: expect.stringMatching(/rate limit exceeded/i) }],
		['429', 429, { message: expect.any(String) }],
	])('rejects in the style %s', async (rateLimitStyle, status, data) => {
		const settings = { rateLimitStyle, ratePerSecond: NEVER, retryAfterSeconds: 3 };
		const account = await createAccount('dialog360', { settings });
		const answers = await burst(account, 3, someone);
		const rejected = answers.find((answer) => answer.status === status);
		expect(rejected?.data).toEqual(data);
		if (status === 429) expect(rejected?.headers['retry-after']).toBe('3');
	});

	it('rejects the 46th message to the same person with 131056', async () => {
		const account = await createAccount('dialog360');
		const answers = await burst(account, 46, () => CUSTOMER);
		const rejected = answers.filter(({ status }) => status === 429);
		expect(rejected.map(({ data }) => data.error.code as unknown)).toEqual([131056]);
		await account.advanceClock(0.01);
		expect((await send(account, { ...envelope, ...text })).status).toBe(200);
	});
});
