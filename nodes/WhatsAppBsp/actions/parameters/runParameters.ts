import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeParameters,
	INodeProperties,
} from 'n8n-workflow';
import { readFieldReferences } from './fieldReference';

type Properties = readonly INodeProperties[];

/**
 * The node's parameters in one run. n8n evaluates an expression anew whenever it is asked, and that costs
 * more than the rest of the item: each is asked for once an item, and what is no expression once a run.
 */
export class RunParameters {
	/** As entered, expressions included. */
	private readonly entered: INodeParameters;

	private readonly items: INodeExecutionData[];

	/** Values that all items have in common. */
	private readonly fixed = new Map<string, unknown>();

	/**
	 * Whether n8n's value of a parameter was what `readFieldReferences` reads, for the first item that has one: n8n
	 * refuses some names, and a tool's `$json` is another item.
	 */
	private readonly matchesN8n = new Map<string, boolean>();

	private readonly indexes = new Map<Properties, Map<string, INodeProperties>>();

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly provider: string,
	) {
		this.entered = context.getNode().parameters;
		this.items = context.getInputData();
	}

	/** Where several fields have one name, the one that is shown for the provider. */
	find(properties: Properties, name: string): INodeProperties | undefined {
		let index = this.indexes.get(properties);
		if (!index) {
			const shown = properties.filter(({ displayOptions: { show } = {} }) => {
				const providers = show?.provider ?? show?.['/provider'];
				return !providers || providers.includes(this.provider);
			});
			// The first of a name wins.
			index = new Map(shown.reverse().map((property) => [property.name, property]));
			this.indexes.set(properties, index);
		}
		return index.get(name);
	}

	/** @returns reads a field of one item */
	forItem(itemIndex: number): (property: INodeProperties) => unknown {
		const evaluated = new Map<string, unknown>();
		return (property) => {
			const { name } = property;
			if (this.fixed.has(name)) return this.fixed.get(name);
			if (evaluated.has(name)) return evaluated.get(name);
			const value = this.read(property, itemIndex);
			const values = holdsExpression(this.entered[name]) ? evaluated : this.fixed;
			values.set(name, value);
			return value;
		};
	}

	private read({ name, type }: INodeProperties, itemIndex: number): unknown {
		const isLocator = type === 'resourceLocator';
		const direct = isLocator
			? undefined
			: readFieldReferences(this.entered[name], this.items[itemIndex].json);
		if (direct === undefined) return this.evaluate(name, itemIndex, isLocator);
		if (this.matchesN8n.get(name)) return direct;
		const value = this.evaluate(name, itemIndex, isLocator);
		if (!this.matchesN8n.has(name))
			this.matchesN8n.set(name, JSON.stringify(direct) === JSON.stringify(value));
		return value;
	}

	private evaluate(name: string, itemIndex: number, isLocator: boolean): unknown {
		// No field asks for n8n's validation, which would look through all fields of the node.
		return this.context.getNodeParameter(name, itemIndex, null, {
			skipValidation: true,
			...(isLocator ? { extractValue: true } : {}),
		});
	}
}

function holdsExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	return typeof value === 'object' && value !== null && Object.values(value).some(holdsExpression);
}
