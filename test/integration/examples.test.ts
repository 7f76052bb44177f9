import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Workflow, type IDataObject, type INode, type NodeParameterValue } from 'n8n-workflow';
import { WhatsAppBsp } from '../../nodes/WhatsAppBsp/WhatsAppBsp.node';
import { createNodeTypes, runNode, type RunOptions } from '../support/engine';
import { freeAccount } from '../support/accounts';
import { initDeduplication } from '../support/processedDataTable';
import { createAccount, type SandboxAccount } from '../support/sandboxClient';

/* Nodes of the examples with the items that they may get. What they do together: test/e2e/examples. */

const FOLDER = path.resolve(__dirname, '../../examples');
const ANA = '4915201234567';
const BEN = '60123240066';

function getNode(example: string, name: string): INode {
	const text = readFileSync(path.join(FOLDER, `${example}.json`), 'utf8');
	const { nodes } = JSON.parse(text) as { nodes: INode[] };
	const node = nodes.find((each) => each.name === name);
	if (!node) throw new Error(`${example} has no node '${name}'`);
	return node;
}

async function runExampleNode(
	account: SandboxAccount,
	node: INode,
	items: IDataObject[],
	options: RunOptions = {},
) {
	return await runNode(account, node.parameters, {
		items: items.map((json) => ({ json })),
		onError: node.onError,
		...options,
	});
}

/** What an expression gives for one item. */
function evaluate(expression: unknown, json: IDataObject): unknown {
	const node = { ...getNode('order-shipped-360dialog', 'Order'), parameters: {} };
	const nodeTypes = createNodeTypes(new WhatsAppBsp());
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return workflow.expression.getParameterValue(
		expression as NodeParameterValue,
		null,
		0,
		0,
		node.name,
		[{ json }],
		'manual',
		{},
	);
}

interface Conditions {
	conditions: Array<{ leftValue?: string; keyName?: string; keyValue?: string }>;
}

const getConditions = ({ parameters }: INode) =>
	(parameters.filters ?? parameters.conditions) as unknown as Conditions;

describe('opt-out-360dialog', () => {
	it.each<[string, unknown, string[]]>([
		['a number', Number(ANA), [ANA]],
		['a plus sign and spaces', '+49 1520 1234567', [ANA]],
		['two zeros', '0049 1520 1234567', [ANA]],
		['a trunk zero', '+49 (0) 1520 1234567', [ANA]],
		['Arabic digits', '+٤٩ ١٥٢٠ ١٢٣٤٥٦٧', [ANA]],
		['several numbers', '+49 1520 1234567, +60 12-324 0066', [ANA, BEN]],
		['a number and what is none', '+49 1520 1234567, unknown', [ANA]],
		['nothing', null, []],
	])('looks up what the trigger noted, from %s', async (_, phone, noted) => {
		const account = await createAccount('dialog360');
		const { items, errorItems } = await runExampleNode(
			account,
			getNode('opt-out-360dialog', 'Recipients'),
			[{ name: 'Ana', phone: phone as string }],
		);
		const { conditions } = getConditions(getNode('opt-out-360dialog', 'Not opted out'));
		const key = conditions.find(({ keyName }) => keyName === 'customer')?.keyValue;
		const { to } = getNode('opt-out-360dialog', 'Send the offer').parameters;
		expect(items.map(({ json }) => evaluate(key, json))).toEqual(noted);
		expect(items.map(({ json }) => evaluate(to, json))).toEqual(noted);
		expect(errorItems).toHaveLength(noted.length === 0 || String(phone).includes('un') ? 1 : 0);
		expect(await account.requests()).toEqual([]);
	});
});

describe.each(['once-with-redis-360dialog', 'once-with-postgres-360dialog'])('%s', (example) => {
	it('has a key for each recipient of an order', async () => {
		const account = await createAccount('dialog360');
		const { items } = await runExampleNode(account, getNode(example, 'Recipients'), [
			{ orderNumber: 'A-1042', phone: `${ANA}, ${BEN}` },
		]);
		expect(items.map(({ json }) => json.to)).toEqual([ANA, BEN]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }]);
		expect(JSON.stringify(getNode(example, 'First to ask').parameters)).toContain('$json.to');
		expect(JSON.stringify(getNode(example, 'Release the key').parameters)).toContain(
			"$('Recipients').item.json.to",
		);
		expect(await account.requests()).toEqual([]);
	});
});

describe('fallback-360dialog-bulk360', () => {
	it('sends through the second provider to whom the first one didn’t, and to nobody else', async () => {
		const [first, second] = [await freeAccount(), await createAccount('bulk360')];
		await first.setOutcome({ to: BEN, reject: { code: 131042 } });
		const order = { customerName: 'Ana', orderNumber: 'A-1042', phone: `${ANA}, ${BEN}` };
		const failed = await runExampleNode(
			first,
			getNode('fallback-360dialog-bulk360', 'First: 360dialog'),
			[order],
		);
		expect(failed.items.map(({ json }) => json.to)).toEqual([ANA]);
		// n8n adds the fields of the input item.
		const items = failed.errorItems.map(({ json }) => ({ ...order, ...json }));
		const sent = await runExampleNode(
			second,
			getNode('fallback-360dialog-bulk360', 'Second: Bulk360'),
			items,
		);
		expect(sent.json.map(({ to }) => to)).toEqual([BEN]);
		expect((await first.messages()).map(({ to }) => to)).toEqual([ANA]);
		expect((await second.messages()).map(({ to }) => to)).toEqual([BEN]);
	});
});

describe('crm-sync-360dialog', () => {
	it('tells a customer once, although HubSpot repeats its call', async () => {
		await initDeduplication();
		const account = await freeAccount();
		const body = { contactId: 151, phone: ANA, firstName: 'Ana', orderNumber: 'A-1042' };
		const run = async (orderNumber: string) =>
			await runExampleNode(
				account,
				getNode('crm-sync-360dialog', 'Tell the customer'),
				[{ body: { ...body, orderNumber } }],
				{ nodeId: 'crm' },
			);
		const results = [await run('A-1042'), await run('A-1042'), await run('A-1043')];
		expect(results.map(({ json }) => json[0]?.status)).toEqual(['accepted', 'skipped', 'accepted']);
	});

	it('changes nothing of a contact that HubSpot has', () => {
		const { jsonBody } = getNode('crm-sync-360dialog', 'Contact').parameters;
		expect(evaluate(jsonBody, { from: ANA, fromName: '~ana~' })).toEqual({
			inputs: [{ idProperty: 'whatsapp_number', id: ANA, properties: { whatsapp_number: ANA } }],
		});
	});
});

describe('ai-agent-360dialog', () => {
	const saysSomething = (output: string) => {
		const { conditions } = getConditions(getNode('ai-agent-360dialog', 'Something left to say'));
		return evaluate(conditions[1]?.leftValue, { output }) === false;
	};

	it.each(['SENT', 'SENT.', 'Sent', '**SENT**', ' "sent"\n', '„SENT“', '✅ Sent!'])(
		'keeps %j from the customer',
		(output) => {
			expect(saysSomething(output)).toBe(false);
		},
	);

	it.each(['I sent it.', 'Sent to you', 'Sentences', 'Присмотр', '👍'])('sends %j', (output) => {
		expect(saysSomething(output)).toBe(true);
	});
});

/** A phone number from a spreadsheet or a database may be a number, which has no such method. */
it.each(readdirSync(FOLDER).filter((name) => name.endsWith('.json')))(
	'%s calls no method of a phone number’s text',
	(file) => {
		const text = readFileSync(path.join(FOLDER, file), 'utf8');
		expect(text).not.toMatch(/\.(?:phone|manager|to)\??\.\w+\(/);
	},
);
