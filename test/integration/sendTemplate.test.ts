import type { INodeParameters } from 'n8n-workflow';
import { createAccount, dialog360Http } from '../support/sandboxClient';
import { runNode } from '../support/engine';

const CUSTOMER = '60123240066';
const values = (...texts: string[]) => ({ values: texts.map((text) => ({ name: '', text })) });

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
		expect(await account.lastBody()).toEqual({
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
		expect(await account.lastBody()).toMatchObject({
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
		expect(await account.lastBody()).toMatchObject({ template: { components } });
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
		expect(await account.lastBody()).toMatchObject({
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
			await account.addFault({
				kind: 'status',
				status: 400,
				body,
				times: 1,
				pathIncludes: 'messages',
			});
		}
		const { json } = await runNode(account, {
			operation: 'sendTemplate',
			to: CUSTOMER,
			template: { __rl: true, mode: 'id', value: 'order_shipped|en_US' },
			...parameters,
		});
		expect(json).toMatchObject([{ success: true }]);
		const { namespace } = data.waba_templates[0];
		expect(await account.lastBody()).toMatchObject({ template: { namespace } });
	});

	it.each<[string, number | null, true | undefined]>([
		['held', 60_000, true],
		['sent', null, undefined],
	])('says of a message only that it is held: %s', async (_, templateHoldMs, held) => {
		const account = await createAccount('dialog360', { settings: { templateHoldMs } });
		const { json } = await runNode(account, {
			operation: 'sendTemplate',
			to: CUSTOMER,
			template: { __rl: true, mode: 'id', value: 'order_shipped|en_US' },
			templateInput: 'values',
			templateValues: values('Ana', '4711'),
		});
		const { id } = (await account.messages())[0];
		expect(json[0]).toMatchObject({ success: true, status: 'accepted', messageId: id });
		expect('held' in json[0]).toBe(held === true);
		expect(json[0].held).toBe(held);
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
		expect(await account.lastBody()).toMatchObject({
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
