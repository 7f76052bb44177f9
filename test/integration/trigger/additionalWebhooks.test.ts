import { startRawServer, type RawServer } from '../../support/rawServer';
import { TriggerHarness } from '../../support/triggerHarness';
import { CRM, WebhookAccount } from '../../support/webhookAccount';
import { startReceiver } from '../../support/runtime';
import { useReceiver } from '../../support/receiver';
import { dialog360Http, waitFor } from '../../support/sandboxClient';

const CUSTOMER = '16505076520';
const TEST_HEADER = 'X-N8N-Webhook-Test';

let number: WebhookAccount;
afterEach(async () => await number.close());

describe('a test', () => {
	it('next to a live webhook gets a copy with the secret, and the live one keeps its own', async () => {
		number = await WebhookAccount.open({}, null);
		const harness = await number.addWorkflow();
		await harness.activate();
		await harness.listen();
		await number.account.writeText(CUSTOMER, 'for both');
		await waitFor(async () => (await number.describeRegistered(harness)) === 'A');
		expect(harness.executions.map(([{ text }]) => text)).toEqual(['for both', 'for both']);
	});

	it('gets its copy, which Forward To does not forward a second time', async () => {
		const crm = await startReceiver();
		number = await WebhookAccount.open({}, null);
		const harness = await number.addWorkflow({ forwardTo: crm.url });
		await harness.activate();
		await harness.listen();
		await number.account.writeText(CUSTOMER, 'for both');
		await waitFor(() => harness.executions.length === 2);
		await number.account.writeText(CUSTOMER, 'live only');
		await waitFor(() => JSON.stringify(crm.requests).includes('live only'));
		expect(crm.requests).toHaveLength(2);
		await crm.close();
	});

	it('takes the number where nothing is registered', async () => {
		number = await WebhookAccount.open({}, null);
		const harness = await number.addWorkflow();
		await harness.listen();
		const { url, headers } = await number.getRegistered();
		expect(url).toBe(harness.testUrl);
		expect(headers).toHaveProperty(TEST_HEADER, '1');
	});

	it('takes 360dialog’s own sandbox number: nobody lives on it', async () => {
		number = await WebhookAccount.open({ hosting: 'sandbox' });
		const harness = await number.addWorkflow();
		await harness.listen();
		expect(await number.describeRegistered(harness)).toBe('A test');
		await harness.stopListening();
		expect(await number.describeRegistered(harness)).toBe('crm');
	});

	it('of an On-Premise number says what to do, and leaves the webhook alone', async () => {
		number = await WebhookAccount.open({ hosting: 'onPremise' });
		const harness = await number.addWorkflow();
		await expect(harness.listen()).rejects.toMatchObject({
			message: 'Listening for a test event would replace this number’s live webhook',
			description: expect.stringMatching(/only numbers on the cloud.*Take Over While Testing/i),
		});
		expect(await number.describeRegistered(harness)).toBe('crm');
	});

	it('says so when all additional webhooks are in use', async () => {
		number = await WebhookAccount.open();
		const destinations = ['a', 'b', 'c'].map((name) => ({
			name,
			url: `https://${name}.example.com/`,
			headers: {},
		}));
		await number.post('/multi_webhook', { enabled: true, destinations });
		const harness = await number.addWorkflow();
		await expect(harness.listen()).rejects.toMatchObject({
			description: expect.stringContaining('All 3 additional webhooks of this number are in use'),
		});
		expect((await number.getRegistered()).multi).toEqual(destinations);
		harness.changeParameters({
			options: { registerAs: 'additional', takeOverWhileTesting: true },
		});
		await harness.listen();
		expect((await number.getRegistered()).url).toBe(harness.testUrl);
		await harness.stopListening();
		expect(await number.getRegistered()).toMatchObject({ ...CRM, multi: destinations });
	});

	it('of a trigger with an additional webhook gets another one', async () => {
		number = await WebhookAccount.open();
		const harness = await number.addWorkflow({ registerAs: 'additional' });
		await harness.activate();
		await harness.listen();
		expect(await number.describeRegistered(harness)).toBe('crm + A + A test');
		await harness.stopListening();
		expect(await number.describeRegistered(harness)).toBe('crm + A');
	});
});

describe('registered as an additional webhook', () => {
	const receiver = useReceiver();

	it('gets a copy of each call, is there once, and leaves without a trace', async () => {
		number = await WebhookAccount.open({}, { url: `${receiver.url}/crm`, headers: {} });
		const harness = await number.addWorkflow({ registerAs: 'additional' });
		expect(await harness.activate()).toBe('created');
		expect(await harness.activate()).toBe('existed');
		await number.account.writeText(CUSTOMER, 'hello');
		await waitFor(() => harness.executions.length > 0);
		expect(harness.executions).toMatchObject([[{ text: 'hello' }]]);
		expect(receiver.requests).toHaveLength(1);
		await harness.deactivate();
		expect(await number.getRegistered()).toMatchObject({ url: `${receiver.url}/crm`, multi: [] });
	});

	it('has a name of its own, so that workflows with the same node name are all called', async () => {
		number = await WebhookAccount.open();
		const harnesses = [
			await number.addWorkflow({ registerAs: 'additional' }),
			await number.addWorkflow({ registerAs: 'additional' }),
		];
		for (const harness of harnesses) await harness.activate();
		await harnesses[0].listen();
		const { multi } = await number.getRegistered();
		expect(multi.map(({ url }) => url)).toEqual([
			harnesses[0].url,
			harnesses[1].url,
			harnesses[0].testUrl,
		]);
		await harnesses[0].stopListening();
		await harnesses[0].deactivate();
		expect((await number.getRegistered()).multi.map(({ url }) => url)).toEqual([harnesses[1].url]);
	});

	it('is registered again where additional webhooks were switched off, or have another secret', async () => {
		number = await WebhookAccount.open();
		const harness = await number.addWorkflow({ registerAs: 'additional' });
		await harness.activate();
		const { multi } = await number.getRegistered();
		await number.post('/multi_webhook', { enabled: false });
		expect(await harness.activate()).toBe('created');
		expect(await number.account.webhook()).toMatchObject({ multi, multiEnabled: true });
		await dialog360Http(number.account).patch('/multi_webhook', {
			...multi[0],
			headers: { A: '1' },
		});
		expect(await harness.activate()).toBe('created');
		expect((await number.getRegistered()).multi).toEqual(multi);
	});

	it('leaves the others’ additional webhooks as they are', async () => {
		number = await WebhookAccount.open();
		const other = { name: 'bi', url: 'https://bi.example.com/', headers: { A: '1' } };
		await number.post('/multi_webhook', { enabled: true, destinations: [other] });
		const harness = await number.addWorkflow({ registerAs: 'additional' });
		await harness.activate();
		expect((await number.getRegistered()).multi).toHaveLength(2);
		await harness.deactivate();
		expect((await number.getRegistered()).multi).toEqual([other]);
	});

	it('is switched on, and changed, with a list that another system has switched off', async () => {
		number = await WebhookAccount.open();
		const other = { name: 'bi', url: 'https://bi.example.com/', headers: {} };
		await number.post('/multi_webhook', { enabled: true, destinations: [other] });
		const harness = await number.addWorkflow({ registerAs: 'additional' });
		await harness.activate();
		const [, own] = (await number.getRegistered()).multi;
		await dialog360Http(number.account).patch('/multi_webhook', { ...own, headers: { A: '1' } });
		await number.post('/multi_webhook', { enabled: false });
		expect(await harness.activate()).toBe('created');
		expect(await number.account.webhook()).toMatchObject({
			multi: [other, own],
			multiEnabled: true,
		});
	});

	it('is gone after it was unpublished where the list is answered with a conflict', async () => {
		number = await WebhookAccount.open();
		const harness = await number.addWorkflow();
		await harness.activate();
		await number.account.addFault({
			kind: 'status',
			method: 'GET',
			pathIncludes: '/multi_webhook',
			status: 409,
			body: { message: 'Conflict' },
		});
		await harness.deactivate();
		expect(await number.getRegistered()).toMatchObject(CRM);
	});

	it('leaves them switched off', async () => {
		number = await WebhookAccount.open();
		const harness = await number.addWorkflow({ registerAs: 'additional' });
		const other = { name: 'bi', url: 'https://bi.example.com/', headers: {} };
		await number.post('/multi_webhook', { enabled: true, destinations: [other] });
		await harness.activate();
		await number.post('/multi_webhook', { enabled: false });
		await harness.deactivate();
		expect(await number.account.webhook()).toMatchObject({ multi: [other], multiEnabled: false });
	});

	it('is not said to be registered if its change was rejected', async () => {
		number = await WebhookAccount.open();
		const harness = await number.addWorkflow({ registerAs: 'additional' });
		await harness.activate();
		const [own] = (await number.getRegistered()).multi;
		await dialog360Http(number.account).patch('/multi_webhook', { ...own, headers: { A: '1' } });
		await number.account.addFault({ kind: 'status', method: 'PATCH', status: 429, body: {} });
		await expect(harness.activate()).rejects.toThrow(/Couldn’t register the additional webhook/);
	});
});

describe('two workflows that change the list at the same time', () => {
	const REGISTER_AS = { registerAs: 'additional' };
	let server: RawServer;

	/** What a test left, at an address that lets everybody wait before it says that nobody listens. */
	async function addStaleTest() {
		server = await startRawServer(({ socket }) => {
			const refuse = () => socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
			socket.once('data', () => setTimeout(refuse, 300));
		});
		const stale = {
			name: 'stale',
			url: `http://127.0.0.1:${server.port}`,
			headers: { 'X-N8N-Webhook-Token': 'of-another-n8n', [TEST_HEADER]: '1' },
		};
		const { multi } = await number.getRegistered();
		if (multi.length === 0)
			await number.post('/multi_webhook', { enabled: true, destinations: [stale] });
		else await dialog360Http(number.account).put('/multi_webhook', { destinations: [stale] });
	}

	const getUrls = async () => (await number.getRegistered()).multi.map(({ url }) => url).sort();

	beforeEach(async () => {
		number = await WebhookAccount.open();
	});

	afterEach(async () => await server.close());

	it('are both in it', async () => {
		const harnesses = [
			await number.addWorkflow(REGISTER_AS),
			await number.addWorkflow(REGISTER_AS),
		];
		await addStaleTest();
		await Promise.all(harnesses.map(async (harness) => await harness.activate()));
		expect(await getUrls()).toEqual(harnesses.map(({ url }) => url).sort());
	});

	it('do not bring back the one that leaves', async () => {
		const leaving = await number.addWorkflow(REGISTER_AS);
		const coming = await number.addWorkflow(REGISTER_AS);
		await leaving.activate();
		await addStaleTest();
		await Promise.all([coming.activate(), leaving.deactivate()]);
		expect(await getUrls()).toEqual([coming.url]);
	});
});

describe('when n8n starts', () => {
	it('a number whose first activation failed is taken, though n8n tries again with old static data', async () => {
		number = await WebhookAccount.open();
		const harness = await number.addWorkflow();
		await harness.activate();
		const read = harness.staticData;
		TriggerHarness.crash(harness);
		await number.account.addFault({
			kind: 'resetBefore',
			method: 'get',
			pathIncludes: '/configs/webhook',
		});
		await expect(harness.activate('init')).rejects.toThrow('Couldn’t look up');
		await harness.deactivate();
		expect(await number.describeRegistered(harness)).toBe('crm');
		harness.setStaticData(read);
		await harness.activate('init');
		expect(await number.describeRegistered(harness)).toBe('A');
		await number.register(CRM);
		await harness.activate('leadershipChange');
		expect(await number.describeRegistered(harness)).toBe('crm');
	});

	it('a number that got another webhook meanwhile stays with it', async () => {
		number = await WebhookAccount.open({}, null);
		const harness = await number.addWorkflow();
		await harness.activate();
		await number.register(CRM);
		await TriggerHarness.restart(harness);
		expect(await number.describeRegistered(harness)).toBe('crm');
		await harness.deactivate();
		expect(await number.describeRegistered(harness)).toBe('crm');
	});
});

it('patterns that cannot be used stop the activation with a reason', async () => {
	number = await WebhookAccount.open();
	const harness = await number.addWorkflow({ textMatches: 'a'.repeat(2001) });
	await expect(harness.activate()).rejects.toThrow(
		"'Text Matches' can’t be used: The patterns have 2001 characters in total, the limit is 2000",
	);
	expect(await number.describeRegistered(harness)).toBe('crm');
});
