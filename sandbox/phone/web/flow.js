/**
 * The screens of a WhatsApp Flow: Meta's Flow JSON, and the answer that it makes of what was filled in
 * (Meta: Flow JSON, Components, Response Message Webhook).
 */

const option = (title) => ({ id: title.toLowerCase(), title });
const form = (children, payload) => [
	...children,
	{ type: 'Footer', label: 'Send', 'on-click-action': { name: 'complete', payload } },
];

/** For a Flow that nobody has told the sandbox of (setting `flows`). */
export const SAMPLE_FLOW = {
	screens: [
		{
			id: 'SAMPLE',
			layout: {
				children: form([
					{
						type: 'TextCaption',
						text: 'A sample form: the sandbox does not have the screens of this Flow.',
					},
					{ type: 'TextInput', name: 'name', label: 'Name', required: true },
					{
						type: 'RadioButtonsGroup',
						name: 'service',
						label: 'Service',
						'data-source': ['Repair', 'Delivery', 'Advice'].map(option),
						required: true,
					},
					{ type: 'TextInput', name: 'people', label: 'People', 'input-type': 'number' },
					{ type: 'DatePicker', name: 'date', label: 'Date' },
				]),
			},
		},
	],
};

const addressField = (name, label, more) => ({ type: 'TextInput', name, label, ...more });

/** WhatsApp's own address form, as it looks for Singapore. */
export const ADDRESS_FORM = {
	screens: [
		{
			id: 'ADDRESS',
			layout: {
				children: form(
					[
						addressField('name', 'Name', { required: true, 'init-value': 'Ana' }),
						addressField('address', 'Address', {
							required: true,
							'init-value': '1 Orchard Road',
						}),
						addressField('city', 'City', { 'init-value': 'Singapore' }),
						addressField('sing_post_code', 'Postal code', { 'init-value': '238823' }),
					],
					{
						values: {
							name: '${form.name}',
							address: '${form.address}',
							city: '${form.city}',
							sing_post_code: '${form.sing_post_code}',
						},
					},
				),
			},
		},
	],
};

const parse = (json) => {
	try {
		return typeof json === 'string' ? JSON.parse(json) : json;
	} catch {
		return undefined;
	}
};

/** By ID or name among the account's; a template may bring its own. */
export const findFlow = (flows, { id, name, json }) => {
	const found = parse(json) ?? parse(flows?.[id] ?? flows?.[name]);
	return found?.screens?.length ? found : SAMPLE_FLOW;
};

/** A Form holds fields, an If shows what it holds: here always. */
const flatten = (children = []) =>
	children.flatMap((child) =>
		child.type === 'Form' || child.type === 'If' ? flatten(child.children ?? child.then) : [child],
	);

export const getParts = (screen) => flatten(screen.layout?.children);

const lookUp = (path, sources) => {
	const [first, ...others] = path.split('.');
	// `screen.FIRST.form.name` is `form.name` of an earlier screen.
	const [source, keys] =
		first === 'screen'
			? [sources.screens[others[0]], others.slice(1)]
			: [sources, [first, ...others]];
	return keys.reduce((value, key) => value?.[key], source);
};

/** `${form.name}` and `${data.name}`, at any depth; what was not filled in is left out of the JSON. */
export function resolve(value, sources) {
	if (Array.isArray(value)) return value.map((item) => resolve(item, sources));
	if (value && typeof value === 'object') {
		return Object.fromEntries(
			Object.entries(value).map(([key, item]) => [key, resolve(item, sources)]),
		);
	}
	if (typeof value !== 'string') return value;
	const whole = /^\$\{([\w.-]+)\}$/.exec(value);
	if (whole) return lookUp(whole[1], sources);
	return value.replace(/\$\{([\w.-]+)\}/g, (_, path) => String(lookUp(path, sources) ?? ''));
}

const MANY = ['CheckboxGroup', 'ChipsSelector'];
export const isMany = ({ type }) => MANY.includes(type);

/**
 * What a screen's fields hold, as Flows sends it: text, also of numbers and dates; a list of IDs; true or
 * false for an OptIn. Assumed: a field left empty is not sent.
 */
export function readFields(element, parts) {
	const data = new FormData(element);
	const values = {};
	for (const part of parts.filter(({ name }) => name)) {
		if (isMany(part)) values[part.name] = data.getAll(part.name);
		else if (part.type === 'OptIn') values[part.name] = data.has(part.name);
		else if (data.get(part.name)) values[part.name] = data.get(part.name);
	}
	return values;
}

/** Why a group of checkboxes may not be sent as it is: browsers know no rule for these. */
export const findMissing = (parts, values) =>
	parts.find((part) => {
		const least = part['min-selected-items'] ?? (part.required ? 1 : 0);
		const most = part['max-selected-items'] ?? Infinity;
		const many = values[part.name]?.length;
		return isMany(part) && (many < least || many > most);
	});

export const getAction = (parts) =>
	parts.find(({ type }) => type === 'Footer')?.['on-click-action'] ?? { name: 'complete' };

/** The next screen: named by the action; a business's own endpoint names it, which nobody asks here. */
export const nextScreen = (flow, screen, action) => {
	const id =
		action.name === 'navigate'
			? action.next?.name
			: action.name === 'data_exchange' && flow.routing_model?.[screen.id]?.[0];
	return flow.screens.find((one) => one.id === id);
};

/** The answer: what the last screen's action names, or all that was filled in. */
export const getAnswer = (action, sources, token) => ({
	...(token !== undefined && { flow_token: token }),
	...(action.payload
		? resolve(action.payload, sources)
		: Object.assign({}, ...Object.values(sources.screens).map((one) => one.form))),
});
