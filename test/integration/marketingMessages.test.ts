import type { INodeParameters } from 'n8n-workflow';
import { runNode } from '../support/engine';
import { createAccount, type SandboxAccount } from '../support/sandboxClient';

const CUSTOMER = '60123000111';

const send = async (account: SandboxAccount, name: string, options: INodeParameters) =>
	await runNode(account, {
		operation: 'sendTemplate',
		to: CUSTOMER,
		template: { __rl: true, mode: 'id', value: `${name}|en` },
		templateInput: 'values',
		templateValues: { values: [{ name: '', text: 'Mei' }] },
		options: { maxRetries: 0, ...options },
	});

const body = (more: object) => ({
	messaging_product: 'whatsapp',
	recipient_type: 'individual',
	to: CUSTOMER,
	type: 'template',
	...more,
	template: {
		name: 'see_catalog',
		language: { code: 'en' },
		components: [{ type: 'body', parameters: [{ type: 'text', text: 'Mei' }] }],
	},
});

describe('Marketing Messages', () => {
	it.each([
		[{}, {}],
		[
			{ messageActivitySharing: true, productPolicy: 'CLOUD_API_FALLBACK' },
			{ product_policy: 'CLOUD_API_FALLBACK', message_activity_sharing: true },
		],
		[
			{ messageActivitySharing: false, productPolicy: 'STRICT' },
			{ product_policy: 'STRICT', message_activity_sharing: false },
		],
	] as const)('go out as documented with %j', async (options, expected) => {
		const account = await createAccount('dialog360');
		const { json, error } = await send(account, 'see_catalog', {
			marketingMessages: true,
			...options,
		});
		expect(error).toBeUndefined();
		const [request] = (await account.requests()).slice(-1);
		expect(request.path).toBe('/marketing_messages');
		expect(request.body).toEqual(body(expected));
		expect(json[0]).toMatchObject({ success: true, status: 'accepted' });
		expect((await account.messages())[0].category).toBe('marketing_lite');
	});

	it('stay ordinary templates while it is off, whatever else is set', async () => {
		const account = await createAccount('dialog360');
		await send(account, 'see_catalog', { marketingMessages: false, productPolicy: 'STRICT' });
		const [request] = (await account.requests()).slice(-1);
		expect(request.path).toBe('/messages');
		expect(request.body).toEqual(body({}));
	});

	it('say why a template of another category is rejected', async () => {
		const account = await createAccount('dialog360');
		await account.addTemplate({
			name: 'plain',
			language: 'en',
			category: 'UTILITY',
			components: [{ type: 'BODY', text: 'Hi {{1}}' }],
		});
		const { error } = await send(account, 'plain', { marketingMessages: true });
		expect(error?.message).toContain('The Marketing Messages API only sends marketing templates');
	});

	it('say that the terms have to be accepted first', async () => {
		const account = await createAccount('dialog360', {
			settings: { marketingTermsAccepted: false },
		});
		const { error } = await send(account, 'see_catalog', { marketingMessages: true });
		expect(error?.message).toContain('The terms for marketing messages haven’t been accepted');
		expect(error?.description).toContain('You must accept the Marketing Messages Lite API terms');
	});

	it('only exist on the Cloud API', async () => {
		const account = await createAccount('dialog360', { hosting: 'onPremise' });
		const { error } = await send(account, 'see_catalog', { marketingMessages: true });
		expect(error?.message).toContain("'Marketing Messages' only works on 360dialog’s Cloud API");
		expect(await account.requests()).toEqual([]);
	});
});
