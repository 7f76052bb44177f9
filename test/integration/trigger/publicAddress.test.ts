import dns from 'node:dns';
import { TriggerHarness } from '../../support/triggerHarness';
import { CRM, WebhookAccount } from '../../support/webhookAccount';

const ADDITIONAL = { registerAs: 'additional' };

let number: WebhookAccount;
afterEach(async () => {
	jest.restoreAllMocks();
	await number.close();
});

/** n8n gets another public address, at which it is the same. */
function move(harness: TriggerHarness) {
	const before = harness.url;
	harness.setPublicUrl(
		before.slice(0, before.indexOf('/webhook/')).replace('127.0.0.1', 'localhost'),
	);
	expect(harness.url).not.toBe(before);
}

const getUrls = async () => (await number.getRegistered()).multi.map(({ url }) => url);

it('the number follows n8n’s public address at the next start', async () => {
	number = await WebhookAccount.open();
	const harness = await number.addWorkflow();
	await harness.activate();
	move(harness);
	await TriggerHarness.restart(harness);
	expect((await number.getRegistered()).url).toBe(harness.url);
	await harness.deactivate();
	expect(await number.getRegistered()).toMatchObject(CRM);
});

it('another n8n that publishes the same workflow gives the number back, and leaves it there at a start', async () => {
	number = await WebhookAccount.open();
	const workflowId = 'published-twice';
	const start = async () => await TriggerHarness.start(number.account, { workflowId });
	const [production, staging] = [await start(), await start()];
	await production.activate();
	await staging.activate();
	expect((await number.getRegistered()).url).toBe(staging.url);
	await TriggerHarness.restart(production);
	expect((await number.getRegistered()).url).toBe(staging.url);
	await staging.deactivate();
	expect((await number.getRegistered()).url).toBe(production.url);
	await production.deactivate();
	expect(await number.getRegistered()).toMatchObject(CRM);
	for (const harness of [production, staging]) await harness.close();
});

describe('an additional webhook', () => {
	it('follows it, and leaves nothing at the old address', async () => {
		number = await WebhookAccount.open();
		const harness = await number.addWorkflow(ADDITIONAL);
		await harness.activate();
		move(harness);
		await TriggerHarness.restart(harness);
		expect(await getUrls()).toEqual([harness.url]);
		await harness.deactivate();
		expect(await getUrls()).toEqual([]);
	});

	it('does so if n8n did not save what was registered', async () => {
		number = await WebhookAccount.open();
		const harness = await number.addWorkflow(ADDITIONAL);
		await harness.activate();
		delete harness.staticData.additionalUrl;
		expect(await harness.activate()).toBe('existed');
		move(harness);
		await TriggerHarness.restart(harness);
		expect(await getUrls()).toEqual([harness.url]);
	});

	it('goes from the old address if the workflow is unpublished before', async () => {
		number = await WebhookAccount.open();
		const harness = await number.addWorkflow(ADDITIONAL);
		await harness.activate();
		move(harness);
		await harness.deactivate();
		expect(await getUrls()).toEqual([]);
	});

	it('stays while a test listens at the new address', async () => {
		number = await WebhookAccount.open();
		const harness = await number.addWorkflow(ADDITIONAL);
		await harness.activate();
		const live = harness.url;
		move(harness);
		await harness.listen();
		expect(await getUrls()).toEqual([live, harness.testUrl]);
		await harness.stopListening();
		expect(await getUrls()).toEqual([live]);
	});

	it('stays when another n8n publishes the same workflow', async () => {
		number = await WebhookAccount.open();
		const harnesses = await Promise.all(
			[0, 1].map(
				async () =>
					await TriggerHarness.start(number.account, {
						options: ADDITIONAL,
						workflowId: 'in-two-instances',
					}),
			),
		);
		for (const harness of harnesses) await harness.activate();
		expect(await getUrls()).toEqual(harnesses.map(({ url }) => url));
		for (const harness of harnesses) await harness.close();
	});

	it('stays when a copy of n8n’s database is started at a URL that 360dialog rejects', async () => {
		number = await WebhookAccount.open();
		const start = async (publicUrl: string | undefined, baseUrl: string) =>
			await TriggerHarness.start(number.account, {
				options: ADDITIONAL,
				workflowId: 'in-production',
				publicUrl,
				credentials: { ...number.account.credentials, baseUrl },
			});
		const { baseUrl } = number.account.credentials;
		const production = await start('https://n8n.example.com', baseUrl);
		await production.activate();
		// 360dialog's rules hold for its own host only: here, the sandbox has its name.
		const resolve = dns.lookup;
		const lookup = ((host: string, ...rest: [dns.LookupOptions, () => void]) =>
			resolve(host.endsWith('.360dialog.io') ? '127.0.0.1' : host, ...rest)) as typeof resolve;
		jest.spyOn(dns, 'lookup').mockImplementation(lookup);
		const named = new URL(baseUrl);
		named.hostname = 'sandbox.360dialog.io';
		const clone = await start(undefined, named.href);
		clone.setStaticData(production.staticData);
		await expect(clone.activate('init')).rejects.toThrow('360dialog doesn’t accept');
		// As n8n does after it.
		await clone.deactivate();
		expect(await getUrls()).toEqual([production.url]);
		await production.deactivate();
		expect(await getUrls()).toEqual([]);
		for (const harness of [production, clone]) await harness.close();
	});

	it('stays when a copy of the workflow, which has its static data, is published', async () => {
		number = await WebhookAccount.open();
		const harness = await number.addWorkflow(ADDITIONAL);
		await harness.activate();
		const copy = await number.addWorkflow(ADDITIONAL);
		copy.setStaticData(harness.staticData);
		await copy.activate();
		expect(await getUrls()).toEqual([harness.url, copy.url]);
	});
});
