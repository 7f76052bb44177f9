import {
	jsonParse,
	type IDataObject,
	type IExecuteFunctions,
	type INodeProperties,
} from 'n8n-workflow';
import type { Interactive, InteractiveOf, InteractiveType } from '../../../messages/interactive';
import { validateChoice } from '../../../core/validation';
import { assertValid } from '../../fields';
import { textIn, wordIn } from '../../parameterReader';
import { readMediaSource, type SourceFieldNames } from '../mediaSource';
import type { MediaSource } from '../../../messages/mediaSource';

/** Reads the fields of one item. */
export interface Form {
	/** A text as it was entered. */
	text(name: string): string;
	/** A text without space at its ends: ids, links. */
	word(name: string): string;
	/**
	 * What was chosen from a list; the first when nothing was.
	 * @throws InvalidInput when an expression gave what is not in the list
	 */
	choice<C extends string>(label: string, name: string, choices: readonly C[]): C;
	/** A value of any type; null when the field is not shown. */
	value(name: string): unknown;
	/** Entries of a fixed collection, by its path: `buttons.button`. */
	entries(path: string): IDataObject[];
	source(get: (name: string) => unknown, names?: SourceFieldNames): Promise<MediaSource>;
}

export function createForm(context: IExecuteFunctions, itemIndex: number): Form {
	const value = (name: string) => context.getNodeParameter(name, itemIndex, null) as unknown;
	return {
		value,
		text: (name) => textIn(value(name)),
		word: (name) => textIn(value(name)).trim(),
		choice: (label, name, choices) => {
			const chosen = wordIn(value(name)) || choices[0];
			assertValid(validateChoice(label, chosen, choices));
			return chosen as (typeof choices)[number];
		},
		entries: (path) => toEntries(context.getNodeParameter(path, itemIndex, [])),
		source: async (get, names) => await readMediaSource(context, itemIndex, get, names),
	};
}

/** Entries of a fixed collection inside another one's entry. */
export function toEntries(value: unknown): IDataObject[] {
	return Array.isArray(value) ? (value as IDataObject[]) : [];
}

/** Several words in one field: a list from an expression, or text with commas or line breaks between. */
export function parseTexts(value: unknown): string[] {
	const parts = Array.isArray(value) ? value : textIn(value).split(/[,;\n]/);
	return parts.map(wordIn).filter((part) => part !== '');
}

/** JSON as its value; text that is none stays text, so that the check can say so. */
export function parseJsonField(value: unknown): unknown {
	return typeof value === 'string' ? jsonParse(value, { fallbackValue: value }) : value;
}

/** What a type's own fields say, without header, text and footer. */
export type OwnPart<T extends InteractiveType> = Omit<
	InteractiveOf<T>,
	Exclude<keyof Interactive, 'type'>
>;

/** One interactive type in the editor. */
export interface InteractiveForm<T extends InteractiveType> {
	name: string;
	description: string;
	/** The type's own fields, beside header, text and footer. */
	fields: INodeProperties[];
	read(form: Form): OwnPart<T> | Promise<OwnPart<T>>;
}

/** A collection of entries with a button that adds one. */
export function entriesField(
	field: Pick<INodeProperties, 'displayName' | 'name' | 'placeholder' | 'description'>,
	entry: { displayName: string; name: string; values: INodeProperties[] },
): INodeProperties {
	return {
		...field,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		default: {},
		options: [entry],
	};
}
