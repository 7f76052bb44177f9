import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { createAccount, dialog360Http, type SandboxAccount } from '../support/sandboxClient';
import { runNode } from '../support/engine';

const CUSTOMER = '60123240066';
const values = (...texts: string[]) => ({ values: texts.map((text) => ({ name: '', text })) });

async function lastBody(account: SandboxAccount): Promise<IDataObject> {
	return (await account.requests()).slice(-1)[0].body as IDataObject;
}

describe('Send Template by name and language', () => {
	it('fills positional values into the body', async () => {
		const account = await createAccount('dialog360');
		const { json, error } = await runNode(account, {
			operation: 'sendTemplate',
			to: CUSTOMER,
			template: { __rl: true, mode: 'id', value: 'order_shipped|en_US' },
			templateInput: 'values',
			templateValues: values('Ana', '4711'),
		});
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ success: true, messageId: (await account.messages())[0].id });
		expect(await lastBody(account)).toEqual({
			messaging_product: 'whatsapp',
			recipient_type: 'individual',
			to: CUSTOMER,
			type: 'template',
			template: {
				name: 'order_shipped',
				language: { code: 'en_US' },
				components: [
					{
						type: 'body',
						parameters: [
							{ type: 'text', text: 'Ana' },
							{ type: 'text', text: '4711' },
						],
					},
				],
			},
		});
	});

	it('fills named values', async () => {
		const account = await createAccount('dialog360');
		await account.addTemplate({
			name: 'greeting',
			language: 'en',
			category: 'UTILITY',
			status: 'APPROVED',
			parameter_format: 'NAMED',
			components: [{ type: 'BODY', text: 'Hi {{first_name}}, order {{order_id}} is ready.' }],
		});
		const { json, error } = await runNode(account, {
			operation: 'sendTemplate',
			to: CUSTOMER,
			template: { __rl: true, mode: 'id', value: 'greeting|en' },
			templateInput: 'values',
			templateValues: {
				values: [
					{ name: 'first_name', text: 'Ana' },
					{ name: '{{order_id}}', text: '4711' },
				],
			},
		});
		expect(error).toBeUndefined();
		expect(json[0].success).toBe(true);
		expect(await lastBody(account)).toMatchObject({
			template: {
				components: [
					{
						type: 'body',
						parameters: [
							{ type: 'text', parameter_name: 'first_name', text: 'Ana' },
							{ type: 'text', parameter_name: 'order_id', text: '4711' },
						],
					},
				],
			},
		});
	});

	it('passes raw components through', async () => {
		const account = await createAccount('dialog360');
		const components = [
			{
				type: 'body',
				parameters: [
					{ type: 'text', text: 'Ana' },
					{ type: 'text', text: '1' },
				],
			},
		];
		const { error } = await runNode(account, {
			operation: 'sendTemplate',
			to: CUSTOMER,
			template: { __rl: true, mode: 'id', value: 'order_shipped|en_US' },
			templateInput: 'components',
			components: JSON.stringify(components),
		});
		expect(error).toBeUndefined();
		expect(await lastBody(account)).toMatchObject({ template: { components } });
	});

	it('adds policy and namespace for the On-Premise API', async () => {
		const account = await createAccount('dialog360', { hosting: 'onPremise' });
		const { data } = await dialog360Http(account).get('/v1/configs/templates');
		const { namespace } = data.waba_templates[0];
		const { error } = await runNode(account, {
			operation: 'sendTemplate',
			to: CUSTOMER,
			template: { __rl: true, mode: 'id', value: 'order_shipped|en_US' },
			templateInput: 'values',
			templateValues: values('Ana', '4711'),
			options: { namespace: String(namespace) },
		});
		expect(error).toBeUndefined();
		expect(await lastBody(account)).toMatchObject({
			template: { namespace, language: { policy: 'deterministic', code: 'en_US' } },
		});
	});

	it.each<[string, INodeParameters]>([
		['template values', { templateInput: 'values', templateValues: values('Ana', '4711') }],
		[
			'components',
			{
				templateInput: 'components',
				components: JSON.stringify([
					{ type: 'body', parameters: ['Ana', '4711'].map((text) => ({ type: 'text', text })) },
				]),
			},
		],
		[
			'the template instead of a text',
			{
				operation: 'sendText',
				text: 'Hi',
				options: {
					outsideWindow: 'template',
					outsideWindowTemplate: 'order_shipped|en_US',
					outsideWindowValues: ['Ana', '4711'],
				},
			},
		],
	])('finds the namespace for the On-Premise API: %s', async (_, parameters) => {
		const account = await createAccount('dialog360', { hosting: 'onPremise' });
		const { data } = await dialog360Http(account).get('/v1/configs/templates');
		if (parameters.operation === 'sendText') {
			const body = { errors: [{ code: 470, title: 'Message failed to send' }] };
			await account.fault({ kind: 'status', status: 400, body, times: 1, pathIncludes: 'messages' });
		}
		const { json } = await runNode(account, {
			operation: 'sendTemplate',
			to: CUSTOMER,
			template: { __rl: true, mode: 'id', value: 'order_shipped|en_US' },
			...parameters,
		});
		expect(json).toMatchObject([{ success: true }]);
		const { namespace } = data.waba_templates[0];
		expect(await lastBody(account)).toMatchObject({ template: { namespace } });
	});

	it('goes through Modica with the same JSON', async () => {
		const account = await createAccount('modica');
		const { json, error } = await runNode(account, {
			operation: 'sendTemplate',
			to: '+64 21 000 0000',
			template: { __rl: true, mode: 'id', value: 'order_shipped|en_US' },
			templateInput: 'values',
			templateValues: values('Ana', '4711'),
		});
		expect(error).toBeUndefined();
		expect(json[0].success).toBe(true);
		expect(await lastBody(account)).toMatchObject({
			to: '+64210000000',
			type: 'template',
			template: { name: 'order_shipped', language: { code: 'en_US' } },
		});
	});

	it.each([
		['no such name', 'nowhere|en_US', values('Ana', '1'), '132001', 'template'],
		['too few values', 'order_shipped|en_US', values('Ana'), '132000', 'template'],
	])('says what is wrong: %s', async (_, value, templateValues, code, category) => {
		const account = await createAccount('dialog360');
		const { json } = await runNode(
			account,
			{
				operation: 'sendTemplate',
				to: CUSTOMER,
				template: { __rl: true, mode: 'id', value },
				templateInput: 'values',
				templateValues,
			},
			{ onError: 'continueRegularOutput' },
		);
		expect(json[0]).toMatchObject({
			success: false,
			status: 'failed',
			error: { code, category, retryable: false },
		});
	});

	it.each([
		[
			'an empty value',
			'order_shipped|en_US',
			values('Ana', ' '),
			/has an empty value for \{\{2\}\}/,
		],
		['a line break', 'order_shipped|en_US', values('Ana', 'a\nb'), /line break/],
	])('sends nothing with %s', async (_, value, templateValues, message) => {
		const account = await createAccount('dialog360');
		const { error } = await runNode(account, {
			operation: 'sendTemplate',
			to: CUSTOMER,
			template: { __rl: true, mode: 'id', value },
			templateInput: 'values',
			templateValues,
		});
		expect(error?.message).toMatch(message);
		expect(await account.requests()).toEqual([]);
	});
});

it('takes a template from an expression only with its language', async () => {
	const account = await createAccount('dialog360');
	const { error } = await runNode(
		account,
		{
			operation: 'sendTemplate',
			to: CUSTOMER,
			template: { __rl: true, mode: 'id', value: '={{ $json.template }}' },
		},
		{ items: [{ json: { template: 'order_shipped' } }] },
	);
	expect(error?.message).toMatch(/'Template' has no language/);
	expect(await account.requests()).toEqual([]);
});

describe('Send Template by approved wording (Bulk360)', () => {
	it('fills positions and names, and the wording is accepted outside the window', async () => {
		const account = await createAccount('bulk360');
		const { json, error } = await runNode(account, {
			operation: 'sendTemplate',
			to: CUSTOMER,
			text: 'Hi {{1}}, your order {{2}} has shipped.',
			templateValues: values('Ana', '4711'),
		});
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ success: true, messageId: (await account.messages())[0].id });
		expect(await lastBody(account)).toMatchObject({
			text: 'Hi Ana, your order 4711 has shipped.',
			to: `whatsapp:${CUSTOMER}`,
		});
	});

	it('explains a wording that was never approved', async () => {
		const account = await createAccount('bulk360');
		const { error } = await runNode(account, {
			operation: 'sendTemplate',
			to: CUSTOMER,
			text: 'Buy now!',
		});
		expect(error?.description).toContain('406');
		expect(error?.context?.providerError).toMatchObject({ code: '406', category: 'template' });
	});

	it('names values that are missing and values that have no place', async () => {
		const account = await createAccount('bulk360');
		const { error } = await runNode(account, {
			operation: 'sendTemplate',
			to: CUSTOMER,
			text: 'Hi {{name}}, order {{order}}',
			templateValues: { values: [{ name: 'nmae', text: 'Ana' }] },
		});
		expect(error?.message).toMatch(/\{\{name\}\}.*\{\{order\}\}.*\{\{nmae\}\}/s);
		expect(await account.requests()).toEqual([]);
	});
});

describe('Send Template by name and text (Socnet)', () => {
	it('sends the code alone for a one-time password', async () => {
		const account = await createAccount('socnet');
		const { json, error } = await runNode(account, {
			operation: 'sendTemplate',
			to: '256701234567',
			templateName: 'otp_template',
			text: '482913',
		});
		expect(error).toBeUndefined();
		expect(json[0].success).toBe(true);
		expect(await lastBody(account)).toMatchObject({
			msisdn: '256701234567',
			msg: '482913',
			template: 'otp_template',
		});
	});
});
