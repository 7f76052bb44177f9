import type { IDataObject } from 'n8n-workflow';

/** A button of a template, as Meta defines it: `type` in capitals, the rest depends on it. */
export interface TemplateButton extends IDataObject {
	type: string;
	text?: string;
	url?: string;
}

/** A component of a template's definition; `cards` only in a carousel. */
export interface TemplatePart {
	/** `HEADER`, `BODY`, `FOOTER`, `BUTTONS`, `CAROUSEL`, `LIMITED_TIME_OFFER`. */
	type: string;
	/** Of a header: `TEXT`, `IMAGE`, `VIDEO`, `DOCUMENT`, `LOCATION`, `PRODUCT`. */
	format?: string;
	text?: string;
	example?: IDataObject;
	buttons: TemplateButton[];
	cards: TemplatePart[][];
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
	parts: TemplatePart[];
}

function record(value: unknown): IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as IDataObject)
		: {};
}

function list(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | undefined {
	return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

function capitals(value: unknown): string {
	return (text(value) ?? '').toUpperCase();
}

function partOf(value: unknown): TemplatePart {
	const raw = record(value);
	return {
		type: capitals(raw.type),
		...(raw.format ? { format: capitals(raw.format) } : {}),
		...(text(raw.text) === undefined ? {} : { text: text(raw.text) }),
		...(raw.example ? { example: record(raw.example) } : {}),
		buttons: list(raw.buttons).map((button) => ({
			...record(button),
			type: capitals(record(button).type),
		})),
		cards: list(raw.cards).map((card) => list(record(card).components).map(partOf)),
		raw,
	};
}

/**
 * Reads one entry of 360dialog's list (`waba_templates`, status in lower case) or of Meta's
 * (`data`, status in capitals).
 * @returns undefined when the entry has no name or language
 */
export function definitionOf(entry: unknown): TemplateDefinition | undefined {
	const raw = record(entry);
	const name = text(raw.name);
	const language = text(raw.language) ?? text(record(raw.language).code);
	if (!name || !language) return undefined;
	const reason = text(raw.rejected_reason);
	return {
		id: text(raw.id) ?? null,
		name,
		language,
		category: capitals(raw.category),
		status: (text(raw.status) ?? '').toLowerCase(),
		rejectedReason: reason && reason.toUpperCase() !== 'NONE' ? reason : null,
		...(text(raw.namespace) ? { namespace: text(raw.namespace) } : {}),
		parts: list(raw.components).map(partOf),
	};
}

/** The first part of a type. */
export function partOfType(parts: TemplatePart[], type: string): TemplatePart | undefined {
	return parts.find((part) => part.type === type);
}
