/** A field of a node's description, as n8n sends it to the editor. */
export interface Field {
	name: string;
	type: string;
	default?: unknown;
	options?: Array<Field & { value?: unknown; values?: Field[] }>;
	typeOptions?: { multipleValues?: boolean };
	displayOptions?: { show?: Record<string, unknown[]>; hide?: Record<string, unknown[]> };
}

export type Values = Record<string, unknown>;

/** Choices that bring up further fields. */
const CHOSEN: Readonly<Values> = {
	batch: 'count',
	groupBy: 'sender',
	headerType: 'document',
	outsideWindow: 'template',
	template: { __rl: true, mode: 'id', value: 'order_update_named|en' },
};

/** One panel for each of an operation's faces, by the field that changes it. */
const FACES = ['interactiveType', 'mediaSource', 'templateInput'];

/** Whether the field shows with `values`; conditions that begin with a slash look at the node. */
function shows({ displayOptions = {} }: Field, values: Values, node: Values): boolean {
	const getValue = (key: string) => (key.startsWith('/') ? node[key.slice(1)] : values[key]);
	const holds = ([key, allowed]: [string, unknown[]]) =>
		[getValue(key)].flat().some((value) => allowed.includes(value));
	const { show = {}, hide = {} } = displayOptions;
	return Object.entries(show).every(holds) && !Object.entries(hide).some(holds);
}

/** How a field is opened as far as it goes; a field of any other type stays as it is. */
const OPENED: Readonly<Record<string, (field: Field, node: Values) => unknown>> = {
	boolean: () => true,
	collection: ({ options = [] }, node) => getValues(options, node),
	fixedCollection: ({ options = [], typeOptions }, node) =>
		Object.fromEntries(
			options.map(({ name, values = [] }) => {
				const entry = getValues(values, node);
				return [name, typeOptions?.multipleValues ? [entry] : entry];
			}),
		),
};

/** A value for each field that shows, in their order: what is chosen first shows the next. */
function getValues(fields: Field[], node: Values): Values {
	const values: Values = {};
	for (const field of fields) {
		if (field.name in values || !shows(field, values, node)) continue;
		values[field.name] = CHOSEN[field.name] ?? OPENED[field.type]?.(field, node) ?? field.default;
	}
	return values;
}

/** The parameters of a panel with every collection opened and an entry in every list. */
export function opened(properties: Field[], chosen: Values): Values {
	const node = { ...chosen };
	for (const field of properties) {
		if (field.name in node || !shows(field, node, node)) continue;
		const isOuter = field.type === 'collection' || field.type === 'fixedCollection';
		node[field.name] =
			CHOSEN[field.name] ?? (isOuter ? OPENED[field.type]?.(field, node) : field.default);
	}
	return node;
}

/** The faces of a panel: one for each choice of the field that changes it most, else one. */
export function getFaces(properties: Field[], chosen: Values): Values[] {
	const start = opened(properties, chosen);
	const field = properties.find(
		(candidate) => FACES.includes(candidate.name) && shows(candidate, start, start),
	);
	const choices = field?.options?.map(({ value }) => ({ ...chosen, [field.name]: value }));
	return (choices ?? [chosen]).map((choice) => opened(properties, choice));
}
