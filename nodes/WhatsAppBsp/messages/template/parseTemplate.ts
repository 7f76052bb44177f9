import type { IDataObject } from 'n8n-workflow';
import { asArray, asObject, asText } from '../../core/parse';

/** A button of a template, as Meta defines it: `type` in capitals, the rest depends on it. */
export interface TemplateButton extends IDataObject {
	type: string;
	text?: string;
	url?: string;
}

/** A component of a template's definition; `cards` only in a carousel. */
export interface TemplateComponent {
	/** `HEADER`, `BODY`, `FOOTER`, `BUTTONS`, `CAROUSEL`, `LIMITED_TIME_OFFER`. */
	type: string;
	/** Of a header: `TEXT`, `IMAGE`, `VIDEO`, `DOCUMENT`, `LOCATION`, `PRODUCT`. */
	format?: string;
	text?: string;
	example?: IDataObject;
	buttons: TemplateButton[];
	cards: TemplateComponent[][];
	/** The component as the provider wrote it. */
	raw: IDataObject;
}

/** A template as it was approved, whichever of the two list endpoints it came from. */
export interface TemplateDefinition {
	id: string | null;
	name: string;
	language: string;
	/** Capitals: `MARKETING`, `UTILITY`, `AUTHENTICATION`. */
	category: string;
	/** Lower case: `approved`, `pending`, `rejected`, `paused`, `disabled`. */
	status: string;
	rejectedReason: string | null;
	/** On-Premise only. */
	namespace?: string;
	components: TemplateComponent[];
}

function toUpperText(value: unknown): string {
	return (asText(value) ?? '').toUpperCase();
}

/** Of a component or a button, in Meta's capitals. */
export function getType({ type }: IDataObject): string {
	return toUpperText(type);
}

function parseComponent(value: unknown): TemplateComponent {
	const raw = asObject(value);
	return {
		type: getType(raw),
		...(raw.format ? { format: toUpperText(raw.format) } : {}),
		...(asText(raw.text) === undefined ? {} : { text: asText(raw.text) }),
		...(raw.example ? { example: asObject(raw.example) } : {}),
		buttons: asArray(raw.buttons).map((button) => ({
			...asObject(button),
			type: getType(asObject(button)),
		})),
		cards: asArray(raw.cards).map((card) => asArray(asObject(card).components).map(parseComponent)),
		raw,
	};
}

/**
 * Reads one entry of 360dialog's list (`waba_templates`, status in lower case) or of Meta's
 * (`data`, status in capitals).
 * @returns undefined when the entry has no name or language
 */
export function parseTemplate(entry: unknown): TemplateDefinition | undefined {
	const raw = asObject(entry);
	const name = asText(raw.name);
	const language = asText(raw.language) ?? asText(asObject(raw.language).code);
	if (!name || !language) return undefined;
	const reason = asText(raw.rejected_reason);
	return {
		id: asText(raw.id) ?? null,
		name,
		language,
		category: toUpperText(raw.category),
		status: (asText(raw.status) ?? '').toLowerCase(),
		rejectedReason: reason && reason.toUpperCase() !== 'NONE' ? reason : null,
		...(asText(raw.namespace) ? { namespace: asText(raw.namespace) } : {}),
		components: asArray(raw.components).map(parseComponent),
	};
}

/** The first component of a type. */
export function findComponent(
	components: TemplateComponent[],
	type: string,
): TemplateComponent | undefined {
	return components.find((component) => component.type === type);
}
