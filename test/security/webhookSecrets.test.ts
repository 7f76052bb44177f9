import axios from 'axios';
import { TriggerHarness } from '../support/triggerHarness';
import { CORE, findLeaks, SECRET } from '../support/leaks';
import { captureLogs, type CapturedLogs } from '../support/n8nInternals';
import { startReceiver } from '../support/runtime';
import { createAccount, waitFor } from '../support/sandboxClient';

const CUSTOMER = '60123240066';
const basic = (user: string, password: string) =>
	`Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

const split = (login: string) => login.split(':') as [string, string];

/** Of the webhook, where a call is to bring a wrong one. */
const RIGHT = {
	webhookToken: 'right-token',
	webhookUsername: 'me',
	webhookPassword: 'right-password',
};

let logs: CapturedLogs;
beforeEach(() => {
	logs = captureLogs();
});
afterEach(() => logs.restore());

/** With a secret of its own, and how a call proves that it knows it. */
const WAYS = {
	bulk360: {
		secrets: { appSecret: SECRET, webhookToken: SECRET },
		query: { token: SECRET },
		headers: {},
		body: { from: CUSTOMER, text: 'hi', moid: '1' },
	},
	modica: {
		secrets: { password: SECRET, webhookUsername: 'me', webhookPassword: SECRET },
		query: {},
		headers: { authorization: basic('me', SECRET) },
		body: { id: '1', source: CUSTOMER, content: { type: 'text', text: { body: 'hi' } } },
	},
} as const;

describe.each(Object.keys(WAYS) as Array<keyof typeof WAYS>)('the webhook of %s', (provider) => {
	it.each([
		['a call that is taken', 'message', 200],
		['a call of which nothing is wanted', 'status', 200],
		['a call that is not understood', 'garbage', 400],
	])('%s leaves no secret behind', async (_, kind, expected) => {
		const { secrets, query, headers, body } = WAYS[provider];
		const account = await createAccount(provider);
		const harness = await TriggerHarness.start(account, {
			triggerOn: [kind === 'status' ? 'status' : 'message'],
			credentials: { ...account.credentials, ...secrets },
		});
		try {
			await harness.activate();
			const { status, data } = await axios.post<unknown>(
				harness.url,
				kind === 'garbage' ? { nothing: 'known' } : body,
				{ params: query, headers, validateStatus: () => true, proxy: false },
			);
			expect(status).toBe(expected);
			expect(harness.executions).toHaveLength(kind === 'message' ? 1 : 0);
			const { executions, warnings, staticData } = harness;
			expect(
				findLeaks({ data, executions, warnings, memory: staticData, logs: logs.lines }),
			).toEqual([]);
		} finally {
			await harness.close();
		}
	});

	it('a wrong secret is rejected with 401, and is not repeated anywhere', async () => {
		const { query, body } = WAYS[provider];
		const account = await createAccount(provider);
		const harness = await TriggerHarness.start(account, {
			credentials: { ...account.credentials, ...RIGHT },
		});
		try {
			await harness.activate();
			const { status, data } = await axios.post<unknown>(harness.url, body, {
				params: query,
				headers: { authorization: basic('me', SECRET) },
				validateStatus: () => true,
				proxy: false,
			});
			expect(status).toBe(401);
			expect(harness.executions).toEqual([]);
			const { warnings, staticData } = harness;
			expect(warnings).toHaveLength(1);
			expect(findLeaks({ data, warnings, memory: staticData, logs: logs.lines })).toEqual([]);
		} finally {
			await harness.close();
		}
	});
});

describe('Forward To', () => {
	const login = 'crm:for it alone';

	it.each(Object.keys(WAYS) as Array<keyof typeof WAYS>)(
		'keeps the secrets of %s, and signs in with those of its own URL',
		async (provider) => {
			const { secrets, query, headers, body } = WAYS[provider];
			const account = await createAccount(provider);
			const receiver = await startReceiver();
			const forwardTo = receiver.url.replace('//', '//crm:for%20it%20alone@');
			const harness = await TriggerHarness.start(account, {
				credentials: { ...account.credentials, ...secrets },
				options: { forwardTo },
			});
			try {
				await harness.activate();
				await axios.post(harness.url, body, {
					params: { ...query, kept: 'yes' },
					headers: { ...headers, 'x-custom': 'kept' },
					proxy: false,
				});
				await waitFor(() => receiver.requests.length === 1);
				const [call] = receiver.requests;
				expect(call).toMatchObject({ body, query: { kept: 'yes' } });
				expect(call.headers).toMatchObject({
					'x-custom': 'kept',
					authorization: basic(...split(login)),
				});
				expect(findLeaks(call)).toEqual([]);
			} finally {
				await harness.close();
				await receiver.close();
			}
		},
	);
});

describe('Emit Rejected Calls', () => {
	it.each([
		['bulk360', { token: SECRET }, {}],
		['bulk360', { Token: SECRET, apikey: SECRET }, {}],
		['modica', {}, { authorization: basic('me', SECRET) }],
		['dialog360', {}, { 'x-n8n-webhook-token': CORE, 'D360-API-KEY': CORE, cookie: CORE }],
		['dialog360', { token: SECRET }, { 'x-360dialog-signature': CORE, 'x-auth': CORE }],
	] as const)('shows no secret of a call to %s', async (provider, params, headers) => {
		const account = await createAccount(provider);
		const harness = await TriggerHarness.start(account, {
			credentials: { ...account.credentials, ...RIGHT },
			options: { emitRejected: true },
		});
		try {
			await harness.activate();
			const { status } = await axios.post<unknown>(
				harness.url,
				{ text: 'hi' },
				{ params, headers, validateStatus: () => true, proxy: false },
			);
			expect(status).toBe(401);
			const [[, [item]]] = harness.outputs;
			expect(item.json).toMatchObject({ event: 'rejected', status: 401 });
			expect(JSON.stringify(item.json)).toContain('[hidden]');
			expect(findLeaks({ outputs: harness.outputs, logs: logs.lines })).toEqual([]);
		} finally {
			await harness.close();
		}
	});
});

// Whoever sends it decides how long a search through the body takes.
it('a value that is longer than any secret is not searched for in the body', async () => {
	const account = await createAccount('bulk360');
	const harness = await TriggerHarness.start(account, {
		credentials: { ...account.credentials, ...RIGHT },
		options: { emitRejected: true },
	});
	const reject = async (token: string) => {
		const body = `${token.slice(0, 9000)}`;
		const options = { params: { token }, validateStatus: () => true, proxy: false as const };
		const headers = { 'content-type': 'text/plain' };
		const { status } = await axios.post<unknown>(harness.url, body, { ...options, headers });
		expect(status).toBe(401);
		return (harness.outputs.at(-1)?.[1][0].json as { raw: { body: string } }).raw.body;
	};
	try {
		await harness.activate();
		expect(await reject('a'.repeat(128))).toBe('[hidden]');
		expect(await reject('a'.repeat(129))).toBe('a'.repeat(129));
	} finally {
		await harness.close();
	}
});

it('360dialog’s key stays out of the workflow, the log and the registered webhook', async () => {
	const account = await createAccount('dialog360');
	const harness = await TriggerHarness.start(account);
	try {
		await harness.activate();
		await account.writeText(CUSTOMER);
		const { apiKey } = account.credentials;
		const registered = await account.webhook();
		const left = JSON.stringify([
			harness.executions,
			harness.warnings,
			harness.staticData,
			registered,
		]);
		expect(harness.executions).toHaveLength(1);
		expect(left).not.toContain(apiKey);
		expect(JSON.stringify(logs.lines)).not.toContain(apiKey);
		expect(JSON.stringify([harness.executions, harness.warnings])).not.toContain(
			Object.values((registered as { headers: Record<string, string> }).headers)[0],
		);
	} finally {
		await harness.close();
	}
});
