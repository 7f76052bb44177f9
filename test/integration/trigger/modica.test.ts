import { TriggerHarness, type TriggerOptions } from '../../support/triggerHarness';
import { runNode } from '../../support/engine';
import { sortByProgress } from '../../support/receipts';
import { createAccount, waitFor, type Data } from '../../support/sandboxClient';

const CUSTOMER = '64210000000';

let harness: TriggerHarness;
afterEach(async () => await harness.close());

interface Setup extends TriggerOptions {
	/** `user:password@` in the callback URL. */
	login?: string;
	/** In the credential. */
	fileSenderId?: string;
	settings?: Data;
}

async function connected({ login = '', fileSenderId = '', settings, ...options }: Setup = {}) {
	const account = await createAccount('modica', { settings });
	harness = await TriggerHarness.start(account, {
		...options,
		credentials: options.credentials ?? {
			...account.credentials,
			webhookUsername: '',
			webhookPassword: '',
			fileSenderId,
		},
	});
	await harness.activate();
	const url = harness.url.replace('://', `://${login}`);
	await account.setPortal({ moUrl: url, dlrUrl: url });
	return account;
}

it.each([
	{ moContent: 'object', moKeys: 'documented' },
	{ moContent: 'object', moKeys: 'lower' },
	{ moContent: 'text', moKeys: 'documented' },
	{ moContent: 'base64', moKeys: 'lower' },
])('takes a message with content as $moContent and $moKeys keys', async (settings) => {
	const account = await connected({ settings });
	const { id, deliveries } = await account.writeText(CUSTOMER, 'Kia ora');
	expect(deliveries[0]).toMatchObject({
		status: 200,
		response: '{"status":"accepted","events":1}',
	});
	expect(harness.executions).toMatchObject([
		[
			{
				event: 'message',
				provider: 'modica',
				id: expect.stringMatching(/^message:/) as string,
				messageId: id,
				from: CUSTOMER,
				to: account.data.number,
				type: 'text',
				text: 'Kia ora',
			},
		],
	]);
});

it.each([
	['', { mediaNeedsSource: false }],
	['1234567890', { mediaNeedsSource: true }],
])('downloads a customer’s file, with the sender ID ‘%s’', async (fileSenderId, settings) => {
	const account = await connected({ options: { downloadMedia: true }, fileSenderId, settings });
	const file = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ', 'base64');
	const { id } = await account.addMedia(file.toString('base64'), 'image/png');
	await account.receiveInbound({
		from: CUSTOMER,
		message: { type: 'image', image: { id, mime_type: 'image/png' } },
	});
	const [[[{ json, binary }]]] = harness.outputs;
	expect(json).toMatchObject({ type: 'image', media: { id } });
	expect(json.media).not.toHaveProperty('notDownloaded');
	expect(Buffer.from(binary?.data.data ?? '', 'base64')).toEqual(file);
});

it('takes a tapped button and the message that it answers', async () => {
	const account = await connected();
	await account.receiveInbound({
		from: CUSTOMER,
		message: { type: 'button', button: { text: 'Yes', payload: 'confirm-42' } },
		context: { message_id: 'wamid.T' },
	});
	expect(harness.executions).toMatchObject([
		[{ button: { id: 'confirm-42', title: 'Yes' }, text: 'Yes', replyTo: 'wamid.T' }],
	]);
});

it('gives Modica’s ids, and Meta’s where Modica names none', async () => {
	const account = await connected();
	const { id } = await account.writeText(CUSTOMER, 'Kia ora');
	const { json } = await runNode(account, { operation: 'sendText', to: CUSTOMER, text: 'Yes?' });
	const message = { type: 'button', button: { text: 'Yes', payload: 'y' } };
	await account.receiveInbound({
		from: CUSTOMER,
		message,
		context: { message_id: json[0].messageId },
	});
	const [[text], [tap]] = harness.executions;
	const metaId = expect.stringMatching(/^wamid\./) as string;
	expect(text).toMatchObject({ messageId: id, raw: { id, content: { id: metaId } } });
	// The customer's quote is in Meta's words: it does not name the id that sending answered.
	expect(tap).toMatchObject({ replyTo: metaId });
});

it('gives the receipts of a sent message, by the id of sending', async () => {
	const account = await connected({ triggerOn: ['status'] });
	await account.writeText(CUSTOMER);
	const { json } = await runNode(account, { operation: 'sendText', to: CUSTOMER, text: 'Sent' });
	await waitFor(() => harness.executions.length >= 2);
	const { messageId } = json[0];
	expect(sortByProgress(harness.executions.flat())).toMatchObject([
		{ event: 'status', messageId, status: 'sent', isFinal: false },
		{ event: 'status', messageId, status: 'delivered', isFinal: true },
	]);
});

it.each(['rejected', 'expired'])('says why a message is %s', async (status) => {
	const account = await connected({ triggerOn: ['status'] });
	await account.deliver({ body: { id: 'b2f1', status } });
	expect(harness.executions[0][0]).toMatchObject({
		id: expect.stringMatching(`^b2f1:${status}:`) as string,
		isFinal: true,
		error: { code: status, advice: expect.any(String) },
	});
});

describe('with user and password in the credential', () => {
	const credentials = { webhookUsername: 'ana', webhookPassword: 'p@ss:word' };

	it('takes a call with both', async () => {
		const account = await connected({ credentials, login: 'ana:p%40ss%3Aword@' });
		await account.writeText(CUSTOMER, 'hi');
		expect(harness.executions).toHaveLength(1);
	});

	it.each([
		['', 'the callback URL has no username and password'],
		['ana:wrong@', 'the username or password in the callback URL is wrong'],
	])('answers a call with “%s” 401 and logs why', async (login, reason) => {
		const account = await connected({ credentials, login });
		const { deliveries } = await account.writeText(CUSTOMER, 'hi');
		expect(deliveries[0].status).toBe(401);
		expect(harness.executions).toEqual([]);
		expect(harness.warnings[0]).toBe(`'WhatsApp BSP Trigger' rejected a call with 401: ${reason}`);
	});
});

it.each([
	['something else', { body: { hello: 'world' } }, 400],
	['GET', { method: 'GET', rawText: '' }, 405],
])('rejects %s', async (_name, delivery, status) => {
	const account = await connected();
	const { deliveries } = await account.deliver(delivery);
	expect(deliveries[0].status).toBe(status);
	expect(harness.executions).toEqual([]);
});
