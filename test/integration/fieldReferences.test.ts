import type {
	IDataObject,
	IExecuteFunctions,
	INodeParameters,
	INodeProperties,
} from 'n8n-workflow';
import { RunParameters } from '../../nodes/WhatsAppBsp/actions/parameters/runParameters';
import { WhatsAppBsp } from '../../nodes/WhatsAppBsp/WhatsAppBsp.node';
import { freeAccount } from '../support/accounts';
import { runNode } from '../support/engine';

interface Read {
	/** Of each item. */
	own: unknown[];
	n8n: unknown[];
	/** How often n8n was asked. */
	evaluations: number;
}

const PROPERTY = { name: 'text', type: 'string' } as INodeProperties;

const attempt = (read: () => unknown) => {
	try {
		return read();
	} catch (error) {
		return (error as Error).message;
	}
};

/**
 * Reads the field of each item as an operation does, and as n8n does.
 * @param given what the node sees as its input, if that is not n8n's
 */
async function readAll(text: unknown, jsons: IDataObject[], given?: IDataObject[]): Promise<Read> {
	const reads: Read[] = [];
	class Probe extends WhatsAppBsp {
		async execute(this: IExecuteFunctions) {
			let evaluations = 0;
			const evaluate = (...args: Parameters<IExecuteFunctions['getNodeParameter']>) => {
				evaluations += 1;
				return this.getNodeParameter(...args);
			};
			const input = given?.map((json) => ({ json })) ?? this.getInputData();
			const context = Object.create(this, {
				getNodeParameter: { value: evaluate },
				getInputData: { value: () => input },
			}) as typeof this;
			const parameters = new RunParameters(context, 'dialog360');
			const own = jsons.map((_, i) => attempt(() => parameters.forItem(i)(PROPERTY)));
			const n8n = jsons.map((_, i) =>
				attempt(() => this.getNodeParameter('text', i, null, { skipValidation: true })),
			);
			reads.push({ own, n8n, evaluations });
			return [[]];
		}
	}
	const parameters = { operation: 'sendText', to: '60123456789', text } as INodeParameters;
	const { error } = await runNode(await freeAccount(), parameters, {
		items: jsons.map((json) => ({ json })),
		nodeType: new Probe(),
	});
	expect(error).toBeUndefined();
	return reads[0];
}

const read = async (text: unknown, json: IDataObject) => await readAll(text, [json, json, json]);

const JSON_VALUES: IDataObject = {
	text: 'Hi, *Ana*',
	empty: '',
	expression: '={{ 1 + 1 }}',
	number: 12.5,
	zero: 0,
	yes: true,
	no: false,
	none: null,
	list: ['a', 'b'],
	customer: { name: 'Ana', address: { city: 'Ipoh' }, none: null },
	'First Name': 'Ana',
	"it's": 'apostrophe',
	'a"b': 'quote',
	'{{': 'braces',
	'1': 'one',
	_id: '7',
	été: 'summer',
	toString: 'own',
	caller: '60123456789',
	constructorName: 'Ltd.',
	length: 3,
};

it.each<[string, unknown]>([
	['={{ $json.text }}', 'Hi, *Ana*'],
	['={{$json.text}}', 'Hi, *Ana*'],
	['={{ $json.empty }}', ''],
	['={{ $json.expression }}', '={{ 1 + 1 }}'],
	['={{ $json.number }}', 12.5],
	['={{ $json.zero }}', 0],
	['={{ $json.yes }}', true],
	['={{ $json.no }}', false],
	['={{ $json._id }}', '7'],
	['={{ $json.length }}', 3],
	['={{ $json.toString }}', 'own'],
	['={{ $json.customer.name }}', 'Ana'],
	["={{ $json['First Name'] }}", 'Ana'],
	['={{ $json["First Name"] }}', 'Ana'],
	[`={{ $json["it's"] }}`, 'apostrophe'],
	[`={{ $json['a"b'] }}`, 'quote'],
	["={{ $json['1'] }}", 'one'],
	['={{ $json.customer["address"].city }}', 'Ipoh'],
	['={{ $json.customer.address.city }}', 'Ipoh'],
])('lets n8n evaluate a field of the item once: %s', async (expression, value) => {
	const own = [value, value, value];
	expect(await read(expression, JSON_VALUES)).toEqual({ own, n8n: own, evaluations: 1 });
});

it('lets n8n evaluate a collection of such fields, and of what is entered, once', async () => {
	const entered = {
		header: '={{ $json.text }}',
		count: 3,
		on: false,
		none: null,
		body: [{ name: '1', value: '={{ $json.customer.name }}' }, 'plain', []],
	};
	const value = {
		header: 'Hi, *Ana*',
		count: 3,
		on: false,
		none: null,
		body: [{ name: '1', value: 'Ana' }, 'plain', []],
	};
	const own = [value, value, value];
	expect(await read(entered, JSON_VALUES)).toEqual({ own, n8n: own, evaluations: 1 });
});

it.each([
	'={{ $json.missing }}',
	'={{ $json.missing.name }}',
	'={{ $json.none }}',
	'={{ $json.customer }}',
	'={{ $json.customer.none }}',
	'={{ $json.customer.none.name }}',
	'={{ $json.list }}',
	'={{ $json.list.length }}',
	'={{ $json.text.length }}',
	'={{ $json.text.toUpperCase() }}',
	'={{ $json.text.isEmpty() }}',
	'={{ $json.text.isEmpty }}',
	'={{ $json.constructor }}',
	'={{ $json.constructor.name }}',
	'={{ $json.__proto__.text }}',
	'={{ $json.caller }}',
	"={{ $json['caller'] }}",
	'={{ $json.constructorName }}',
	"={{ $json['First\nName'] }}",
	"={{ $json['constructor'] }}",
	"={{ $json['Second Name'] }}",
	"={{ $json['First\\x20Name'] }}",
	"={{ $json['{{'] }}",
	'={{ $json[\'First Name"] }}',
	'={{ $json[""] }}',
	'={{ $json[First Name] }}',
	'={{ $json.list[0] }}',
	'={{ $json.été }}',
	'={{ $json.number + 1 }}',
	'={{ $json?.text }}',
	'={{ $json }}',
	'={{ $json. }}',
	'={{ $json.1 }}',
	'= {{ $json.text }}',
	'={{ $json.text }} ',
	'={{ $json.text }}{{ $json.text }}',
	'=Hi {{ $json.customer.name }}',
	'={{ $input.item.json.text }}',
	'={{ $("Missing").item.json.text }}',
	'={{ }}',
	'=',
])('leaves to n8n what only n8n knows: %s', async (expression) => {
	const { own, n8n, evaluations } = await read(expression, JSON_VALUES);
	expect(own).toEqual(n8n);
	expect(evaluations).toBe(3);
});

it('leaves a collection to n8n if one of its expressions is more than a field', async () => {
	const entered = { a: '={{ $json.text }}', b: ['={{ $json.number + 1 }}'] };
	const { own, n8n, evaluations } = await read(entered, JSON_VALUES);
	expect({ own, evaluations }).toEqual({
		own: Array.from({ length: 3 }, () => ({ a: 'Hi, *Ana*', b: [13.5] })),
		evaluations: 3,
	});
	expect(n8n).toEqual(own);
});

it('reads each item’s own value, and asks n8n where an item has none', async () => {
	const jsons: IDataObject[] = [{}, { a: 'Ana' }, { a: 'Ben' }, { a: null }, { a: 7 }];
	const own = [undefined, 'Ana', 'Ben', null, 7];
	expect(await readAll('={{ $json.a }}', jsons)).toEqual({ own, n8n: own, evaluations: 3 });
});

it('leaves to n8n what it reads elsewhere, as for a tool of an agent', async () => {
	const given: IDataObject[] = [{ a: 'the model' }, { a: 'the model' }];
	const { own, evaluations } = await readAll('={{ $json.a }}', [{ a: 'Ana' }, { a: 'Ben' }], given);
	expect({ own, evaluations }).toEqual({ own: ['Ana', 'Ben'], evaluations: 2 });
});
