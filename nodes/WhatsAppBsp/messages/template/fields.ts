import type { IDataObject } from 'n8n-workflow';
import type { MediaType } from '../mediaTypes';
import type { Violation } from '../../core/validation';
import type { MediaSource } from '../mediaSource';

/** How a field's value is parsed, see `parseValues.ts`. */
export type FieldKind = 'text' | 'urlSuffix' | 'media' | 'number' | 'time' | 'json' | 'products';

/** A value that has to be filled into a template. */
export interface TemplateField {
	/** Letters, digits and underscores: `body_1`, `body_first_name`, `card_0_header_image`. */
	id: string;
	/** What the editor and every message call it. */
	label: string;
	/** The template's own example, where it has one. */
	example?: string;
	kind: FieldKind;
	required: boolean;
	/** Highest number of code points. */
	limit?: number;
	/** Of a number. */
	range?: [number, number];
	/** An ID or a code: space around it is removed. */
	isToken?: true;
	mediaType?: MediaType;
	/** Of a URL suffix: what the template's URL begins with. */
	prefix?: string;
}

/** A section of a product list in Cloud API format. */
export interface TemplateProductSection extends IDataObject {
	title: string;
	product_items: Array<{ product_retailer_id: string }>;
}

/** The parsed values, by field ID. An optional field without a value is absent. */
export class TemplateValues {
	constructor(private readonly values: ReadonlyMap<string, unknown>) {}

	has(id: string): boolean {
		return this.values.has(id);
	}

	text(id: string): string {
		return String(this.values.get(id) ?? '');
	}

	number(id: string): number {
		return this.values.get(id) as number;
	}

	media(id: string): MediaSource | undefined {
		return this.values.get(id) as MediaSource | undefined;
	}

	json(id: string): IDataObject {
		return this.values.get(id) as IDataObject;
	}

	sections(id: string): TemplateProductSection[] {
		return (this.values.get(id) ?? []) as TemplateProductSection[];
	}
}

/** One section of a template: its fields, and what they are built into. */
export interface TemplateSection {
	fields: TemplateField[];
	/** The component in the Cloud API's JSON; undefined when the section needs none. */
	component(values: TemplateValues): IDataObject | undefined;
	/** What is wrong with the section as a whole. */
	validate?(values: TemplateValues): Violation[];
}

/** Where in the template a section is: at the top, or in a card. */
export interface FieldPrefix {
	/** Begins every field ID. */
	id: string;
	/** Begins every label. */
	label: string;
}

export const ROOT: FieldPrefix = { id: '', label: '' };
