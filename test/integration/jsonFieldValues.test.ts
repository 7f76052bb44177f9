// What people write into JSON fields that is JSON, and not yet what should be sent.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { freeAccount } from '../support/accounts';
import { createRunner, runNode } from '../support/engine';
import type { SandboxAccount } from '../support/sandboxClient';

const onError = 'continueRegularOutput';
const TO = '60123240066';
const ID = '24230790383178627';
const LOCATOR = { __rl: true, mode: 'id', value: 'order_shipped|en_US' };

const BODY = {
	type: 'body',
	parameters: [
		{ type: 'text', text: 'Ana' },
		{ type: 'text', text: '4711' },
	],
};

const runTemplate = createRunner('template');

let account: SandboxAccount;
beforeEach(async () => {
	account = await freeAccount();
});

async function send(parameters: INodeParameters, value: unknown) {
	const items = [{ json: { value } as IDataObject }];
	return (await runNode(account, { to: TO, ...parameters }, { items, onError })).json[0];
}

const sendRaw = async (value: unknown) =>
	await send({ operation: 'sendRaw', message: '={{ $json.value }}' }, value);

const sendTemplate = async (value: unknown, options: IDataObject = {}) =>
	await send(
		{
			operation: 'sendTemplate',
			template: LOCATOR,
			templateInput: 'components',
			components: '={{ $json.value }}',
			options: options as INodeParameters,
		},
		value,
	);

describe('long integers', () => {
	const image = (id: string) => `{ "type": "image", "image": { "id": ${id} } }`;

	it.each<[string, string, unknown]>([
		['without quotes', image(ID), { id: ID }],
		['in quotes', image(`"${ID}"`), { id: ID }],
		['of 19 digits', image('9223372036854775807'), { id: '9223372036854775807' }],
		[
			'next to one in a text',
			`{ "type": "image", "image": { "caption": "Order \\"${ID}\\": ${ID}", "id":${ID} } }`,
			{ caption: `Order "${ID}": ${ID}`, id: ID },
		],
	])('a media ID %s is sent as it was written', async (_, message, sent) => {
		await sendRaw(message);
		expect((await account.lastBody()).image).toEqual(sent);
	});

	it('in components', async () => {
		const header = `{ "type": "header", "parameters": [{ "type": "image", "image": { "id": ${ID} } }] }`;
		await sendTemplate(`[${header}, ${JSON.stringify(BODY)}]`);
		expect(await account.lastBody()).toMatchObject({
			template: { components: [{ parameters: [{ image: { id: ID } }] }, BODY] },
		});
	});

	it('in a flow’s data, where other numbers stay numbers', async () => {
		await send(
			{
				operation: 'sendInteractive',
				interactiveType: 'flow',
				bodyText: 'Book',
				buttonText: 'Book now',
				flowId: '1234567890123456',
				flowScreen: 'START',
				flowData: '={{ $json.value }}',
			},
			`{ "orders": [${ID}, -${ID}], "price": 12.5, "seats": 2, "ends": 1924992000000 }`,
		);
		expect(await account.lastBody()).toMatchObject({
			interactive: {
				action: {
					parameters: {
						flow_action_payload: {
							data: { orders: [ID, `-${ID}`], price: 12.5, seats: 2, ends: 1_924_992_000_000 },
						},
					},
				},
			},
		});
	});

	it('an object from an expression stays as it is', async () => {
		await sendRaw({ type: 'hologram', hologram: { id: 1234567890123456, list: [null, 1, 'x'] } });
		expect((await account.lastBody()).hologram).toEqual({
			id: 1234567890123456,
			list: [null, 1, 'x'],
		});
	});
});

describe('components without a value', () => {
	it.each<[string, unknown]>([
		['null first', [null, BODY]],
		['null last', [BODY, null]],
		['several', [null, null, BODY, undefined]],
		['in text', `[null, ${JSON.stringify(BODY)}]`],
	])('%s: they are left out', async (_, value) => {
		expect(await sendTemplate(value)).toMatchObject({ status: 'accepted' });
		expect(await account.lastBody()).toMatchObject({ template: { components: [BODY] } });
	});

	it('are left out where texts are tidied', async () => {
		const untidy = {
			type: 'body',
			parameters: [{ type: 'text', text: 'A\nb' }, BODY.parameters[1]],
		};
		await sendTemplate([null, untidy], { tidyTemplateValues: true });
		expect(await account.lastBody()).toMatchObject({
			template: { components: [{ parameters: [{ text: 'A b' }, { text: '4711' }] }] },
		});
	});

	it('are left out where the message is only shown', async () => {
		const shown = await sendTemplate([null, BODY], { dryRun: true });
		expect(shown).toMatchObject({ status: 'dryRun' });
		expect(JSON.stringify(shown)).toContain('Ana');
		expect((await account.requests()).filter(({ method }) => method === 'POST')).toEqual([]);
	});

	it('leave no components where nothing else is there', async () => {
		await sendTemplate([null, undefined]);
		expect((await account.lastBody()).template).toEqual({
			name: 'order_shipped',
			language: { code: 'en_US' },
		});
	});
});

describe('components that are no objects', () => {
	const NO_OBJECTS: Array<[string, unknown, number]> = [
		['a text', ['body', BODY], 1],
		['a number', [BODY, 5], 2],
		['a list', [[BODY]], 1],
		['false, as `&&` gives it', [false, BODY], 1],
		['an empty text', [BODY, ''], 2],
		['a text after null: counted as it was written', [null, BODY, '{}'], 3],
		['in text', `[${JSON.stringify(BODY)}, "body"]`, 2],
	];

	it.each(NO_OBJECTS)('%s: named, and nothing is sent', async (_, value, nth) => {
		const { error } = await sendTemplate(value);
		expect((error as IDataObject).title).toContain(
			`'Components (JSON)' entry ${nth} must be an object`,
		);
		expect(await account.requests()).toEqual([]);
	});
});

describe.each<[string, INodeParameters]>([
	['create', { templateName: 'new_one', language: 'en', category: 'UTILITY' }],
	['edit', { template: { ...LOCATOR, value: 'winback_paused|en' } }],
])('components of a template: %s', (operation, parameters) => {
	const definition = { type: 'BODY', text: 'Your order is ready.' };

	const submit = async (value: unknown) => {
		const all = { ...parameters, contentSource: 'components', components: '={{ $json.value }}' };
		const items = [{ json: { value } as IDataObject }];
		return (await runTemplate(account, operation, all, { items, onError })).json[0];
	};

	it.each<[string, unknown]>([
		['null first', [null, definition]],
		['undefined last', [definition, undefined]],
		['in text', `[${JSON.stringify(definition)}, null]`],
	])('%s: left out', async (_, value) => {
		expect((await submit(value)).error).toBeUndefined();
		expect((await account.lastBody()).components).toEqual([definition]);
	});

	it.each<[string, unknown, string]>([
		['a text', ['BODY'], 'entry 1 must be an object'],
		['a list', [definition, []], 'entry 2 must be an object'],
		['nothing but null', [null], 'has no BODY component'],
	])('%s: named, and nothing is submitted', async (_, value, problem) => {
		const { title } = (await submit(value)).error as IDataObject;
		expect(title).toContain(`'Components (JSON)' ${problem}`);
		expect((await account.requests()).filter(({ method }) => method === 'POST')).toEqual([]);
	});
});
