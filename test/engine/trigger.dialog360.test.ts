import { TriggerBench, type TriggerOptions } from '../support/engineTrigger';
import {
	createAccount,
	providerHttp,
	type NewAccountOptions,
	type SandboxAccount,
} from '../support/sandboxClient';

const CUSTOMER = '16505076520';

let bench: TriggerBench;
afterEach(async () => await bench.close());

async function connected(options: TriggerOptions = {}, accountOptions: NewAccountOptions = {}) {
	const account = await createAccount('dialog360', accountOptions);
	bench = await TriggerBench.start(account, options);
	return account;
}

async function activated(options: TriggerOptions = {}, accountOptions: NewAccountOptions = {}) {
	const account = await connected(options, accountOptions);
	await bench.activate();
	return account;
}

const earlier = { url: 'https://crm.example.com/hook', headers: { Authorization: 'Basic YTpi' } };

const register = async (account: SandboxAccount, webhook: object) =>
	await providerHttp(account).post('/v1/configs/webhook', webhook, {
		headers: { 'D360-API-KEY': account.credentials.apiKey },
	});

const registered = async (account: SandboxAccount) =>
	(await account.webhook()) as { url?: string; headers?: Record<string, string> };

describe('activation', () => {
	it('registers the URL with a secret header of its own', async () => {
		const account = await activated();
		const { url, headers } = await registered(account);
		expect(url).toBe(bench.url);
		expect(Object.entries(headers ?? {})).toEqual([
			['X-N8N-Webhook-Token', expect.stringMatching(/^[0-9a-f]{64}$/)],
		]);
	});

	it('keeps its secret when it is activated again: calls on their way stay genuine', async () => {
		const account = await activated();
		const first = (await registered(account)).headers;
		await bench.deactivate();
		await bench.activate();
		expect((await registered(account)).headers).toEqual(first);
	});

	it('has another secret in another workflow, and with another key', async () => {
		const account = await activated();
		const first = (await registered(account)).headers;
		bench.credentials.dialog360Api = { ...account.credentials };
		const second = await TriggerBench.start(account);
		await second.activate();
		expect((await registered(account)).headers).not.toEqual(first);
		await second.close();
	});

	it('leaves a webhook alone that is already right', async () => {
		const account = await activated();
		const before = await registered(account);
		expect(await bench.activate()).toBe('existed');
		expect(await registered(account)).toEqual(before);
	});

	it('registers again when the secret is not ours, as after a crash', async () => {
		const account = await activated();
		await register(account, { url: bench.url, headers: { 'X-N8N-Webhook-Token': 'foreign' } });
		expect(await bench.activate()).toBe('created');
		await account.writes(CUSTOMER, 'after the crash');
		expect(bench.executions).toHaveLength(1);
	});

	it('refuses an address that 360dialog itself would not take, before it asks anybody', async () => {
		const account = await connected({
			publicUrl: 'http://my_n8n.example.com:5678',
		});
		bench.credentials.dialog360Api = {
			...account.credentials,
			baseUrl: 'https://waba-v2.360dialog.io',
		};
		// No look-up first: the test must not call the real 360dialog.
		await expect(bench.create()).rejects.toThrow(
			/begin with https:\/\/ and its host name has an underscore and it has a port.*WEBHOOK_URL/,
		);
	});

	it('passes on what a strict server says', async () => {
		await connected({}, { settings: { strictWebhookUrls: true } });
		await expect(bench.activate()).rejects.toMatchObject({
			message: expect.stringContaining('The webhook could not be set'),
			description: expect.stringContaining('Invalid webhook url'),
		});
	});

	it('says that the key is wrong, without showing it', async () => {
		const account = await connected();
		bench.credentials.dialog360Api = { ...account.credentials, apiKey: 'not-the-right-one' };
		const failure = await bench.activate().catch((error: Error) => error);
		expect(failure).toMatchObject({
			message: expect.stringContaining('does not know the API key'),
		});
		expect(JSON.stringify(failure)).not.toContain('not-the-right-one');
	});

	it('says that nobody answers', async () => {
		const account = await connected();
		bench.credentials.dialog360Api = { ...account.credentials, baseUrl: 'http://127.0.0.1:9' };
		await expect(bench.activate()).rejects.toThrow(/Nobody answers/);
	});
});

describe('deactivation', () => {
	it('restores the webhook that was there, headers included', async () => {
		const account = await connected();
		await register(account, earlier);
		await bench.activate();
		await bench.deactivate();
		expect(await registered(account)).toMatchObject(earlier);
	});

	it('restores it also after a second activation on the way', async () => {
		const account = await connected();
		await register(account, earlier);
		await bench.activate();
		await register(account, { url: bench.url, headers: {} });
		await bench.activate();
		await bench.deactivate();
		expect(await registered(account)).toMatchObject(earlier);
	});

	it('leaves a webhook alone that somebody else has registered meanwhile', async () => {
		const account = await connected();
		await register(account, earlier);
		await bench.activate();
		const newer = { url: 'https://other.example.com/', headers: { A: '1' } };
		await register(account, newer);
		await bench.deactivate();
		expect(await registered(account)).toMatchObject(newer);
	});

	it('leaves its URL where nothing was before: the provider is never left without one', async () => {
		const account = await activated();
		await bench.deactivate();
		expect((await registered(account)).url).toBe(bench.url);
	});

	it('forgets the secret', async () => {
		await activated();
		expect(bench.memory).toHaveProperty('secretHeader');
		await bench.deactivate();
		expect(bench.memory).toEqual({});
	});
});
