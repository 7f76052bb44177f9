import axios from 'axios';
import { advance, useFakeTime } from '../../support/fakeTime';
import { startHostileServer, type HostileServer } from '../../support/hostileServer';
import { nextTick } from '../../support/runtime';
import { createAccount, waitFor } from '../../support/sandboxClient';
import { TriggerHarness } from '../../support/triggerHarness';

const TOKEN = 'webhook-token-1';

let crm: HostileServer;
let harness: TriggerHarness;
beforeEach(async () => {
	crm = await startHostileServer(() => ({ body: 'ok' }));
	const account = await createAccount('bulk360');
	harness = await TriggerHarness.start(account, {
		options: { forwardTo: `${crm.url}/crm?own=1` },
		credentials: { ...account.credentials, webhookToken: TOKEN },
	});
	await harness.activate();
});
afterEach(async () => {
	jest.useRealTimers();
	await harness.close();
	await crm.close();
});

async function send(query: string, headers: Record<string, string> = {}, body?: Buffer) {
	const { status } = await axios.request({
		url: `${harness.url}?token=${TOKEN}${query}`,
		method: body ? 'POST' : 'GET',
		headers,
		data: body,
		proxy: false,
		validateStatus: null,
	});
	return status;
}

async function forwarded() {
	await waitFor(() => crm.requests.length === 1);
	return crm.requests[0];
}

it.each([
	['application/x-www-form-urlencoded', 'from=60123240066&text=a+b%20c&moid=1'],
	['application/x-www-form-urlencoded; charset=utf-8', 'from=60123240066&text=%C3%A4&moid=1'],
	['application/x-www-form-urlencoded', 'from=60123240066&text=\xe4&moid=1'],
	['application/json', '{ "from":"60123240066", "text":"a",  "moid":"1" }'],
	['text/plain', 'from=60123240066&text=hi&moid=1'],
	['application/octet-stream', '\x00\xff\x80'],
])('forwards the very bytes of %s', async (type, text) => {
	const body = Buffer.from(text, 'latin1');
	await send('', { 'content-type': type }, body);
	const { headers, text: received } = await forwarded();
	expect(headers['content-type']).toBe(type);
	expect(headers['content-length']).toBe(String(body.length));
	expect(received).toBe(body.toString('utf8'));
});

it.each(['&from=60123240066&text=a+b%20c&moid=1', '&from=60123240066&text=%E4&moid=1&x=&y&x=2'])(
	'forwards the query as it was written: %s',
	async (query) => {
		await send(query);
		expect((await forwarded()).url).toBe(`/crm?own=1${query}`);
	},
);

const message = '&from=60123240066&text=hi&moid=1';

it.each([
	['x-original-url', `/webhook/1?token=${TOKEN}&a=1`],
	['x-forwarded-authorization', `Bearer ${TOKEN}`],
	['x-forwarded-uri', `/w%3Ftoken%3Dwebhook%2Dtoken%2D1`],
	['x-twice', '/w%253Ftoken%253Dwebhook%252Dtoken%252D1'],
	['x-base64', Buffer.from(TOKEN).toString('base64')],
	['authorization', `Basic ${Buffer.from(`hook:${TOKEN}`).toString('base64')}`],
	['referer', `https://n8n.example.com/?token=${TOKEN}`],
])('hides the secret in the header %s', async (name, value) => {
	await send(message, { [name]: value, 'x-kept': 'yes' });
	const { headers } = await forwarded();
	expect(headers[name]).toContain('[hidden]');
	expect(headers['x-kept']).toBe('yes');
});

it('hides the secret in a parameter and in the body', async () => {
	await send(
		`&other=${TOKEN}`,
		{ 'content-type': 'application/json' },
		Buffer.from(`{"a":"${TOKEN}"}`),
	);
	const { url, text } = await forwarded();
	expect(url).toBe('/crm?own=1&other=[hidden]');
	expect(text).toBe('{"a":"[hidden]"}');
});

it.each([
	[String.raw`webhook\u002dtoken\u002D1`, '[hidden]'],
	[
		String.raw`https:\/\/x.example\/?token=webhook-\u0074oken-1&a=1`,
		String.raw`https:\/\/x.example\/?token=[hidden]&a=1`,
	],
	[String.raw`webhook\u002dtoken`, String.raw`webhook\u002dtoken`],
])('hides the secret in JSON whose writer escapes: %s', async (value, expected) => {
	const type = { 'content-type': 'application/json' };
	await send('', type, Buffer.from(`{"hook":"${value}"}`));
	expect((await forwarded()).text).toBe(`{"hook":"${expected}"}`);
});

it('ends a loop: what a trigger has forwarded is not forwarded again', async () => {
	expect(await send(message)).toBe(200);
	const { headers } = await forwarded();
	const marker = { 'x-n8n-webhook-forwarded': String(headers['x-n8n-webhook-forwarded']) };
	expect(await send('&from=60123240066&text=again&moid=2', marker)).toBe(200);
	expect(await send('&from=60123240066&text=last&moid=3')).toBe(200);
	await waitFor(() => crm.requests.length === 2);
	expect(crm.requests[1].url).toContain('text=last');
	expect(harness.executions).toHaveLength(3);
});

it('says in the log why the other system got nothing, without its whole URL', async () => {
	await crm.close();
	useFakeTime();
	expect(await send(message)).toBe(200);
	while (harness.warnings.length === 0) {
		await advance(1000);
		await nextTick();
	}
	expect(harness.warnings).toEqual([
		expect.stringMatching(
			/could not forward a call to the 'Forward To' URL: no response \(127\.0\.0\.1:\d+: ECONNREFUSED\)$/,
		),
	]);
});
