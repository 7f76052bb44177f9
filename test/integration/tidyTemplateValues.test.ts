// The option 'Tidy Template Values', wherever a template's values can be entered.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { templateFields } from '../support/editor';
import { runNode } from '../support/engine';
import { createAccount, type SandboxAccount } from '../support/sandboxClient';

const UNTIDY = ' Ana\nMaria\u2028\u00a0\u00a0\u00a0\u00a0\u00a0Silva ';
const TIDY = 'Ana Maria Silva';
const REJECTED = 'a line break, a tab, or more than 4 consecutive spaces';
const TEMPLATE = { __rl: true, mode: 'id', value: 'order_shipped|en_US' };
const values = [UNTIDY, '4711'].map((text) => ({ name: '', text }));

type Entry = [
	string,
	'bulk360' | 'dialog360' | 'modica',
	(account: SandboxAccount) => Promise<object> | object,
];

const entries: Entry[] = [
	[
		'Template Values',
		'dialog360',
		() => ({ template: TEMPLATE, templateInput: 'values', templateValues: { values } }),
	],
	[
		'Template Fields',
		'dialog360',
		async (account) => ({
			template: { ...TEMPLATE, mode: 'list' },
			templateInput: 'fields',
			templateFields: {
				mappingMode: 'defineBelow',
				value: { body_1: UNTIDY, body_2: '4711' },
				matchingColumns: [],
				schema: (await templateFields(account, TEMPLATE.value)).fields,
			},
		}),
	],
	[
		'Components (JSON)',
		'dialog360',
		() => ({
			template: TEMPLATE,
			templateInput: 'components',
			components: JSON.stringify([
				{ type: 'body', parameters: values.map(({ text }) => ({ type: 'text', text })) },
			]),
		}),
	],
	[
		'values of an approved text',
		'bulk360',
		() => ({
			text: 'Hi {{1}}, your order {{2}} has shipped.',
			templateValues: { values },
		}),
	],
	[
		'Outside Window Values',
		'modica',
		() => ({
			operation: 'sendText',
			text: 'Hi',
			options: {
				outsideWindow: 'template',
				outsideWindowTemplate: TEMPLATE.value,
				outsideWindowValues: [UNTIDY, '4711'],
			},
		}),
	],
];

const TO = { bulk360: '60123240066', dialog360: '60123240066', modica: '64210000000' };

describe.each(entries)('%s', (_, provider, enter) => {
	const send = async (account: SandboxAccount, options: IDataObject) => {
		const entered = (await enter(account)) as INodeParameters;
		const given = entered.options as IDataObject | undefined;
		return await runNode(
			account,
			{
				operation: 'sendTemplate',
				to: TO[provider],
				...entered,
				options: { ...given, ...options } as INodeParameters,
			},
			{ onError: 'continueRegularOutput' },
		);
	};

	it('are sent in order with the option', async () => {
		const account = await createAccount(provider);
		const { json } = await send(account, { tidyTemplateValues: true });
		expect(json[0]).toMatchObject({ success: true });
		const [message, ...others] = await account.messages();
		expect(others).toEqual([]);
		expect(JSON.stringify(message)).toContain(TIDY);
	});

	it.each([{}, { tidyTemplateValues: false }])('are rejected by name with %j', async (options) => {
		const account = await createAccount(provider);
		const { json } = await send(account, options);
		expect(json[0]).toMatchObject({
			success: false,
			error: { title: expect.stringContaining(REJECTED) },
		});
		expect(await account.messages()).toEqual([]);
	});
});
