import { TriggerHarness } from '../../support/triggerHarness';
import { CRM, WebhookAccount } from '../../support/webhookAccount';
import { receiverForEach } from '../../support/receiver';
import { waitFor } from '../../support/sandboxClient';

const CUSTOMER = '16505076520';
const TEST_HEADER = 'X-N8N-Webhook-Test';

let number: WebhookAccount;
afterEach(async () => await number.close());

describe('a test', () => {
	it('beside a live webhook gets a copy with the secret, and the live one keeps its own', async () => {
		number = await WebhookAccount.open({}, null);
		const bench = await number.workflow();
		await bench.activate();
		await bench.listen();
		await number.account.writes(CUSTOMER, 'for both');
		await waitFor(async () => (await number.where(bench)) === 'A');
		expect(bench.executions.map(([{ text }]) => text)).toEqual(['for both', 'for both']);
	});

	it('takes the number where nothing is registered', async () => {
		number = await WebhookAccount.open({}, null);
		const bench = await number.workflow();
		await bench.listen();
		const { url, headers } = await number.registered();
		expect(url).toBe(bench.testUrl);
		expect(headers).toHaveProperty(TEST_HEADER, '1');
	});

	it('takes 360dialog’s own sandbox number: nobody lives on it', async () => {
		number = await WebhookAccount.open({ hosting: 'sandbox' });
		const bench = await number.workflow();
		await bench.listen();
		expect(await number.where(bench)).toBe('A test');
		await bench.stopListening();
		expect(await number.where(bench)).toBe('crm');
	});

	it('of an On-Premise number says what to do, and leaves the webhook alone', async () => {
		number = await WebhookAccount.open({ hosting: 'onPremise' });
		const bench = await number.workflow();
		await expect(bench.listen()).rejects.toMatchObject({
			message: 'Listening for a test event would replace this number’s live webhook',
			description: expect.stringMatching(/only numbers on the cloud.*Take Over While Testing/i),
		});
		expect(await number.where(bench)).toBe('crm');
	});

	it('says so when all additional webhooks are in use', async () => {
		number = await WebhookAccount.open();
		const destinations = ['a', 'b', 'c'].map((name) => ({
			name,
			url: `https://${name}.example.com/`,
			headers: {},
		}));
		await number.post('/multi_webhook', { enabled: true, destinations });
		const bench = await number.workflow();
		await expect(bench.listen()).rejects.toMatchObject({
			description: expect.stringContaining('All 3 additional webhooks of this number are in use'),
		});
		expect((await number.registered()).multi).toEqual(destinations);
	});
});

describe('registered as an additional webhook', () => {
	const receiver = receiverForEach();

	it('gets a copy of each call, is there once, and leaves without a trace', async () => {
		number = await WebhookAccount.open({}, { url: `${receiver.url}/crm`, headers: {} });
		const bench = await number.workflow({ registerAs: 'additional' });
		expect(await bench.activate()).toBe('created');
		expect(await bench.activate()).toBe('existed');
		await number.account.writes(CUSTOMER, 'hello');
		await waitFor(() => bench.executions.length > 0);
		expect(bench.executions).toMatchObject([[{ text: 'hello' }]]);
		expect(receiver.calls).toHaveLength(1);
		await bench.deactivate();
		expect(await number.registered()).toMatchObject({ url: `${receiver.url}/crm`, multi: [] });
	});

	it('leaves the others’ additional webhooks as they are', async () => {
		number = await WebhookAccount.open();
		const other = { name: 'bi', url: 'https://bi.example.com/', headers: { A: '1' } };
		await number.post('/multi_webhook', { enabled: true, destinations: [other] });
		const bench = await number.workflow({ registerAs: 'additional' });
		await bench.activate();
		expect((await number.registered()).multi).toHaveLength(2);
		await bench.deactivate();
		expect((await number.registered()).multi).toEqual([other]);
	});
});

describe('when n8n starts', () => {
	it('a number that got another webhook meanwhile stays with it', async () => {
		number = await WebhookAccount.open({}, null);
		const bench = await number.workflow();
		await bench.activate();
		await number.register(CRM);
		await TriggerHarness.restart(bench);
		expect(await number.where(bench)).toBe('crm');
		await bench.deactivate();
		expect(await number.where(bench)).toBe('crm');
	});

	it('a number that was given back before the crash is taken again', async () => {
		number = await WebhookAccount.open();
		const bench = await number.workflow();
		await bench.activate();
		await number.register(CRM);
		await TriggerHarness.restart(bench);
		expect(await number.where(bench)).toBe('A');
	});
});

it('n8n’s public address changes: the number follows it at the next start', async () => {
	number = await WebhookAccount.open();
	const bench = await number.workflow();
	await bench.activate();
	const before = bench.url;
	bench.moveTo(
		bench.url.slice(0, bench.url.indexOf('/webhook/')).replace('127.0.0.1', 'localhost'),
	);
	await TriggerHarness.restart(bench);
	expect((await number.registered()).url).toBe(bench.url);
	expect(bench.url).not.toBe(before);
	await bench.deactivate();
	expect(await number.registered()).toMatchObject(CRM);
});

it('patterns that cannot be used stop the activation with a reason', async () => {
	number = await WebhookAccount.open();
	const bench = await number.workflow({ textMatches: 'a'.repeat(2001) });
	await expect(bench.activate()).rejects.toThrow(
		"'Text Matches' can’t be used: The patterns have 2001 characters in total, the limit is 2000",
	);
	expect(await number.where(bench)).toBe('crm');
});
