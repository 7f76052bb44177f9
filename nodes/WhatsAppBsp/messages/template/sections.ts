import type { IDataObject } from 'n8n-workflow';
import { asObject, getOwn } from '../../core/parse';
import { buildBodyText } from './texts';
import { buildButtonSections, hasCode } from './buttons';
import type { TemplateDefinition, TemplateComponent } from './parseTemplate';
import { ROOT, type TemplateSection, type FieldPrefix } from './fields';
import { buildHeaderSection } from './headers';

/** Code points of a one-time password. Source: Meta, "Authentication templates". */
const CODE = 15;

export function buildComponents(
	parts: TemplateSection[],
	values: Parameters<TemplateSection['component']>[0],
): IDataObject[] {
	return parts
		.map((part) => part.component(values))
		.filter((component): component is IDataObject => component !== undefined);
}

/** One field: the code goes into the body and into the button that copies it. */
function buildAuthenticationSections({ components }: TemplateDefinition): TemplateSection[] {
	const id = 'code';
	const buttons = components.flatMap((part) => part.buttons);
	const parameters = (code: string) => [{ type: 'text', text: code }];
	return [
		{
			fields: [
				{
					id,
					label: 'One-Time Password',
					kind: 'text',
					isToken: true,
					limit: CODE,
					required: true,
				},
			],
			component: (values) => ({ type: 'body', parameters: parameters(values.text(id)) }),
		},
		...buttons.map(
			(button, index): TemplateSection => ({
				fields: [],
				component: (values) =>
					hasCode(button)
						? {
								type: 'button',
								sub_type: 'url',
								index: String(index),
								parameters: parameters(values.text(id)),
							}
						: undefined,
			}),
		),
	];
}

function buildOfferSection({ raw }: TemplateComponent, place: FieldPrefix): TemplateSection {
	const { has_expiration: expires } = asObject(raw.limited_time_offer);
	const id = `${place.id}offer_expires`;
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
	};
}

function buildCarouselSection({ cards }: TemplateComponent, place: FieldPrefix): TemplateSection {
	const inside = cards.map((card, i) =>
		collectSections(card, { id: `${place.id}card_${i}_`, label: `${place.label}Card ${i + 1}: ` }),
	);
	return {
		fields: inside.flat().flatMap(({ fields }) => fields),
		component: (values) => ({
			type: 'carousel',
			cards: inside.map((parts, index) => ({
				card_index: index,
				components: buildComponents(parts, values),
			})),
		}),
		validate: (values) => inside.flat().flatMap((part) => part.validate?.(values) ?? []),
	};
}

/** The sections of each component type. */
const SECTION_BUILDERS: Readonly<
	Record<
		string,
		(part: TemplateComponent, place: FieldPrefix, isAlone: boolean) => TemplateSection[]
	>
> = {
	HEADER: (part, place) => [buildHeaderSection(part, place)],
	BODY: (part, place, isAlone) => [buildBodyText(part, place, isAlone)],
	BUTTONS: ({ buttons }, place) => buildButtonSections(buttons, place),
	LIMITED_TIME_OFFER: (part, place) => [buildOfferSection(part, place)],
	CAROUSEL: (part, place) => [buildCarouselSection(part, place)],
};

function collectSections(parts: TemplateComponent[], place: FieldPrefix): TemplateSection[] {
	return parts.flatMap(
		(part) => getOwn(SECTION_BUILDERS, part.type)?.(part, place, parts.length === 1) ?? [],
	);
}

/** Everything in a template, in the order in which the customer sees it. */
export function getSections(definition: TemplateDefinition): TemplateSection[] {
	return definition.category === 'AUTHENTICATION'
		? buildAuthenticationSections(definition)
		: collectSections(definition.components, ROOT);
}
