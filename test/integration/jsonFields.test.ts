import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { freeAccount } from '../support/accounts';
import { createRunner, runNode } from '../support/engine';
import { phone } from '../support/manyItems';
import { createAccount } from '../support/sandboxClient';

const JSON_FIELD = '={{ $json.value }}';
const onError = 'continueRegularOutput';

const FIELDS: Array<[string, INodeParameters]> = [
	['Message (JSON)', { operation: 'sendRaw', message: JSON_FIELD }],
	[
		'Components (JSON)',
		{
			operation: 'sendTemplate',
			template: { __rl: true, mode: 'id', value: 'order_shipped|en_US' },
			templateInput: 'components',
			components: JSON_FIELD,
		},
	],
	[
		'Screen Data (JSON)',
		{
			operation: 'sendInteractive',
			interactiveType: 'flow',
			bodyText: 'Book',
			buttonText: 'Book now',
			flowId: '1234567890123456',
			flowData: JSON_FIELD,
		},
	],
];

const NO_JSON: Array<[string, string]> = [
	['{\n  "a": 1,\n  "b": }', 'unexpected } at line 3, column 8'],
	['{ "text": "one\ntwo" }', 'a line break or tab is inside a text at line 1, column 15'],
	['[object Object]', 'unexpected o at line 1, column 2'],
	["[{ 'type': 'body' }]", "unexpected ' at line 1, column 4"],
	['[{ "type": "body" }', 'it ends too early, at line 1, column 20'],
];

describe.each(FIELDS)('%s', (field, parameters) => {
	it('names the field, the item and the place of what is no JSON, and sends nothing', async () => {
		const account = await freeAccount();
		await account.clearRequests();
		const items = NO_JSON.map(([value], i) => ({ json: { value, to: phone(i) } }));
		const all = { to: '={{ $json.to }}', ...parameters };
		const { json } = await runNode(account, all, { items, onError });
		expect(json.map(({ error }) => (error as IDataObject).title)).toEqual(
			NO_JSON.map(
				([, place]) => expect.stringContaining(`'${field}' isn’t valid JSON: ${place}`) as string,
			),
		);
		expect(await account.requests()).toEqual([]);
		const { error } = await runNode(account, all, { items: [items[0], items[1]] });
		expect(error?.message).toContain(`'${field}' isn’t valid JSON`);
		expect(error?.message).toContain('[Item 0]');
	});
});

it.each<[string, unknown]>([
	['an object', { type: 'text', text: { body: 'Hi' } }],
	['its text', '\n{ "type": "text", "text": { "body": "Hi" } }\n'],
])('sends a message given as %s', async (_, value) => {
	const account = await freeAccount();
	const { json } = await runNode(
		account,
		{ operation: 'sendRaw', to: phone(1), message: JSON_FIELD },
		{ items: [{ json: { value } as IDataObject }], onError },
	);
	expect(json[0].status).toBe('accepted');
});

it('names the components of a new template', async () => {
	const account = await createAccount('dialog360');
	const { json } = await createRunner('template')(
		account,
		'create',
		{
			templateName: 'new_one',
			language: 'en',
			contentSource: 'components',
			components: '={{ "[{ type: 1 }]" }}',
		},
		{ onError },
	);
	expect(json[0].error).toMatchObject({
		title: expect.stringContaining(
			"'Components (JSON)' isn’t valid JSON: unexpected t at line 1, column 4",
		),
	});
});
