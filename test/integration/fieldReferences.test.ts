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
	own: unknown;
	n8n: unknown;
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

/** Reads the field as an operation does, and as n8n does. */
async function read(text: unknown, json: IDataObject): Promise<Read> {
	const reads: Read[] = [];
	class Probe extends WhatsAppBsp {
		async execute(this: IExecuteFunctions) {
			let evaluations = 0;
			const evaluate = (...args: Parameters<IExecuteFunctions['getNodeParameter']>) => {
				evaluations += 1;
				return this.getNodeParameter(...args);
			};
			const context = Object.create(this, { getNodeParameter: { value: evaluate } }) as typeof this;
			const own = attempt(() => new RunParameters(context, 'dialog360').forItem(0)(PROPERTY));
			const n8n = attempt(() => this.getNodeParameter('text', 0, null, { skipValidation: true }));
			reads.push({ own, n8n, evaluations });
			return [[]];
		}
	}
	const parameters = { operation: 'sendText', to: '60123456789', text } as INodeParameters;
	const { error } = await runNode(await freeAccount(), parameters, {
		items: [{ json }],
		nodeType: new Probe(),
	});
	expect(error).toBeUndefined();
	return reads[0];
}

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
	['={{ $json.customer.name }}', 'Ana'],
	["={{ $json['First Name'] }}", 'Ana'],
	['={{ $json["First Name"] }}', 'Ana'],
	[`={{ $json["it's"] }}`, 'apostrophe'],
	[`={{ $json['a"b'] }}`, 'quote'],
	["={{ $json['1'] }}", 'one'],
	['={{ $json.customer["address"].city }}', 'Ipoh'],
	['={{ $json.customer.address.city }}', 'Ipoh'],
])('reads a field of the item without n8n: %s', async (expression, value) => {
	expect(await read(expression, JSON_VALUES)).toEqual({ own: value, n8n: value, evaluations: 0 });
});

it('reads a collection of such fields, and of what is entered, without n8n', async () => {
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
	expect(await read(entered, JSON_VALUES)).toEqual({ own: value, n8n: value, evaluations: 0 });
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
	'={{ $json.toString }}',
	'={{ $json.constructor }}',
	'={{ $json.constructor.name }}',
	'={{ $json.__proto__.text }}',
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
	expect(evaluations).toBe(1);
});

it('leaves a collection to n8n if one of its expressions is more than a field', async () => {
	const entered = { a: '={{ $json.text }}', b: ['={{ $json.number + 1 }}'] };
	const { own, n8n, evaluations } = await read(entered, JSON_VALUES);
	expect({ own, evaluations }).toEqual({ own: { a: 'Hi, *Ana*', b: [13.5] }, evaluations: 1 });
	expect(n8n).toEqual(own);
});
