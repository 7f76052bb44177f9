import { CUSTOMER, useDialog360Trigger } from '../../support/dialog360Trigger';
import { TriggerHarness } from '../../support/triggerHarness';

const trigger = useDialog360Trigger();

const earlier = { url: 'https://crm.example.com/hook', headers: { Authorization: 'Basic YTpi' } };

describe('activation', () => {
	it('registers the URL with a secret header of its own', async () => {
		await trigger.activate();
		const { url, headers } = await trigger.getRegistered();
		expect(url).toBe(trigger.harness.url);
		expect(Object.entries(headers ?? {})).toEqual([
			['X-N8N-Webhook-Token', expect.stringMatching(/^[0-9a-f]{64}$/)],
		]);
	});

	it('keeps its secret when it is activated again: calls on their way stay verified', async () => {
		await trigger.activate();
		const first = (await trigger.getRegistered()).headers;
		await trigger.harness.deactivate();
		await trigger.harness.activate();
		expect((await trigger.getRegistered()).headers).toEqual(first);
	});

	it('has another secret in another workflow, and with another key', async () => {
		const account = await trigger.activate();
		const first = (await trigger.getRegistered()).headers;
		trigger.harness.credentials.dialog360Api = { ...account.credentials };
		const second = await TriggerHarness.start(account);
		await second.activate();
		expect((await trigger.getRegistered()).headers).not.toEqual(first);
		await second.close();
	});

	it('leaves a webhook alone that is already right', async () => {
		await trigger.activate();
		const before = await trigger.getRegistered();
		expect(await trigger.harness.activate()).toBe('existed');
		expect(await trigger.getRegistered()).toEqual(before);
	});

	it('registers again when the secret is not ours, as after a crash', async () => {
		const account = await trigger.activate();
		await trigger.register({
			url: trigger.harness.url,
			headers: { 'X-N8N-Webhook-Token': 'foreign' },
		});
		expect(await trigger.harness.activate()).toBe('created');
		await account.writeText(CUSTOMER, 'after the crash');
		expect(trigger.harness.executions).toHaveLength(1);
	});

	it('rejects an address that 360dialog itself would not take, before it asks anybody', async () => {
		const account = await trigger.connect({
			publicUrl: 'http://my_n8n.example.com:5678',
		});
		trigger.harness.credentials.dialog360Api = {
			...account.credentials,
			baseUrl: 'https://waba-v2.360dialog.io',
		};
		// No look-up first: the test must not call the real 360dialog.
		await expect(trigger.harness.create()).rejects.toThrow(
			/start with https:\/\/ and its host name contains an underscore and it contains a port.*WEBHOOK_URL/,
		);
	});

	it('passes on what a strict server says', async () => {
		await trigger.connect({}, { settings: { strictWebhookUrls: true } });
		await expect(trigger.harness.activate()).rejects.toMatchObject({
			message: expect.stringContaining('Couldn’t register this workflow’s webhook'),
			description: expect.stringContaining('Invalid webhook url'),
		});
	});

	it('says that the key is wrong, without showing it', async () => {
		const account = await trigger.connect();
		trigger.harness.credentials.dialog360Api = {
			...account.credentials,
			apiKey: 'not-the-right-one',
		};
		const failure = await trigger.harness.activate().catch((error: Error) => error);
		expect(failure).toMatchObject({
			message: expect.stringContaining('doesn’t recognize the API key'),
		});
		expect(JSON.stringify(failure)).not.toContain('not-the-right-one');
	});

	it('says that nobody answers', async () => {
		const account = await trigger.connect();
		trigger.harness.credentials.dialog360Api = {
			...account.credentials,
			baseUrl: 'http://127.0.0.1:9',
		};
		await expect(trigger.harness.activate()).rejects.toThrow(/refused the connection/);
	});
});

describe('deactivation', () => {
	it('restores the webhook that was there, headers included', async () => {
		await trigger.connect();
		await trigger.register(earlier);
		await trigger.harness.activate();
		await trigger.harness.deactivate();
		expect(await trigger.getRegistered()).toMatchObject(earlier);
	});

	it('restores it also after a second activation on the way', async () => {
		await trigger.connect();
		await trigger.register(earlier);
		await trigger.harness.activate();
		await trigger.register({ url: trigger.harness.url, headers: {} });
		await trigger.harness.activate();
		await trigger.harness.deactivate();
		expect(await trigger.getRegistered()).toMatchObject(earlier);
	});

	it('leaves a webhook alone that somebody else has registered meanwhile', async () => {
		await trigger.connect();
		await trigger.register(earlier);
		await trigger.harness.activate();
		const newer = { url: 'https://other.example.com/', headers: { A: '1' } };
		await trigger.register(newer);
		await trigger.harness.deactivate();
		expect(await trigger.getRegistered()).toMatchObject(newer);
	});

	it('leaves its URL where nothing was before: the provider is never left without one', async () => {
		await trigger.activate();
		await trigger.harness.deactivate();
		expect((await trigger.getRegistered()).url).toBe(trigger.harness.url);
	});

	it('forgets the secret', async () => {
		await trigger.activate();
		expect(trigger.harness.staticData).toHaveProperty('secretHeader');
		await trigger.harness.deactivate();
		expect(trigger.harness.staticData).toEqual({});
	});
});
