import type { IDataObject } from 'n8n-workflow';
import { bodyText } from './texts';
import { buttonParts, carriesCode } from './buttons';
import { partOfType, type TemplateDefinition, type TemplatePart } from './definition';
import { TOP, type Part, type Place } from './fields';
import { header } from './headers';

/** Code points of a one-time password. Source: Meta, "Authentication templates". */
const CODE = 15;

function components(parts: Part[], values: Parameters<Part['component']>[0]): IDataObject[] {
	return parts
		.map((part) => part.component(values))
		.filter((component): component is IDataObject => component !== undefined);
}

/** The code alone: it stands in the body and in the button that copies it. */
function authenticationParts({ parts }: TemplateDefinition): Part[] {
	const id = 'code';
	const buttons = parts.flatMap((part) => part.buttons);
	const text = partOfType(parts, 'BODY')?.text ?? '{{1}}';
	const parameters = (code: string) => [{ type: 'text', text: code }];
	return [
		{
			fields: [{ id, label: 'One-Time Password', kind: 'text', limit: CODE, required: true }],
			component: (values) => ({ type: 'body', parameters: parameters(values.text(id)) }),
			preview: (values) => [text.replace(/\{\{[^{}]*\}\}/g, () => values.text(id))],
		},
		...buttons.map(
			(button, index): Part => ({
				fields: [],
				component: (values) =>
					carriesCode(button)
						? {
								type: 'button',
								sub_type: 'url',
								index: String(index),
								parameters: parameters(values.text(id)),
							}
						: undefined,
				preview: () => [`[${button.text ?? button.type}]`],
			}),
		),
	];
}

function offer({ raw }: TemplatePart, place: Place): Part {
	const { text = '', has_expiration: expires } = (raw.limited_time_offer ?? {}) as IDataObject;
	const id = `${place.id}offer_expires`;
	const time = (ms: number) => new Date(ms).toISOString();
	return {
		fields: expires
			? [{ id, label: `${place.label}Offer Expires`, kind: 'time', required: true }]
			: [],
		component: (values) =>
			expires
				? {
						type: 'limited_time_offer',
						parameters: [
							{
								type: 'limited_time_offer',
								limited_time_offer: { expiration_time_ms: values.number(id) },
							},
						],
					}
				: undefined,
		preview: (values) => [
			[String(text), expires ? `(until ${time(values.number(id))})` : ''].filter(Boolean).join(' '),
		],
	};
}

function carousel({ cards }: TemplatePart, place: Place): Part {
	const inside = cards.map((card, i) =>
		partsIn(card, { id: `${place.id}card_${i}_`, label: `${place.label}Card ${i + 1}: ` }),
	);
	return {
		fields: inside.flat().flatMap(({ fields }) => fields),
		component: (values) => ({
			type: 'carousel',
			cards: inside.map((parts, index) => ({
				card_index: index,
				components: components(parts, values),
			})),
		}),
		preview: (values) =>
			inside.flatMap((parts, i) => [
				`— Card ${i + 1} —`,
				...parts.flatMap((part) => part.preview(values)),
			]),
		check: (values) => inside.flat().flatMap((part) => part.check?.(values) ?? []),
	};
}

/** How each component of a definition is filled. What is not here cannot be filled: a footer. */
const PARTS: Readonly<
	Record<string, (part: TemplatePart, place: Place, isAlone: boolean) => Part[]>
> = {
	HEADER: (part, place) => [header(part, place)],
	BODY: (part, place, isAlone) => [bodyText(part, place, isAlone)],
	FOOTER: ({ text }) => [
		{ fields: [], component: () => undefined, preview: () => (text ? [text] : []) },
	],
	BUTTONS: ({ buttons }, place) => buttonParts(buttons, place),
	LIMITED_TIME_OFFER: (part, place) => [offer(part, place)],
	CAROUSEL: (part, place) => [carousel(part, place)],
};

function partsIn(parts: TemplatePart[], place: Place): Part[] {
	return parts.flatMap((part) => PARTS[part.type]?.(part, place, parts.length === 1) ?? []);
}

/** Everything in a template, in the order in which the customer sees it. */
export function partsOf(definition: TemplateDefinition): Part[] {
	return definition.category === 'AUTHENTICATION'
		? authenticationParts(definition)
		: partsIn(definition.parts, TOP);
}

export { components };
