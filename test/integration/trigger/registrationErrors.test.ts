import type { IDataObject } from 'n8n-workflow';
import { TriggerHarness } from '../../support/triggerHarness';
import { CRM, WebhookAccount } from '../../support/webhookAccount';

const MAIN = '/configs/webhook';
const ADDITIONAL = '/multi_webhook';

let number: WebhookAccount;
afterEach(async () => await number.close());

type Action = 'activate' | 'deactivate';

it.each<[string, Action, IDataObject, { method: string; pathIncludes: string; skip?: number }]>([
	[
		'Couldn’t look up the number’s current webhook',
		'activate',
		{},
		{ method: 'get', pathIncludes: MAIN },
	],
	[
		'Couldn’t register this workflow’s webhook',
		'activate',
		{},
		{ method: 'post', pathIncludes: MAIN },
	],
	[
		'Couldn’t restore the number’s previous webhook',
		'deactivate',
		{},
		{ method: 'post', pathIncludes: MAIN },
	],
	[
		'Couldn’t look up the number’s additional webhooks',
		'activate',
		{ registerAs: 'additional' },
		{ method: 'get', pathIncludes: ADDITIONAL },
	],
	[
		'Couldn’t register the additional webhook',
		'activate',
		{ registerAs: 'additional' },
		{ method: 'post', pathIncludes: ADDITIONAL },
	],
	[
		'Couldn’t remove the additional webhook',
		'deactivate',
		{ registerAs: 'additional' },
		{ method: 'delete', pathIncludes: ADDITIONAL },
	],
])('%s: %s says so, and why', async (step, action, options, requests) => {
	number = await WebhookAccount.open({}, CRM);
	const harness = await number.addWorkflow(options);
	if (action === 'deactivate') await harness.activate();
	// The connection breaks after the request: nobody answers.
	await number.account.addFault({ kind: 'resetAfter', times: null, ...requests });
	await expect(harness[action]()).rejects.toMatchObject({
		message: expect.stringMatching(
			`^${step}: The connection dropped before the provider responded`,
		),
		description: expect.stringMatching(
			requests.method === 'get'
				? /^Nothing was changed\..* Code ECONNRESET/
				: /^The request may have gone through\..* Code ECONNRESET/,
		),
	});
});

it('the additional webhook goes even if the main one cannot be looked up', async () => {
	number = await WebhookAccount.open();
	const harness = await number.addWorkflow();
	await harness.activate();
	await harness.listen();
	await number.account.addFault({ kind: 'resetBefore', method: 'get', pathIncludes: MAIN });
	await expect(harness.stopListening()).rejects.toThrow('Couldn’t look up');
	expect(await number.describeRegistered(harness)).toBe('A');
});

it('what failed first is said, if nothing works', async () => {
	number = await WebhookAccount.open();
	const harness = await number.addWorkflow();
	await harness.activate();
	await number.account.addFault({ kind: 'resetBefore', times: null, pathIncludes: '/' });
	await expect(harness.deactivate()).rejects.toThrow('the number’s current webhook');
});

describe('a webhook that is registered although the response is lost', () => {
	const SET = { method: 'post', pathIncludes: MAIN };
	const loseResponse = async () => await number.account.addFault({ kind: 'resetAfter', ...SET });

	it('leaves the number to what it had, once n8n has given the activation up', async () => {
		number = await WebhookAccount.open();
		const harness = await number.addWorkflow();
		await loseResponse();
		await expect(harness.activate()).rejects.toThrow('The connection dropped');
		expect(await number.describeRegistered(harness)).toBe('A');
		await harness.deactivate();
		expect(await number.getRegistered()).toMatchObject(CRM);
	});

	it('leaves it to what it had last, not to what an attempt before would have replaced', async () => {
		const later = { url: 'https://later.example.com/hook', headers: { A: '1' } };
		number = await WebhookAccount.open();
		const harness = await number.addWorkflow();
		await number.account.addFault({ kind: 'status', status: 403, ...SET });
		await expect(harness.activate()).rejects.toThrow('Couldn’t register');
		await number.register(later);
		await harness.deactivate();
		expect(await number.getRegistered()).toMatchObject(later);
		await loseResponse();
		await expect(harness.activate()).rejects.toThrow('The connection dropped');
		await harness.deactivate();
		expect(await number.getRegistered()).toMatchObject(later);
	});

	it('still gives the number back after a failed restoration, another activation, and a restart', async () => {
		number = await WebhookAccount.open();
		const harness = await number.addWorkflow();
		await loseResponse();
		await expect(harness.activate()).rejects.toThrow('The connection dropped');
		await number.account.addFault({ kind: 'resetBefore', ...SET });
		await expect(harness.deactivate()).rejects.toThrow('Couldn’t restore');
		expect(await harness.activate()).toBe('existed');
		await TriggerHarness.restart(harness);
		expect(await number.describeRegistered(harness)).toBe('A');
		await harness.deactivate();
		expect(await number.getRegistered()).toMatchObject(CRM);
	});

	it('of a test says itself what it replaced, even after a crash', async () => {
		number = await WebhookAccount.open();
		const harness = await number.addWorkflow({ takeOverWhileTesting: true });
		await loseResponse();
		await expect(harness.listen()).rejects.toThrow('The connection dropped');
		TriggerHarness.crash(harness);
		expect(await number.describeRegistered(harness)).toBe('A test');
		expect(await harness.listen()).toBe('existed');
		await harness.stopListening();
		expect(await number.getRegistered()).toMatchObject(CRM);
	});
});
