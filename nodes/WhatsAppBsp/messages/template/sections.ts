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
	sections: TemplateSection[],
	values: Parameters<TemplateSection['component']>[0],
): IDataObject[] {
	return sections
		.map((section) => section.component(values))
		.filter((component): component is IDataObject => component !== undefined);
}

/** One field: the code goes into the body and into the button that copies it. */
function buildAuthenticationSections({ components }: TemplateDefinition): TemplateSection[] {
	const id = 'code';
	const buttons = components.flatMap((component) => component.buttons);
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

function buildOfferSection({ raw }: TemplateComponent, prefix: FieldPrefix): TemplateSection {
	const { has_expiration: expires } = asObject(raw.limited_time_offer);
	const id = `${prefix.id}offer_expires`;
	return {
		fields: expires
			? [{ id, label: `${prefix.label}Offer Expires`, kind: 'time', required: true }]
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

function buildCarouselSection({ cards }: TemplateComponent, prefix: FieldPrefix): TemplateSection {
	const inside = cards.map((card, i) =>
		collectSections(card, {
			id: `${prefix.id}card_${i}_`,
			label: `${prefix.label}Card ${i + 1}: `,
		}),
	);
	return {
		fields: inside.flat().flatMap(({ fields }) => fields),
		component: (values) => ({
			type: 'carousel',
			cards: inside.map((sections, index) => ({
				card_index: index,
				components: buildComponents(sections, values),
			})),
		}),
		validate: (values) => inside.flat().flatMap((section) => section.validate?.(values) ?? []),
	};
}

/** The sections of each component type. */
const SECTION_BUILDERS: Readonly<
	Record<
		string,
		(component: TemplateComponent, prefix: FieldPrefix, isAlone: boolean) => TemplateSection[]
	>
> = {
	HEADER: (component, prefix) => [buildHeaderSection(component, prefix)],
	BODY: (component, prefix, isAlone) => [buildBodyText(component, prefix, isAlone)],
	BUTTONS: ({ buttons }, prefix) => buildButtonSections(buttons, prefix),
	LIMITED_TIME_OFFER: (component, prefix) => [buildOfferSection(component, prefix)],
	CAROUSEL: (component, prefix) => [buildCarouselSection(component, prefix)],
};

function collectSections(components: TemplateComponent[], prefix: FieldPrefix): TemplateSection[] {
	return components.flatMap(
		(component) =>
			getOwn(SECTION_BUILDERS, component.type)?.(component, prefix, components.length === 1) ?? [],
	);
}

/** Everything in a template, in the order in which the customer sees it. */
export function getSections(definition: TemplateDefinition): TemplateSection[] {
	return definition.category === 'AUTHENTICATION'
		? buildAuthenticationSections(definition)
		: collectSections(definition.components, ROOT);
}
