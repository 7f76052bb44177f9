import type { IDataObject } from 'n8n-workflow';
import { getOwn } from '../../core/parse';
import type { Violation } from '../../core/validation';
import type { TemplateButton } from './parseTemplate';
import type { TemplateValues, TemplateSection, FieldPrefix, TemplateField } from './fields';
import { getPrefix, hasPlaceholder } from './placeholders';
import { getButtonExample } from './texts';

/** Code points of a coupon code. Assumption: Meta's pages give 15 and 20; the higher one is checked. */
const COUPON = 20;

/** The token of a flow when none was entered. Source: Meta, "Sending a Flow". */
const NO_TOKEN = 'unused';

interface ButtonPrefix {
	index: number;
	/** Begins the ID of each of the button's fields. */
	id: string;
	/** The label of one of its fields. */
	label(field: string): string;
}

/** The fields of one kind of button, and the parameter that they are built into. */
interface ButtonKind {
	subType: string;
	fields(button: TemplateButton, prefix: ButtonPrefix): TemplateField[];
	/** Undefined: the button is sent without a component. */
	parameter(values: TemplateValues, id: string): IDataObject | undefined;
}

const KINDS: Readonly<Record<string, ButtonKind>> = {
	URL: {
		subType: 'url',
		fields: ({ url = '', example }, { id, label }) => {
			if (!hasPlaceholder(url)) return [];
			const prefix = getPrefix(url);
			const hint = getButtonExample(example);
			const end = hint?.startsWith(prefix) ? hint.slice(prefix.length) : hint;
			return [
				{
					id: `${id}_url`,
					label: label('URL Suffix'),
					...(end ? { example: end } : {}),
					kind: 'urlSuffix',
					prefix,
					required: true,
				},
			];
		},
		parameter: (values, id) =>
			values.has(`${id}_url`) ? { type: 'text', text: values.text(`${id}_url`) } : undefined,
	},
	QUICK_REPLY: {
		subType: 'quick_reply',
		fields: (_button, { id, label }) => [
			{
				id: `${id}_payload`,
				label: label('Payload'),
				kind: 'text',
				isToken: true,
				required: false,
			},
		],
		parameter: (values, id) =>
			values.has(`${id}_payload`)
				? { type: 'payload', payload: values.text(`${id}_payload`) }
				: undefined,
	},
	COPY_CODE: {
		subType: 'copy_code',
		fields: ({ example }, { id, label }) => {
			const hint = getButtonExample(example);
			return [
				{
					id: `${id}_code`,
					label: label('Code'),
					...(hint ? { example: hint } : {}),
					kind: 'text',
					isToken: true,
					limit: COUPON,
					required: true,
				},
			];
		},
		parameter: (values, id) => ({
			type: 'coupon_code',
			coupon_code: values.text(`${id}_code`),
		}),
	},
	FLOW: {
		subType: 'flow',
		fields: (_button, { id, label }) => [
			{
				id: `${id}_flow_token`,
				label: label('Flow Token'),
				kind: 'text',
				isToken: true,
				required: false,
			},
			{ id: `${id}_flow_data`, label: label('Flow Data (JSON)'), kind: 'json', required: false },
		],
		parameter: (values, id) => ({
			type: 'action',
			action: {
				flow_token: values.has(`${id}_flow_token`) ? values.text(`${id}_flow_token`) : NO_TOKEN,
				...(values.has(`${id}_flow_data`)
					? { flow_action_data: values.json(`${id}_flow_data`) }
					: {}),
			},
		}),
	},
	CATALOG: {
		subType: 'catalog',
		fields: (_button, { id, label }) => [
			{
				id: `${id}_thumbnail`,
				label: label('Thumbnail SKU'),
				kind: 'text',
				isToken: true,
				required: false,
			},
		],
		parameter: (values, id) =>
			values.has(`${id}_thumbnail`)
				? {
						type: 'action',
						action: { thumbnail_product_retailer_id: values.text(`${id}_thumbnail`) },
					}
				: undefined,
	},
	MPM: {
		subType: 'mpm',
		fields: (_button, { id, label }) => [
			{
				id: `${id}_products`,
				label: label('Products'),
				example: 'Shoes: SKU1, SKU2; Hats: SKU3',
				kind: 'products',
				required: true,
			},
			{
				id: `${id}_thumbnail`,
				label: label('Thumbnail SKU'),
				kind: 'text',
				isToken: true,
				required: false,
			},
		],
		parameter: (values, id) => {
			const sections = values.sections(`${id}_products`);
			const [first] = sections.flatMap(({ product_items: items }) => items);
			const thumbnail = values.has(`${id}_thumbnail`)
				? values.text(`${id}_thumbnail`)
				: first?.product_retailer_id;
			return {
				type: 'action',
				action: {
					thumbnail_product_retailer_id: thumbnail,
					sections: sections.map(({ title, ...section }) => ({
						...(title ? { title } : {}),
						...section,
					})),
				},
			};
		},
	},
};

/** Kinds that need no parameter. Source: Meta, "Template components"; the last three are seen only. */
const WITHOUT_PARAMETER: readonly string[] = [
	'PHONE_NUMBER',
	'OTP',
	'SPM',
	'VOICE_CALL',
	'REQUEST_CONTACT_INFO',
	'APP',
	'REMINDER',
	'BOOKING_CONFIRMATION',
];

/** `ORDER_DETAILS`, and kinds newer than this node: their JSON has no fields here. */
function validateKind({ type }: TemplateButton): Violation[] {
	if (getOwn(KINDS, type) || WITHOUT_PARAMETER.includes(type)) return [];
	const problem = `has a button of type ${type || 'unknown'}, which this node has no fields for; set 'Fill In With' to 'Components (JSON)'`;
	return [{ field: 'Template', problem }];
}

function buildButtonSection(button: TemplateButton, prefix: ButtonPrefix): TemplateSection {
	const kind = getOwn(KINDS, button.type);
	const { id, index } = prefix;
	return {
		validate: () => validateKind(button),
		fields: kind?.fields(button, prefix) ?? [],
		component: (values) => {
			const parameter = kind?.parameter(values, id);
			return kind && parameter
				? {
						type: 'button',
						sub_type: kind.subType,
						index: String(index),
						parameters: [parameter],
					}
				: undefined;
		},
	};
}

/** One section per button, in their order. */
export function buildButtonSections(
	buttons: TemplateButton[],
	prefix: FieldPrefix,
): TemplateSection[] {
	return buttons.map((button, index) =>
		buildButtonSection(button, {
			index,
			id: `${prefix.id}button_${index}`,
			label: (field) => `${prefix.label}${field} “${button.text ?? index + 1}”`,
		}),
	);
}

/** Whether the button of an authentication template contains the code. */
export function hasCode({ type, url = '' }: TemplateButton): boolean {
	return type === 'OTP' || (type === 'URL' && hasPlaceholder(url));
}
