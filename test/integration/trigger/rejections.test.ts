import axios from 'axios';
import { TriggerHarness, type TriggerOptions } from '../../support/triggerHarness';
import { gzip, hmacSha256 } from '../../support/runtime';
import {
	createAccount,
	type SandboxAccount,
	type SandboxProvider,
} from '../../support/sandboxClient';

const NAME = "'WhatsApp BSP Trigger'";
const TOKEN = 'webhook-token-1';
const LOGIN = { webhookUsername: 'ana', webhookPassword: 'pass:word' };
const SIGNATURE_SECRET = 'example-platform';

const EXTRA: Partial<Record<SandboxProvider, Record<string, string>>> = {
	bulk360: { webhookToken: TOKEN },
	modica: LOGIN,
};

let harness: TriggerHarness;
let account: SandboxAccount;
afterEach(async () => await harness.close());

async function activated(provider: SandboxProvider, options: TriggerOptions = {}) {
	const signed = provider === 'dialog360' ? { signatureSecret: SIGNATURE_SECRET } : {};
	account = await createAccount(provider, signed);
	const extra = EXTRA[provider] ?? {};
	harness = await TriggerHarness.start(account, {
		credentials: { ...account.credentials, ...extra },
		...options,
	});
	await harness.activate();
}

interface Call {
	method?: string;
	query?: string;
	headers?: Record<string, string>;
	body?: string | Buffer;
}

async function call({ method = 'POST', query = '', headers = {}, body }: Call) {
	const { status, data } = await axios.request<{ status?: string; reason?: string }>({
		url: `${harness.url}${query}`,
		method,
		headers: { 'content-type': 'application/json', ...headers },
		data: body === undefined ? undefined : Buffer.from(body),
		validateStatus: null,
		proxy: false,
		maxBodyLength: Infinity,
	});
	return { status, outcome: data.status, reason: data.reason };
}

const registered = async () =>
	((await account.webhook()) as { headers: Record<string, string> }).headers;

const message = (id: string, text = 'hi') =>
	JSON.stringify({ messages: [{ id, from: '1', type: 'text', text: { body: text } }] });
const signature = (bytes: string) => ({
	'x-360dialog-signature': hmacSha256(SIGNATURE_SECRET, bytes),
});
const basic = (pair: string) => ({
	authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
});
const MO = JSON.stringify({
	id: '1',
	source: '6421',
	content: { type: 'text', text: { body: 'x' } },
});

interface Row {
	what: string;
	provider: SandboxProvider;
	call: () => Call | Promise<Call>;
	status: number;
	reason: string;
}

const rejections: Row[] = [
	{
		what: 'no token',
		provider: 'dialog360',
		call: () => ({ body: message('a') }),
		status: 401,
		reason: 'the header X-N8N-Webhook-Token is missing',
	},
	{
		what: 'a wrong token',
		provider: 'dialog360',
		call: () => ({ body: message('a'), headers: { 'x-n8n-webhook-token': 'f'.repeat(64) } }),
		status: 401,
		reason: 'the value of the header X-N8N-Webhook-Token is wrong',
	},
	{
		what: 'a wrong signature',
		provider: 'dialog360',
		call: () => ({ body: message('a'), headers: { 'x-360dialog-signature': 'f'.repeat(64) } }),
		status: 401,
		reason: 'the signature in x-360dialog-signature is wrong',
	},
	{
		what: 'a signature over other bytes',
		provider: 'dialog360',
		call: () => ({ body: message('a', 'ho'), headers: signature(message('a', 'hi')) }),
		status: 401,
		reason: 'the signature in x-360dialog-signature is wrong',
	},
	{
		what: 'a signature over the same JSON in other bytes',
		provider: 'dialog360',
		call: () => ({ body: ` ${message('a')}`, headers: signature(message('a')) }),
		status: 401,
		reason: 'the signature in x-360dialog-signature is wrong',
	},
	{
		what: 'a body that n8n doesn’t read',
		provider: 'dialog360',
		call: async () => ({
			body: '--x\r\n\r\nhi\r\n--x--\r\n',
			headers: { ...(await registered()), 'content-type': 'multipart/mixed; boundary=x' },
		}),
		status: 400,
		reason: 'the body is not a webhook call from this provider',
	},
	{
		what: 'a verified call whose body is something else',
		provider: 'dialog360',
		call: async () => ({ body: '{"hello":"world"}', headers: await registered() }),
		status: 400,
		reason: 'the body is not a webhook call from this provider',
	},
	{
		what: '10 MB of something else',
		provider: 'dialog360',
		call: async () => ({
			body: JSON.stringify({ a: 'x'.repeat(10_000_000) }),
			headers: await registered(),
		}),
		status: 400,
		reason: 'the body is not a webhook call from this provider',
	},
	{
		what: '10 MB without a token',
		provider: 'dialog360',
		call: () => ({ body: JSON.stringify({ a: 'x'.repeat(10_000_000) }) }),
		status: 401,
		reason: 'the header X-N8N-Webhook-Token is missing',
	},
	{
		what: 'GET at a provider that posts',
		provider: 'dialog360',
		call: async () => ({ method: 'GET', headers: await registered() }),
		status: 405,
		reason: 'this URL does not accept GET requests',
	},
	{
		what: 'GET at a provider that posts',
		provider: 'modica',
		call: () => ({ method: 'GET', headers: basic('ana:pass:word') }),
		status: 405,
		reason: 'this URL does not accept GET requests',
	},
	{
		what: 'no token',
		provider: 'bulk360',
		call: () => ({ body: '{"from":"60123","text":"hi"}' }),
		status: 401,
		reason: 'the URL has no ?token=',
	},
	{
		what: 'a wrong token',
		provider: 'bulk360',
		call: () => ({ query: '?token=webhook-token-2', body: '{"from":"60123","text":"hi"}' }),
		status: 401,
		reason: 'the token in the URL is wrong',
	},
	{
		what: 'the right token in the body',
		provider: 'bulk360',
		call: () => ({ body: `{"token":"${TOKEN}","from":"60123","text":"hi"}` }),
		status: 401,
		reason: 'the URL has no ?token=',
	},
	{
		what: 'no user',
		provider: 'modica',
		call: () => ({ body: MO }),
		status: 401,
		reason: 'the callback URL has no username and password',
	},
	{
		what: 'a wrong password',
		provider: 'modica',
		call: () => ({ body: MO, headers: basic('ana:pass') }),
		status: 401,
		reason: 'the username or password in the callback URL is wrong',
	},
];

it.each(rejections)(
	'$provider, $what: $status',
	async ({ provider, call: make, status, reason }) => {
		await activated(provider);
		expect(await call(await make())).toEqual({ status, outcome: 'rejected', reason });
		expect(harness.executions).toEqual([]);
		expect(harness.warnings).toEqual([`${NAME} rejected a call with ${status}: ${reason}`]);
	},
);

it('the log holds no secret, whatever came', async () => {
	for (const { provider, call: make } of rejections) {
		await activated(provider);
		await call(await make());
		const log = harness.warnings.join('\n');
		expect(log).not.toMatch(/pass:word|webhook-token-\d|ffff|Basic /);
		await harness.close();
	}
});

describe('a verified call', () => {
	it('packed with gzip is read, and its signature is over the bytes in it', async () => {
		await activated('dialog360');
		const text = message('packed');
		const headers = { ...signature(text), 'content-encoding': 'gzip' };
		expect(await call({ body: gzip(text), headers })).toMatchObject({ status: 200 });
		expect(harness.executions).toMatchObject([[{ id: 'packed' }]]);
		expect(harness.warnings).toEqual([]);
	});

	it('of 10 MB is read', async () => {
		await activated('dialog360');
		const text = message('large', 'x'.repeat(10_000_000));
		expect(await call({ body: text, headers: signature(text) })).toMatchObject({ status: 200 });
		expect(harness.executions[0][0].text).toHaveLength(10_000_000);
		expect(harness.warnings).toEqual([]);
	});

	it('that is replayed is answered 200 and starts nothing', async () => {
		await activated('dialog360');
		const once = { body: message('a'), headers: signature(message('a')) };
		expect(await call(once)).toMatchObject({ status: 200, outcome: 'accepted' });
		expect(await call(once)).toMatchObject({ status: 200, outcome: 'duplicate' });
		expect(harness.executions).toHaveLength(1);
		expect(harness.warnings).toEqual([]);
	});
});

describe('a clock that is 10 minutes off', () => {
	const MINUTES_10 = 600_000;
	const NOW = Date.UTC(2026, 10, 20, 8);
	const OTHERS = ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate'] as const;
	const TIMERS = [
		'setInterval',
		'setTimeout',
		'clearImmediate',
		'clearInterval',
		'clearTimeout',
	] as const;
	const setClock = (now: number) => jest.useFakeTimers({ now, doNotFake: [...OTHERS, ...TIMERS] });
	afterEach(() => jest.useRealTimers());

	it.each([-MINUTES_10, MINUTES_10])('here, by %i ms, costs no call', async (off) => {
		setClock(NOW + off);
		await activated('dialog360');
		const sent = {
			id: 'a',
			from: '1',
			timestamp: String(NOW / 1000),
			type: 'text',
			text: { body: 'x' },
		};
		const text = JSON.stringify({ messages: [sent] });
		const once = { body: text, headers: signature(text) };
		expect(await call(once)).toMatchObject({ status: 200, outcome: 'accepted' });
		setClock(NOW);
		expect(await call(once)).toMatchObject({ status: 200, outcome: 'duplicate' });
		expect(harness.executions).toMatchObject([[{ timestamp: '2026-11-20T08:00:00.000Z' }]]);
		expect(harness.warnings).toEqual([]);
	});
});

it('larger than n8n takes is rejected by n8n itself, before anything is read', async () => {
	await activated('dialog360');
	const text = message('huge', 'x'.repeat(17_000_000));
	expect((await call({ body: text, headers: signature(text) })).status).toBe(413);
	expect(harness.executions).toEqual([]);
});
