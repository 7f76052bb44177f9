import { createAccount, type Fault } from '../support/sandboxClient';
import { WaitingHarness } from '../support/waitingHarness';
import { startWebhookServer } from '../support/webhookServer';

it('a test URL is rejected by the trigger where it looks like another', async () => {
	const harness = await WaitingHarness.start(await createAccount('modica'));
	await harness.trigger.listen();
	const other = await startWebhookServer(async ({ rawBody, headers }, response) => {
		const { testUrl } = harness.trigger;
		const passed = { ...headers, host: new URL(testUrl).host } as Record<string, string>;
		const test = await fetch(testUrl, { method: 'POST', headers: passed, body: rawBody });
		response.status(test.status).json(await test.json());
	});
	const before = (await harness.account.messages()).length;
	const triggerUrl = `${other.url}/webhook-dev/x`;
	const { error } = await harness.ask({ responseType: 'freeText', options: { triggerUrl } });
	expect(error?.message).toContain(
		`The trigger at ${triggerUrl} says: this is its test URL; paste the production URL into 'Trigger URL'`,
	);
	expect(await harness.account.messages()).toHaveLength(before);
	await other.close();
	await harness.close();
});

describe('a trigger that can’t be asked is named without what else its URL holds', () => {
	const SECRETS = /hunter2|tok3n|admin|fragm3nt/;

	it.each([
		['is no n8n', 204, {}, 'only a status of 204'],
		['isn’t published', 404, {}, 'isn’t published'],
		['has another credential', 401, { reason: 'it uses another' }, 'says: it uses another'],
		['isn’t there', undefined, {}, 'can’t be reached from n8n'],
		['is in an n8n that starts', 200, 'n8n is starting up', 'n8n is starting up'],
	] as const)('where it %s', async (_, status, body, words) => {
		const server = await startWebhookServer(async (_request, response) => {
			response.status(status ?? 200).json(body);
			await Promise.resolve();
		});
		if (status === undefined) await server.close();
		const { host } = new URL(server.url);
		const triggerUrl = `http://admin:hunter2@${host}/webhook/x?token=tok3n#fragm3nt`;
		const harness = await WaitingHarness.start(await createAccount('modica'));
		const asked = await harness.ask({ responseType: 'freeText', options: { triggerUrl } });
		expect(asked.error?.message).toContain(words);
		expect(asked.error?.message).toContain(`http://${host}/webhook/x`);
		const { message, description, context } = asked.error as Error & Record<string, unknown>;
		expect(JSON.stringify([message, description, context, asked.json])).not.toMatch(SECRETS);
		await harness.close();
		if (status !== undefined) await server.close();
	});
});

describe('a trigger that can’t be asked', () => {
	it.each<[string, number | undefined, unknown, RegExp]>([
		['is overloaded', 503, {}, /wait a moment, then run this again/],
		['gets too many requests', 429, {}, /wait a moment, then run this again/],
		['starts', 200, 'n8n is starting up. Please wait', /wait a moment, then run this again/],
		['isn’t reached', undefined, {}, /check WEBHOOK_URL.+N8N_SSRF_ALLOWED_HOSTNAMES/],
		['isn’t published', 404, {}, /Publish a workflow/],
		['is no n8n', 200, {}, /Publish a workflow/],
	])('says what to do where n8n %s', async (_, status, body, advice) => {
		const server = await startWebhookServer(async (_request, response) => {
			response.status(status ?? 200).json(body);
			await Promise.resolve();
		});
		if (status === undefined) await server.close();
		const harness = await WaitingHarness.start(await createAccount('modica'));
		const options = { triggerUrl: `${server.url}/webhook/x` };
		const { error } = await harness.ask({ responseType: 'freeText', options });
		expect(error?.description).toMatch(/^Nothing was sent\./);
		expect(error?.description).toMatch(advice);
		await harness.close();
		if (status !== undefined) await server.close();
	});
});

describe('a webhook that can’t be looked up', () => {
	it.each<[string, Fault]>([
		['unauthorized', { kind: 'status', status: 401, body: { error: 'Invalid api key' } }],
		['unavailable', { kind: 'status', status: 503, times: null }],
		['disconnected', { kind: 'resetAfter', times: null }],
	])('says so, and sends nothing: %s', async (_what, fault) => {
		const harness = await WaitingHarness.start(await createAccount('dialog360'));
		try {
			await harness.account.addFault({ ...fault, method: 'GET', pathIncludes: 'configs/webhook' });
			const { error } = await harness.ask({
				responseType: 'freeText',
				options: { triggerUrl: '' },
			});
			expect(error?.message).toMatch(/^Couldn’t look up which trigger gets the answer: .+/);
			expect(error?.description).toMatch(/^Nothing was sent\. Check the credential, or wait/);
			expect(await harness.account.messages()).toEqual([]);
		} finally {
			await harness.account.clearFaults();
			await harness.close();
		}
	});
});
