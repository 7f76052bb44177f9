import type { IDataObject } from 'n8n-workflow';
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
		{ method: 'post', pathIncludes: ADDITIONAL },
	],
])('%s: %s says so, and why', async (step, action, options, requests) => {
	number = await WebhookAccount.open({}, CRM);
	const harness = await number.addWorkflow(options);
	if (action === 'deactivate') await harness.activate();
	// The connection breaks after the request: nobody answers.
	await number.account.fault({ kind: 'resetAfter', times: null, ...requests });
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
