import type { INodeParameters } from 'n8n-workflow';
import { runNode } from '../support/engine';
import { createAccount, type Data, type SandboxAccount } from '../support/sandboxClient';

/** Nobody has written: everything but a template or Direct Send fails. */
const CUSTOMER = '60123000111';

const send = async (account: SandboxAccount, parameters: INodeParameters) =>
	await runNode(account, { operation: 'sendText', to: CUSTOMER, text: 'Hi', ...parameters });

const lastRequest = async (account: SandboxAccount) => (await account.requests()).slice(-1)[0];
const button = { button: [{ title: 'Already paid', id: 'paid' }] };

describe('Direct Send', () => {
	const REJECTED: Array<[string, INodeParameters, string]> = [
		[
			'a text that is too long',
			{ text: 'x'.repeat(1025), options: { category: 'utility' } },
			"'Text' has 1025 characters; the maximum is 1024",
		],
		[
			'a text that is too long as the fallback',
			{ text: 'x'.repeat(1025), options: { outsideWindow: 'utility' } },
			"'Text' has 1025 characters; the maximum is 1024",
		],
		[
			'a text that is too long as a chosen category, also for a user ID',
			{ to: 'MY.8812', text: 'x'.repeat(1025), options: { category: 'utility' } },
			"'Text' has 1025 characters; the maximum is 1024",
		],
		[
			'a lifetime that authentication does not have',
			{ options: { category: 'authentication', ttlSeconds: 901 } },
			"'Time to Live (Seconds)' is 901; use 30 to 900 for authentication",
		],
		[
			'a lifetime without a category',
			{ options: { ttlSeconds: 60 } },
			"'Time to Live (Seconds)' only works with 'Category'",
		],
		[
			'a category that there is none of',
			{ options: { category: 'marketing' } },
			"'Category' is 'marketing'; use one of authentication, utility",
		],
		[
			'a type that cannot be the fallback',
			{
				operation: 'sendInteractive',
				interactiveType: 'locationRequest',
				bodyText: 'Where?',
				options: { outsideWindow: 'utility' },
			},
			"'Outside the 24-Hour Window' is 'utility', which this type of message doesn’t support",
		],
		[
			'buttons as authentication',
			{
				operation: 'sendInteractive',
				interactiveType: 'buttons',
				bodyText: 'Code',
				buttons: button,
				options: { category: 'authentication' },
			},
			"'Category' is 'authentication'; use one of utility",
		],
		[
			'a file',
			{
				operation: 'sendMedia',
				mediaSource: 'url',
				mediaUrl: 'https://example.com/a.jpg',
				options: { outsideWindow: 'utility' },
			},
			"'Outside the 24-Hour Window' is 'utility'; use one of fail, template",
		],
	];

	it.each(REJECTED)('rejects %s before it is sent', async (_, parameters, expected) => {
		const account = await createAccount('dialog360');
		const { error } = await send(account, parameters);
		expect(error?.message).toContain(expected);
		expect(await account.requests()).toEqual([]);
	});

	it('ignores a category that the editor hides for the type', async () => {
		const account = await createAccount('dialog360');
		const { error } = await send(account, {
			operation: 'sendInteractive',
			interactiveType: 'locationRequest',
			bodyText: 'Where?',
			options: { category: 'utility' },
		});
		expect(error).toBeUndefined();
		expect((await lastRequest(account)).body).not.toHaveProperty('category');
	});

	it.each(['onPremise', 'sandbox'] as const)(
		'only exists on the Cloud API: %s',
		async (hosting) => {
			const account = await createAccount('dialog360', { hosting });
			for (const [options, label] of [
				[{ category: 'utility' }, 'Category'],
				[{ outsideWindow: 'utility' }, 'Outside the 24-Hour Window'],
			] as const) {
				const { error } = await send(account, { options });
				expect(error?.message).toContain(`'${label}' only works on 360dialog’s Cloud API`);
			}
			expect(await account.requests()).toEqual([]);
		},
	);

	it('does not exist elsewhere', async () => {
		const account = await createAccount('modica');
		const { error } = await send(account, { options: { outsideWindow: 'utility' } });
		expect(error?.message).toContain("is 'utility'; use one of fail, template");
		await account.writeText(CUSTOMER);
		await send(account, { options: { category: 'utility' } });
		expect((await lastRequest(account)).body).not.toHaveProperty('category');
	});

	const NOT_ALLOWED: Array<[string, Data, string, string, string]> = [
		[
			'it is not enabled',
			{ directSend: 'off' },
			'100-direct-send',
			'Direct Send isn’t enabled for this number',
			'send a template',
		],
		[
			'it is blocked',
			{ directSend: 'blocked' },
			'139200',
			'WhatsApp has blocked Direct Send for this account',
			'Send an approved template instead',
		],
	];

	it.each(NOT_ALLOWED)('says so if %s', async (_, settings, code, title, advice) => {
		const account = await createAccount('dialog360', { settings });
		const { json } = await runNode(
			account,
			{ operation: 'sendText', to: CUSTOMER, text: 'Hi', options: { category: 'utility' } },
			{ onError: 'continueRegularOutput' },
		);
		expect(json[0]).toMatchObject({ success: false, error: { code, title, category: 'account' } });
		expect((json[0].error as Data).advice).toContain(advice);
	});
});
