import axios from 'axios';
import { TriggerHarness, type TriggerOptions } from '../../support/triggerHarness';
import { runNode } from '../../support/engine';
import { sortByProgress } from '../../support/receipts';
import {
	createAccount,
	waitFor,
	type Data,
	type SandboxAccount,
} from '../../support/sandboxClient';

const CUSTOMER = '60123240066';

let harness: TriggerHarness;
afterEach(async () => await harness.close());

async function connected(options: TriggerOptions & { query?: string; portal?: object } = {}) {
	const account = await createAccount('bulk360');
	harness = await TriggerHarness.start(account, {
		...options,
		credentials: options.credentials ?? { ...account.credentials, webhookToken: '' },
	});
	await harness.activate();
	await hook(account, `${harness.url}${options.query ?? ''}`, options.portal);
	return account;
}

/** What a person pastes into the portal. */
const hook = async (account: SandboxAccount, url: string, portal: object = {}) =>
	await account.setPortal({ dnUrl: url, moUrl: url, ...portal });

const call = async (query: string) =>
	await axios.get<{ status: string; reason?: string }>(`${harness.url}${query}`, {
		validateStatus: () => true,
		proxy: false,
	});

it('asks the provider nothing when it is activated: the hook is set in the portal', async () => {
	const account = await connected();
	expect(await harness.activate()).toBe('existed');
	expect(await harness.deactivate()).toBe(true);
	expect(await account.requests()).toEqual([]);
});

it.each([
	{ method: 'GET', encoding: 'query' },
	{ method: 'POST', encoding: 'query' },
	{ method: 'POST', encoding: 'form' },
	{ method: 'POST', encoding: 'json' },
])('takes an incoming message by $method as $encoding', async (portal) => {
	const account = await connected({ portal });
	const { id, deliveries } = await account.writeText(CUSTOMER, 'Hello & goodbye, ä');
	expect(deliveries[0]).toMatchObject({
		status: 200,
		response: '{"status":"accepted","events":1}',
	});
	expect(harness.executions).toMatchObject([
		[
			{
				event: 'message',
				provider: 'bulk360',
				id: expect.stringMatching(/^message:/) as string,
				messageId: id,
				from: CUSTOMER,
				to: account.data.number,
				type: 'text',
				text: 'Hello & goodbye, ä',
			},
		],
	]);
});

it('takes a multipart message, again if its execution could not be created', async () => {
	await connected();
	const send = async (id: string) => {
		const body = new FormData();
		const fields = { from: CUSTOMER, text: 'Hello', id, to: '60300000000' };
		for (const [name, value] of Object.entries(fields)) body.append(name, value);
		const response = await fetch(harness.url, { method: 'POST', body });
		return ((await response.json()) as { status?: string }).status;
	};
	harness.failNextExecutions = 1;
	expect([await send('1'), await send('1'), await send('1')]).toEqual([
		undefined,
		'accepted',
		'duplicate',
	]);
	expect(harness.executions).toMatchObject([[{ text: 'Hello' }]]);
	expect(harness.staticData.recentIds).toMatch(/^.{10}$/);
	await TriggerHarness.restart(harness);
	expect(await send('1')).toBe('duplicate');
});

it.each([
	{ method: 'GET', encoding: 'query' },
	{ method: 'POST', encoding: 'form' },
	{ method: 'POST', encoding: 'json' },
])(
	'gives each recipient’s receipts by $method as $encoding, by the id of sending',
	async (portal) => {
		const account = await connected({ triggerOn: ['status'], portal });
		for (const customer of [CUSTOMER, '60102200533']) await account.writeText(customer);
		await account.setOutcome({ to: '60102200533', final: 'failed', code: '505' });
		const sent = await runNode(account, {
			operation: 'sendText',
			to: `${CUSTOMER},60102200533`,
			text: 'Both of you',
		});
		await waitFor(() => harness.executions.length >= 4);
		const statuses = sortByProgress(harness.executions.flat());
		const of = (index: number) =>
			statuses.filter(({ messageId }) => messageId === sent.json[index].messageId);
		expect(of(0)).toMatchObject([
			{ status: 'sent', isFinal: false, to: CUSTOMER, recipientIndex: 0 },
			{ status: 'delivered', isFinal: true, to: CUSTOMER, recipientIndex: 0 },
		]);
		expect(of(1)).toMatchObject([
			{ status: 'sent', to: '60102200533', recipientIndex: 1 },
			{ status: 'failed', isFinal: true, recipientIndex: 1, error: { code: '505' } },
		]);
	},
);

/** A single text, and what the trigger says of it. */
async function sendAndGetReceipt(settings: Data) {
	const account = await connected({ triggerOn: ['status'] });
	await account.writeText(CUSTOMER);
	await account.patch({ settings: { ...settings, receipts: { sentMs: null } } });
	const { json } = await runNode(account, { operation: 'sendText', to: CUSTOMER, text: 'You' });
	await waitFor(() => harness.executions.length >= 1);
	return { sent: json[0], receipt: harness.executions[0][0] };
}

it('gives a single recipient’s receipt by the id of sending, numbered as the document has it', async () => {
	const { sent, receipt } = await sendAndGetReceipt({ dnOfOne: 'indexed' });
	expect(receipt).toMatchObject({ messageId: sent.messageId, to: CUSTOMER, recipientIndex: 0 });
});

it('gives it by the request’s reference, should Bulk360 not number a single recipient', async () => {
	const { sent, receipt } = await sendAndGetReceipt({ dnOfOne: 'bare' });
	expect(receipt).toMatchObject({ status: 'delivered', isFinal: true, to: CUSTOMER });
	expect(receipt).not.toHaveProperty('recipientIndex');
	// No document says which it is: whoever matches the two compares the beginning.
	expect(`${String(receipt.messageId)}-0`).toBe(sent.messageId);
});

it.each([
	['suspended', 'Account suspended', 'account_suspended', 'account'],
	['active', 'Insufficient balance', '553', 'balance'],
])('says what Bulk360 rejects by DN: %s', async (accountState, word, code, category) => {
	const { sent, receipt } = await sendAndGetReceipt({
		accountRejections: 'byDn',
		accountState,
		price: 500,
	});
	expect(sent.success).toBe(true);
	expect(receipt).toMatchObject({
		messageId: sent.messageId,
		status: 'failed',
		isFinal: true,
		error: { code, category },
		raw: { status: word },
	});
});

it.each([
	['Insufficient balance', 'insufficient_balance', 'balance'],
	['Account suspended', 'account_suspended', 'account'],
])('knows from the word alone why a message failed: %s', async (word, code, category) => {
	const account = await connected({
		triggerOn: ['status'],
		portal: { method: 'POST', encoding: 'json' },
	});
	await account.patch({ settings: { receipts: { sentMs: null, deliveredMs: null } } });
	await account.writeText(CUSTOMER);
	const { json } = await runNode(account, { operation: 'sendText', to: CUSTOMER, text: 'You' });
	// "Unknown Error / Not specify" is the code of a status that the sandbox passes on as it is.
	await account.sendReceipt({ messageId: String(json[0].messageId), status: word });
	expect(harness.executions).toMatchObject([
		[
			{
				event: 'status',
				messageId: json[0].messageId,
				to: CUSTOMER,
				status: 'failed',
				isFinal: true,
				error: { code, category, retryable: false },
				raw: { status: word, 'error-code': 50, msisdn: Number(CUSTOMER) },
			},
		],
	]);
});

it('answers a receipt 200 and starts nothing unless statuses are asked for', async () => {
	await connected();
	const { status, data } = await call('?status=DELIVERED&msisdn=60123240066&msgid=1');
	expect([status, data.status]).toEqual([200, 'ignored']);
	expect(harness.executions).toEqual([]);
});

describe('with a token in the credential', () => {
	const credentials = { appKey: 'k', appSecret: 's', webhookToken: 'example-token' };

	it('takes a call with it, and keeps it out of the item', async () => {
		const account = await connected({ credentials, query: '?token=example-token' });
		await account.writeText(CUSTOMER, 'hi');
		expect(harness.executions).toHaveLength(1);
		expect(JSON.stringify(harness.executions)).not.toContain('example-token');
	});

	it.each([
		['', 'the URL has no ?token='],
		['?token=guessed', 'the token in the URL is wrong'],
	])('answers a call with “%s” 401 and logs why, without the token', async (query, reason) => {
		const account = await connected({ credentials, query });
		const { deliveries } = await account.writeText(CUSTOMER, 'hi');
		expect(deliveries[0].status).toBe(401);
		expect(harness.executions).toEqual([]);
		expect(harness.warnings[0]).toBe(`'WhatsApp BSP Trigger' rejected a call with 401: ${reason}`);
		expect(harness.warnings.join()).not.toMatch(/example-token|guessed/);
	});
});

it('takes no header for a proof that is left from another provider', async () => {
	const credentials = { appKey: 'k', appSecret: 's', webhookToken: 'example-token' };
	await connected({ credentials });
	const text = '?from=60123240066&text=hi';
	expect((await call(`${text}&token=example-token`)).status).toBe(200);
	harness.staticData.secretHeader = { name: 'X-N8N-Webhook-Token', value: 'left' };
	const headers = { 'x-n8n-webhook-token': 'left' };
	const { status } = await axios.get(`${harness.url}${text}`, {
		headers,
		validateStatus: null,
		proxy: false,
	});
	expect(status).toBe(401);
	expect(harness.executions).toHaveLength(1);
});

it('takes the same words twice where neither id nor time tells them apart', async () => {
	await connected();
	for (let i = 0; i < 2; i++) expect((await call('?from=60123240066&text=yes')).status).toBe(200);
	expect(harness.executions).toMatchObject([[{ text: 'yes' }], [{ text: 'yes' }]]);
});

it.each(['moid=7', 'time=1750000000'])(
	'takes a redelivery once, known by its %s',
	async (known) => {
		await connected();
		for (let i = 0; i < 2; i++) {
			expect((await call(`?from=60123240066&text=yes&${known}`)).status).toBe(200);
		}
		expect(harness.executions).toMatchObject([[{ text: 'yes' }]]);
	},
);

it('has nothing to do for somebody who opens the URL in a browser', async () => {
	await connected();
	const { status, data } = await call('');
	expect([status, data.reason]).toEqual([200, 'nothing to do: the request contains no event']);
	expect(harness.executions).toEqual([]);
});
