import { TriggerBench, type TriggerOptions } from '../support/engineTrigger';
import { startReceiver, type Receiver } from '../support/runtime';
import {
	createAccount,
	providerHttp,
	waitFor,
	type NewAccountOptions,
	type SandboxAccount,
} from '../support/sandboxClient';

const CUSTOMER = '16505076520';
const TEST_HEADER = 'X-N8N-Webhook-Test';

/** The user's own system, which was there first. */
const CRM = { url: 'https://crm.example.com/hook', headers: { Authorization: 'Basic YTpi' } };

let account: SandboxAccount;
const benches: TriggerBench[] = [];
afterEach(async () => {
	for (const bench of benches.splice(0)) await bench.close();
});

async function number(options: NewAccountOptions = {}, first: object | null = CRM) {
	account = await createAccount('dialog360', options);
	if (first) await register(first);
}

async function workflow(options: TriggerOptions['options'] = {}) {
	const bench = await TriggerBench.start(account, { options });
	benches.push(bench);
	return bench;
}

const register = async (webhook: object) =>
	await providerHttp(account).post('/v1/configs/webhook', webhook, {
		headers: { 'D360-API-KEY': account.credentials.apiKey },
	});

interface Registered {
	url?: string;
	headers?: Record<string, string>;
	multi: Array<{ name: string; url: string; headers: Record<string, string> }>;
}
const registered = async () => (await account.webhook()) as unknown as Registered;

/** What is registered, in words: `crm`, `A`, `A test`, or `none`. */
async function where(...workflows: TriggerBench[]) {
	const names = new Map<string | undefined, string>([
		[CRM.url, 'crm'],
		[undefined, 'none'],
		...workflows.flatMap((bench, index): Array<[string, string]> => {
			const letter = 'ABC'[index];
			return [
				[bench.url, letter],
				[bench.testUrl, `${letter} test`],
			];
		}),
	]);
	const { url, multi } = await registered();
	const beside = multi.map((each) => names.get(each.url) ?? each.url);
	return [names.get(url) ?? url, ...beside].join(' + ');
}

describe('a test', () => {
	it('beside a live webhook gets a copy with the secret, and the live one keeps its own', async () => {
		await number({}, null);
		const bench = await workflow();
		await bench.activate();
		await bench.listen();
		await account.writes(CUSTOMER, 'for both');
		await waitFor(async () => (await where(bench)) === 'A');
		expect(bench.executions.map(([{ text }]) => text)).toEqual(['for both', 'for both']);
	});

	it('takes the number where nothing is registered', async () => {
		await number({}, null);
		const bench = await workflow();
		await bench.listen();
		const { url, headers } = await registered();
		expect(url).toBe(bench.testUrl);
		expect(headers).toHaveProperty(TEST_HEADER, '1');
	});

	it('takes 360dialog’s own sandbox number: nobody lives on it', async () => {
		await number({ hosting: 'sandbox' });
		const bench = await workflow();
		await bench.listen();
		expect(await where(bench)).toBe('A test');
		await bench.stopListening();
		expect(await where(bench)).toBe('crm');
	});

	it('of an On-Premise number says what to do, and leaves the webhook alone', async () => {
		await number({ hosting: 'onPremise' });
		const bench = await workflow();
		await expect(bench.listen()).rejects.toMatchObject({
			message: 'Listening here would take the live webhook of this number away',
			description: expect.stringMatching(/only numbers on the cloud.*Take Over While Testing/i),
		});
		expect(await where(bench)).toBe('crm');
	});

	it('says so when all additional webhooks are in use', async () => {
		await number();
		const destinations = ['a', 'b', 'c'].map((name) => ({
			name,
			url: `https://${name}.example.com/`,
			headers: {},
		}));
		await providerHttp(account).post(
			'/multi_webhook',
			{ enabled: true, destinations },
			{ headers: { 'D360-API-KEY': account.credentials.apiKey } },
		);
		const bench = await workflow();
		await expect(bench.listen()).rejects.toMatchObject({
			description: expect.stringContaining('All 3 additional webhooks are in use'),
		});
		expect((await registered()).multi).toEqual(destinations);
	});
});

describe('registered as an additional webhook', () => {
	let receiver: Receiver;
	beforeEach(async () => {
		receiver = await startReceiver();
	});
	afterEach(async () => await receiver.close());

	it('gets a copy of each call, is there once, and leaves without a trace', async () => {
		await number({}, { url: `${receiver.url}/crm`, headers: {} });
		const bench = await workflow({ registerAs: 'additional' });
		expect(await bench.activate()).toBe('created');
		expect(await bench.activate()).toBe('existed');
		await account.writes(CUSTOMER, 'hello');
		await waitFor(() => bench.executions.length > 0);
		expect(bench.executions).toMatchObject([[{ text: 'hello' }]]);
		expect(receiver.calls).toHaveLength(1);
		await bench.deactivate();
		expect(await registered()).toMatchObject({ url: `${receiver.url}/crm`, multi: [] });
	});

	it('leaves the others’ additional webhooks as they are', async () => {
		await number();
		const other = { name: 'bi', url: 'https://bi.example.com/', headers: { A: '1' } };
		await providerHttp(account).post(
			'/multi_webhook',
			{ enabled: true, destinations: [other] },
			{ headers: { 'D360-API-KEY': account.credentials.apiKey } },
		);
		const bench = await workflow({ registerAs: 'additional' });
		await bench.activate();
		expect((await registered()).multi).toHaveLength(2);
		await bench.deactivate();
		expect((await registered()).multi).toEqual([other]);
	});
});

describe('when n8n starts', () => {
	it('a number that got another webhook meanwhile stays with it', async () => {
		await number({}, null);
		const bench = await workflow();
		await bench.activate();
		await register(CRM);
		await TriggerBench.restart(bench);
		expect(await where(bench)).toBe('crm');
		await bench.deactivate();
		expect(await where(bench)).toBe('crm');
	});

	it('a number that was given back before the crash is taken again', async () => {
		await number();
		const bench = await workflow();
		await bench.activate();
		await register(CRM);
		await TriggerBench.restart(bench);
		expect(await where(bench)).toBe('A');
	});
});

it('n8n’s public address changes: the number follows it at the next start', async () => {
	await number();
	const bench = await workflow();
	await bench.activate();
	const before = bench.url;
	bench.moveTo(
		bench.url.slice(0, bench.url.indexOf('/webhook/')).replace('127.0.0.1', 'localhost'),
	);
	await TriggerBench.restart(bench);
	expect((await registered()).url).toBe(bench.url);
	expect(bench.url).not.toBe(before);
	await bench.deactivate();
	expect(await registered()).toMatchObject(CRM);
});

it('a pattern that cannot be used stops the activation with a reason', async () => {
	await number();
	const bench = await workflow({ textPattern: '(yes|no' });
	await expect(bench.activate()).rejects.toThrow("'Text Pattern' cannot be used: It has a '('");
	expect(await where(bench)).toBe('crm');
});
