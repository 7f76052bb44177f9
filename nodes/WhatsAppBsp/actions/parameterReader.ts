import type {
	IDataObject,
	IExecuteFunctions,
	INodeProperties,
	INodePropertyCollection,
} from 'n8n-workflow';
import { describeNonText, toText } from '../core/toText';
import { InvalidInputError } from '../core/errors';
import type { Violation } from '../core/validation';

/** A field holds what is no text; `textsRefused` knows which. */
export class NoText extends InvalidInputError {
	constructor(value: unknown) {
		super(
			InvalidInputError.fromViolations([{ field: 'A text field', problem: describeNonText(value) }])
				.error,
		);
	}
}

/**
 * A field's value as text.
 * @throws NoText for what is none
 */
export function textIn(value: unknown): string {
	const text = toText(value);
	if (text !== undefined) return text;
	throw new NoText(value);
}

/** The same without space at its ends: ids, links. */
export function wordIn(value: unknown): string {
	return textIn(value).trim();
}

/** Where an expression may give a list as well; each entry is a text. */
const LISTS: readonly string[] = ['productIds', 'websites'];

/** Each entry of theirs is judged by itself, so that one does not keep the others from being served. */
const RECIPIENTS: readonly string[] = ['to', 'users'];

/** Gives the value of a field beside the one that is looked at, or with `/` one of the node's own. */
type Get = (name: string) => unknown;

interface Level {
	get: Get;
	/** Stands before a field's label: `Card 1: `. */
	at: string;
}

type Looker = (property: INodeProperties, value: unknown, level: Level) => Violation[];

function lookAtText(
	{ displayName, name, typeOptions }: INodeProperties,
	value: unknown,
	{ at }: Level,
): Violation[] {
	const isList = LISTS.includes(name) || typeOptions?.multipleValues === true;
	const values: unknown[] = isList && Array.isArray(value) ? value : [value];
	const odd = values.findIndex((each) => toText(each) === undefined);
	return odd < 0 ? [] : [{ field: `${at}${displayName}`, problem: describeNonText(values[odd]) }];
}

/** What is looked into, by the type of the property; everything else holds no text. */
const LOOKERS: Readonly<Partial<Record<INodeProperties['type'], Looker>>> = {
	string: lookAtText,
	options: lookAtText,
	resourceLocator: (property, value, level) => {
		const { value: located = value } = (value ?? {}) as IDataObject;
		return lookAtText(property, located, level);
	},
	collection: ({ options = [] }, value, { get, at }) => {
		const held = (value ?? {}) as IDataObject;
		return lookAt(options as INodeProperties[], { get: within(held, get), at });
	},
	fixedCollection: ({ options = [] }, value, level) =>
		(options as INodePropertyCollection[]).flatMap(({ name, displayName, values }) => {
			const entries: unknown = ((value ?? {}) as IDataObject)[name];
			if (!Array.isArray(entries)) return [];
			const outer = level.at.replace(/: $/, ', ');
			return (entries as IDataObject[]).flatMap((entry, i) =>
				lookAt(values, {
					get: within(entry ?? {}, level.get),
					at: `${outer}${displayName} ${i + 1}: `,
				}),
			);
		}),
};

function within(entry: IDataObject, get: Get): Get {
	return (name) => (name.startsWith('/') ? get(name) : entry[name]);
}

function isShown({ displayOptions }: INodeProperties, get: Get): boolean {
	return Object.entries(displayOptions?.show ?? {}).every(([name, values]) =>
		(values as unknown[] | undefined)?.includes(get(name)),
	);
}

function lookAt(properties: INodeProperties[], level: Level): Violation[] {
	return properties.flatMap((property) => {
		const look = LOOKERS[property.type];
		if (!look || RECIPIENTS.includes(property.name) || !isShown(property, level.get)) return [];
		return look(property, level.get(property.name), level);
	});
}

/**
 * All fields of an item that hold something which no customer should read, such as an object. Fields
 * that the item does not show are nobody's business.
 */
export function textsRefused(
	context: IExecuteFunctions,
	properties: INodeProperties[],
	itemIndex: number,
): Violation[] {
	const known = new Map<string, unknown>();
	const get = (path: string): unknown => {
		const name = path.replace(/^\//, '');
		if (!known.has(name)) known.set(name, valueOf(context, name, itemIndex));
		return known.get(name);
	};
	return lookAt(properties, { get, at: '' });
}

/** An expression that cannot be resolved is told by who needs its value. */
function valueOf(context: IExecuteFunctions, name: string, itemIndex: number): unknown {
	try {
		return context.getNodeParameter(name, itemIndex, null) as unknown;
	} catch {
		return null;
	}
}
