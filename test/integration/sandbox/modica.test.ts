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

const CUSTOMER = '64210000000';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const content = { type: 'text', source: '1234567890', text: { body: 'Hello' } };
const message = { to: `+${CUSTOMER}`, ...content };

const receiver = useReceiver();
let account: SandboxAccount;
let http: AxiosInstance;
beforeEach(async () => {
	account = await createAccount('modica');
	http = providerHttp(account);
	http.defaults.baseURL = account.credentials.baseUrl;
	http.defaults.auth = {
		username: account.credentials.username,
		password: account.credentials.password,
	};
	await account.writeText(CUSTOMER);
	await account.setPortal({ moUrl: `${receiver.url}/mo`, dlrUrl: `${receiver.url}/dlr` });
});

const send = async (body: unknown) => await http.post('/messages', body);

describe('Modica messages', () => {
	it('are accepted with 202, an id and the reference', async () => {
		const response = await send({ ...message, reference: 'order-1' });
		expect(response.status).toBe(202);
		expect(response.data).toEqual([
			{ id: expect.stringMatching(UUID), status: 'accepted', reference: 'order-1' },
		]);
		expect((await send({ ...content, destination: message.to })).data[0].reference).toBe('');
	});

	it.each([
		['no credentials', undefined],
		['a wrong password', { username: 'x', password: 'y' }],
	])('need Basic auth: %s', async (_name, auth) => {
		http.defaults.auth = auth;
		expect((await send(message)).status).toBe(401);
	});

	it.each<[string, Data, string]>([
		['to and destination', { destination: message.to }, 'destination'],
		['no recipient', { to: undefined }, 'to'],
		['a local number', { to: '0210000000' }, 'to'],
		['letters', { to: '+64abc' }, 'to'],
		['a number without its plus', { to: CUSTOMER }, 'to'],
		['no type', { type: undefined }, 'type'],
		['no object', { text: undefined }, 'text'],
		['a number as reference', { reference: 7 }, 'reference'],
		['a name as source', { source: 'shop' }, 'source'],
		['a number as source', { source: 1234567890 }, 'source'],
		['a misspelt key', { refrence: 'order-1' }, 'refrence'],
		['the object of another type', { image: { id: '1' } }, 'image'],
		['another product', { messaging_product: 'sms' }, 'messaging_product'],
	])('reject %s with 422', async (_name, change, field) => {
		const response = await send({ ...message, ...change });
		expect(response.status).toBe(422);
		expect(response.data.errors[0]).toEqual({
			field,
			code: expect.any(String),
			description: expect.any(String),
		});
	});

	it.each<[string, Data, number]>([
		['a number as recipient_type', { recipient_type: 7 }, 100],
		['a list as recipient_type', { recipient_type: ['individual'] }, 100],
		['a group', { recipient_type: 'group' }, 100],
		['a text as context', { context: 'wamid.X' }, 100],
		['null as context', { context: null }, 100],
		['a context without message_id', { context: {} }, 131008],
		['a number as message_id', { context: { message_id: 7 } }, 131008],
		['a context with more', { context: { message_id: 'wamid.X', from: '64' } }, 100],
		['callback data of 513 characters', { biz_opaque_callback_data: 'x'.repeat(513) }, 100],
		['a number as key hash', { recipient_identity_key_hash: 7 }, 100],
	])('pass %s on to Meta, who rejects it', async (_name, change, code) => {
		const response = await send({ ...message, ...change });
		expect([response.status, response.data.error.code]).toEqual([400, code]);
		const destination = [message.to];
		const broadcast = await http.post('/messages/broadcast', {
			...content,
			destination,
			...change,
		});
		expect([broadcast.status, broadcast.data.error.code]).toEqual([400, code]);
		expect(await account.messages()).toEqual([]);
	});

	it('may carry Meta’s whole envelope', async () => {
		const envelope = {
			messaging_product: 'whatsapp',
			recipient_type: 'individual',
			context: { message_id: 'wamid.X' },
			biz_opaque_callback_data: 'order-1',
			recipient_identity_key_hash: 'hash',
		};
		expect((await send({ ...message, ...envelope })).status).toBe(202);
	});

	it('pass Meta’s rejections on', async () => {
		const long = await send({ ...message, text: { body: 'x'.repeat(4097) } });
		expect(long.status).toBe(400);
		expect(long.data).toMatchObject({
			error: { code: 100 },
			message: 'Whatsapp Cloud API error',
			statusCode: 400,
		});
		const closed = await send({ ...message, to: '+64219999999' });
		expect([closed.status, closed.data.error.code]).toEqual([400, 131047]);
		await account.patch({ settings: { unregisteredNumbers: [CUSTOMER] } });
		expect((await send(message)).data.error.code).toBe(131026);
		await account.patch({ settings: { cloudErrorStyle: 'text' } });
		expect((await send(message)).data.error).toMatch(/^\(#131026\)/);
	});

	it('carry templates and every Cloud type', async () => {
		const parameters = ['Ana', 'A-1'].map((text) => ({ type: 'text', text }));
		const template = { name: 'order_shipped', language: { code: 'en_US' } };
		const components = [{ type: 'body', parameters }];
		const to = '+64219999999';
		const fine = await send({ to, type: 'template', template: { ...template, components } });
		expect(fine.status).toBe(202);
		expect((await send({ to, type: 'template', template })).data.error.code).toBe(132000);
		const location = { latitude: 1, longitude: 2 };
		expect((await send({ to: message.to, type: 'location', location })).status).toBe(202);
	});

	it('are limited by a rate, when one is set', async () => {
		await account.patch({ settings: { ratePerSecond: 0.001 } });
		await send(message);
		const rejected = await send(message);
		expect([rejected.status, rejected.headers['retry-after']]).toEqual([429, '1']);
	});

	it('can be broadcast', async () => {
		const destination = [`+${CUSTOMER}`, '+64219999999'];
		const response = await http.post('/messages/broadcast', { ...content, destination });
		expect(response.status).toBe(202);
		expect(response.data).toEqual(
			destination.map((one) => ({
				destination: one,
				id: expect.stringMatching(UUID),
				status: 'accepted',
			})),
		);
		await waitFor(() => receiver.requests.length === 4);
		const words = receiver.requests.map(({ body }) => (body as Data).status);
		expect(words.sort()).toEqual(['received', 'rejected', 'sent', 'sent']);
		expect(
			(await http.post('/messages/broadcast', { ...content, destination: '+64' })).status,
		).toBe(422);
	});

	it('can be looked up', async () => {
		const [{ id }] = (await send({ ...message, reference: 'r' })).data;
		const found = await http.get('/messages', { params: { id } });
		expect(found.data).toMatchObject({
			id,
			source: '1234567890',
			destination: message.to,
			direction: 'MT',
			reference: 'r',
		});
		const nobody = '00000000-0000-0000-0000-000000000000';
		expect((await http.get('/messages', { params: { id: nobody } })).status).toBe(404);
		expect((await http.get('/messages', { params: { id: 'x' } })).status).toBe(422);
	});

	it('carry uploaded media', async () => {
		const form = () => {
			const data = new FormData();
			data.append('file', new Blob(['x'], { type: 'image/png' }), 'a.png');
			return data;
		};
		expect((await http.post('/media', form())).status).toBe(200);
		expect((await http.post('/media?source=a-b', form())).status).toBe(422);
		await account.patch({ settings: { mediaNeedsSource: true } });
		expect((await http.post('/media', form())).data.errors[0].field).toBe('source');
		const { data } = await http.post('/media?source=1234567890', form());
		const [{ id }] = data;
		expect((await http.get('/media', { params: { media_id: id } })).status).toBe(422);
		const params = { media_id: id, source: '1234567890' };
		expect((await http.get('/media', { params })).data).toBe('x');
		await account.patch({ settings: { mediaNeedsSource: false } });
		expect((await http.get('/media', { params: { media_id: id } })).data).toBe('x');
		expect((await send({ to: message.to, type: 'image', image: { id } })).status).toBe(202);
		expect((await http.get('/media?media_id=12')).status).toBe(404);
		expect((await http.get('/media?media_id=a-b')).status).toBe(422);
	});
});

describe('Modica callbacks', () => {
	it('DLR: sent, then received, with the reference', async () => {
		const [{ id }] = (await send({ ...message, reference: 'order-1' })).data;
		// An earlier test's message may still be reported.
		const own = () => receiver.requests.filter(({ body }) => (body as { id: string }).id === id);
		await waitFor(() => own().length === 2);
		// Two calls that may overtake each other; the books keep the order.
		const calls = own().map(({ path, body }) => [path, body]);
		expect(calls).toContainEqual(['/dlr', { id, status: 'sent', reference: 'order-1' }]);
		expect(calls).toContainEqual(['/dlr', { id, status: 'received', reference: 'order-1' }]);
		const [{ statuses }] = await account.messages();
		expect(statuses.map(({ status }) => status)).toEqual(['sent', 'delivered']);
	});

	it.each([
		['failed', 'rejected'],
		['expired', 'expired'],
	] as const)('DLR: %s is called %s', async (final, word) => {
		await account.setOutcome({ to: CUSTOMER, final });
		const [{ id }] = (await send(message)).data;
		await waitFor(() => receiver.requests.length === 2);
		expect(receiver.requests.map(({ body }) => body)).toContainEqual({ id, status: word });
	});

	it('MO: the documented keys, content as Meta’s message', async () => {
		const { id } = await account.writeText(CUSTOMER, 'hi');
		expect(receiver.requests[0]).toMatchObject({ method: 'POST', path: '/mo' });
		expect(receiver.requests[0].body).toEqual({
			id,
			source: `+${CUSTOMER}`,
			Destination: account.data.number,
			content: {
				from: CUSTOMER,
				id: expect.stringMatching(/^wamid\./),
				timestamp: expect.any(String),
				type: 'text',
				text: { body: 'hi' },
			},
		});
	});

	it('MO: Meta’s ids in the content, Modica’s next to it', async () => {
		const [{ id: sent }] = (await send(message)).data;
		const { id: written } = await account.writeText(CUSTOMER);
		const tap = { type: 'button', button: { text: 'Yes', payload: 'y' } };
		const context = { message_id: sent };
		const first = await account.receiveInbound({ from: CUSTOMER, message: tap, context });
		const reaction = { message_id: sent, emoji: '👍' };
		await account.receiveInbound({ from: CUSTOMER, message: { type: 'reaction', reaction } });
		const incoming = receiver.requests.filter(({ path }) => path === '/mo');
		const [text, button, thumb] = incoming.map(({ body }) => body as Data & { content: Data });
		expect([text.id, button.id]).toEqual([written, first.id]);
		expect(new Set([text.content.id, button.content.id]).size).toBe(2);
		const metaId = expect.stringMatching(/^wamid\./);
		expect(button.content).toMatchObject({ id: metaId, context: { id: metaId } });
		// The same message, the same id, whoever refers to it.
		const { context: quoted } = button.content as { context: Data };
		expect(thumb.content.reaction).toEqual({ message_id: quoted.id, emoji: '👍' });
	});

	it('come once: that they would come again is not documented', async () => {
		receiver.respondWith(500);
		await account.writeText(CUSTOMER);
		// 360dialog's first would come after 500 ms.
		await sleep(700);
		expect(receiver.requests).toHaveLength(1);
	});

	it.each([
		['text', (content: string) => content],
		['base64', (content: string) => Buffer.from(content, 'base64').toString()],
	])('MO: content as %s', async (moContent, decode) => {
		await account.patch({ settings: { moContent, moKeys: 'lower' } });
		await account.writeText(CUSTOMER, 'Grüße');
		const body = receiver.requests[0].body as Record<string, string>;
		expect(JSON.parse(decode(body.content))).toMatchObject({ text: { body: 'Grüße' } });
		expect(body.destination).toBe(account.data.number);
		expect(body.encoding).toBe(moContent === 'base64' ? 'base64' : undefined);
	});

	it('turn credentials in the URL into Basic auth', async () => {
		const url = receiver.url.replace('//', '//me:p%40ss@');
		await account.setPortal({ moUrl: url });
		await account.writeText(CUSTOMER);
		const expected = Buffer.from('me:p@ss').toString('base64');
		expect(receiver.requests[0].headers.authorization).toBe(`Basic ${expected}`);
	});
});
