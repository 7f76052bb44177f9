import type {
	IDataObject,
	IExecuteFunctions,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
} from 'n8n-workflow';
import { InvalidInputError } from '../core/errors';
import { trimText } from '../core/invisible';
import { isBlank, isObject } from '../core/parse';
import { splitRecipients } from '../core/phoneNumber';
import { quote } from '../core/quote';
import { describeNonText, toText } from '../core/toText';
import { removeRepeated, validateChoice, type Violation } from '../core/validation';
import type { MediaFile } from '../messages/mediaSource';
import { findBinaryFile } from './parameters/binaryFile';
import type { RunParameters } from './parameters/runParameters';
import {
	parseBoolean,
	parseJsonValue,
	parseObjects,
	parseNumber,
	type NumberRules,
	type Parsed,
} from './parameters/values';

/** Between the entries of a text that stands for a list. */
const LIST_SEPARATOR = /[,;\n]/;

/** Longer than any recipient: enough of an object to recognize it by. */
const MAX_QUOTED_OBJECT = 80;

/** One input item whose parameters are read. */
interface Item {
	context: IExecuteFunctions;
	itemIndex: number;
	run: RunParameters;
}

/**
 * Reads one item's parameters, at the top or inside a collection, by name. What is blank is absent.
 * What cannot be read is collected as a violation under the field's label, and its place taken by a
 * value that does no harm, so that one run names everything that is wrong with the item.
 */
export class ParameterReader {
	readonly violations: Violation[];

	private constructor(
		private readonly item: Item,
		private readonly properties: readonly INodeProperties[],
		private readonly getRaw: (property: INodeProperties) => unknown,
		/** Begins every label: `Card 1: `. */
		private readonly prefix: string,
		violations: Violation[],
	) {
		this.violations = violations;
	}

	/** @param properties of the operation */
	static forItem(item: Item, properties: readonly INodeProperties[]): ParameterReader {
		return new ParameterReader(item, properties, item.run.forItem(item.itemIndex), '', []);
	}

	/**
	 * Ends the item if something about it is wrong, with everything that is.
	 * @param more what only shows once everything was read; a field that could not be read is not
	 * named again
	 * @param secondary what ends no item alone, but is said with the rest
	 */
	assertValid(more: Violation[] = [], secondary: Violation[] = []): void {
		if (this.violations.length + more.length === 0) return;
		const unread = new Set(this.violations.map(({ field }) => field));
		const later = [...more, ...secondary].filter(({ field }) => !unread.has(field));
		throw InvalidInputError.fromViolations(removeRepeated([...this.violations, ...later]));
	}

	/** The same fields, whose violations are kept apart: what they say may never be needed. */
	fork(): ParameterReader {
		return new ParameterReader(this.item, this.properties, this.getRaw, this.prefix, []);
	}

	addViolation(name: string, problem: string): void {
		this.violations.push({ field: this.getLabel(name), problem });
	}

	getLabel(name: string): string {
		return `${this.prefix}${this.find(name)?.displayName ?? name}`;
	}

	/** Whether the field was added to a collection, even if it was left empty. */
	has(name: string): boolean {
		const property = this.find(name);
		return property !== undefined && this.getRaw(property) !== undefined;
	}

	/** @param path of a field in the node's parameters: `options.idempotencyKey` */
	isExpression(path: string): boolean {
		const { context, itemIndex } = this.item;
		const entered = context.getNodeParameter(path, itemIndex, '', { rawExpressions: true });
		return String(entered).startsWith('=');
	}

	/** What the field holds, whatever it is; undefined if blank, or if the provider has no such field. */
	value(name: string): unknown {
		const property = this.find(name);
		const value = property && this.getRaw(property);
		return isBlank(value) ? undefined : value;
	}

	/** A text as it was entered. */
	text(name: string): string {
		return this.readText(name, this.value(name));
	}

	/** A text without space, line breaks, and invisible characters around it: IDs, codes, URLs. */
	trimmedText(name: string): string {
		return trimText(this.text(name));
	}

	boolean(name: string): boolean | undefined;
	boolean(name: string, fallback: boolean): boolean;
	boolean(name: string, fallback?: boolean): boolean | undefined {
		return this.parse(name, parseBoolean, fallback);
	}

	/** Within the field's own bounds. */
	integer(name: string, fallback: number): number {
		return this.parse(name, (given) => parseNumber(given, this.getRules(name, true)), fallback);
	}

	number(name: string, fallback: number): number {
		return this.parse(name, (given) => parseNumber(given, this.getRules(name, false)), fallback);
	}

	/**
	 * One of the field's options.
	 * @throws InvalidInputError for anything else, because it decides which other fields matter
	 */
	option<C extends string = string>(name: string): C | undefined;
	option<C extends string = string>(name: string, fallback: NoInfer<C>): C;
	option<C extends string = string>(name: string, fallback?: C): C | undefined {
		const chosen = this.trimmedText(name);
		if (chosen === '') return fallback;
		const options = (this.find(name)?.options ?? []) as INodePropertyOptions[];
		const choices = options.map(({ value }) => String(value));
		this.violations.push(...validateChoice(this.getLabel(name), chosen, choices));
		if (!choices.includes(chosen)) this.assertValid();
		return chosen as C;
	}

	/** Several texts in one field: a list from an expression, or one text with separators. */
	list(name: string, separator = LIST_SEPARATOR): string[] {
		const value = this.value(name);
		const entries = Array.isArray(value)
			? value.map((entry) => this.readText(name, entry))
			: this.readText(name, value).split(separator);
		return entries.map(trimText).filter((entry) => entry !== '');
	}

	/** The texts of a field with several values, empty ones included. */
	texts(name: string): string[] {
		const value = this.value(name) ?? [];
		const entries: unknown[] = Array.isArray(value) ? value : [value];
		return entries.map((entry) => this.readText(name, entry));
	}

	/** Recipients, not yet judged: one that is none does not keep the others from being served. */
	recipients(name: string): string[] {
		const value = this.value(name);
		const entries: unknown[] = Array.isArray(value) ? value : [value];
		return entries.flatMap((entry) => {
			const text = toText(entry);
			if (text !== undefined) return splitRecipients(text);
			return [JSON.stringify(entry).slice(0, MAX_QUOTED_OBJECT)];
		});
	}

	/** A value of any kind, given as such or as JSON. */
	json(name: string): unknown {
		return this.parse(name, parseJsonValue, undefined);
	}

	/** Undefined if blank or no list of objects. */
	jsonObjects(name: string): IDataObject[] | undefined {
		return this.parse(name, parseObjects, undefined);
	}

	/** A file: the name of the input field that contains it, or the file itself from an expression. */
	async file(name: string): Promise<MediaFile | undefined> {
		const value = this.value(name);
		const found = await this.findFile(value);
		if (found && 'value' in found) return found.value;
		this.addViolation(name, found?.problem ?? this.describeNoFile(value));
		return undefined;
	}

	private describeNoFile(value: unknown): string {
		const given = toText(value);
		const text = given === undefined ? undefined : trimText(given);
		if (text === '') return 'is empty';
		const { context, itemIndex } = this.item;
		const files = Object.keys(context.getInputData()[itemIndex].binary ?? {});
		if (text !== undefined && files.includes(text))
			return `is ${quote(text)}, which contains no file`;
		const found =
			files.length > 0 ? `the item’s files are in ${files.join(', ')}` : 'the item has no files';
		return text === undefined ? `is not a file; ${found}` : `is ${quote(text)}, but ${found}`;
	}

	/** The file that a value of any field names or is, or what is wrong with it; undefined if it is none. */
	async findFile(value: unknown): Promise<Parsed<MediaFile> | undefined> {
		return await findBinaryFile(this.item.context, this.item.itemIndex, value);
	}

	/** The values that were added in a collection, read by the same rules. */
	collection(name: string): ParameterReader {
		const property = this.find(name);
		const values = this.getObject(name);
		return this.nest((property?.options ?? []) as INodeProperties[], values, this.prefix);
	}

	/** The entries of a fixed collection, each read by the same rules; by its path: `buttons.button`. */
	entries(path: string): ParameterReader[] {
		const [name, group] = path.split('.');
		const options = (this.find(name)?.options ?? []) as INodePropertyCollection[];
		const found = options.find((option) => option.name === group);
		const given = this.getObject(name)[group];
		if (!found || isBlank(given)) return [];
		// Where a collection has one entry at most, n8n saves it without a list around it.
		const entries = isObject(given) ? [given] : given;
		if (!Array.isArray(entries)) {
			this.addViolation(name, 'must be a list of entries');
			return [];
		}
		const outer = this.prefix.replace(/: $/, ', ');
		const isList = this.find(name)?.typeOptions?.multipleValues === true;
		return (entries as unknown[]).map((entry, i) =>
			this.nest(
				found.values,
				isObject(entry) ? entry : {},
				isList ? `${outer}${found.displayName} ${i + 1}: ` : this.prefix,
			),
		);
	}

	/** The values of a resource mapper; a tool or an expression may give nothing at all. */
	mappedValues(name: string): IDataObject {
		const { value } = this.getObject(name);
		return isObject(value) ? { ...value } : {};
	}

	private nest(properties: INodeProperties[], values: IDataObject, prefix: string) {
		const getRaw = (property: INodeProperties) => values[property.name];
		return new ParameterReader(this.item, properties, getRaw, prefix, this.violations);
	}

	private find(name: string): INodeProperties | undefined {
		return this.item.run.find(this.properties, name);
	}

	private getObject(name: string): IDataObject {
		const value = this.value(name);
		if (value !== undefined && !isObject(value)) this.addViolation(name, 'must be an object');
		return isObject(value) ? value : {};
	}

	private readText(name: string, value: unknown): string {
		const text = toText(value);
		if (text === undefined) this.addViolation(name, describeNonText(value));
		return text ?? '';
	}

	private getRules(name: string, isInteger: boolean): NumberRules {
		const { minValue, maxValue } = this.find(name)?.typeOptions ?? {};
		return { min: minValue, max: maxValue, isInteger };
	}

	private parse<T, F extends T | undefined>(
		name: string,
		parse: (given: unknown) => Parsed<T>,
		fallback: F,
	): T | F {
		const given = this.value(name);
		if (given === undefined) return fallback;
		const parsed = parse(given);
		if ('value' in parsed) return parsed.value;
		this.addViolation(name, parsed.problem);
		return fallback;
	}
}

/** What the user chose to do, which is the same for all items. */
export function readSelection(context: IExecuteFunctions) {
	const read = (name: string) => toText(context.getNodeParameter(name, 0, '')) ?? '';
	const [provider, resource, operation] = ['provider', 'resource', 'operation'].map(read);
	return { provider, resource, operation };
}
