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
import { quote } from '../core/quote';
import { describeNonText, toText } from '../core/toText';
import { removeRepeated, type Violation } from '../core/validation';
import type { MediaFile } from '../messages/mediaSource';
import { describeNoFile, findBinaryFile } from './parameters/binaryFile';
import type { RunParameters } from './parameters/runParameters';
import {
	parseBoolean,
	parseJsonValue,
	parseObjects,
	parseNumber,
	toEntries,
	toRecipients,
	UNREADABLE,
	type NumberRules,
	type Parsed,
} from './parameters/values';

/** Between the entries of a text that stands for a list. */
const LIST_SEPARATOR = /[,;\n]/;

/** One input item whose parameters are read. */
interface Item {
	context: IExecuteFunctions;
	itemIndex: number;
	run: RunParameters;
}

interface Values {
	get(property: INodeProperties): unknown;
	/** Whatever its expression gives. */
	has(property: INodeProperties): boolean;
}

/**
 * Reads one item's parameters, at the top or inside a collection, by name. What is blank is absent.
 * What cannot be read is collected as a violation under the field's label, and its place taken by a
 * value that does no harm, so that one run names everything that is wrong with the item.
 */
export class ParameterReader {
	private constructor(
		private readonly item: Item,
		private readonly properties: readonly INodeProperties[],
		private readonly values: Values,
		/** Begins every label: `Card 1: `. */
		private readonly prefix: string,
		readonly violations: Violation[] = [],
		/** Labels of the fields that could not be read: nothing else is said about them. */
		private readonly unread = new Set<string>(),
	) {}

	/** @param properties of the operation */
	static forItem(item: Item, properties: readonly INodeProperties[]): ParameterReader {
		const get = item.run.forItem(item.itemIndex);
		return new ParameterReader(item, properties, { get, has: () => true }, '');
	}

	/**
	 * Ends the item if something about it is wrong, with everything that is.
	 * @param more what only shows once everything was read; a field that could not be read is not
	 * named again
	 * @param secondary what ends no item alone, but is said with the rest
	 */
	assertValid(more: Violation[] = [], secondary: Violation[] = []): void {
		if (this.violations.length + more.length === 0) return;
		const named = new Set(this.violations.map(({ field }) => field));
		const later = [...more, ...secondary].filter(({ field }) => !named.has(field));
		throw InvalidInputError.fromViolations(removeRepeated([...this.violations, ...later]));
	}

	/** The same fields, whose violations are kept apart: what they say may never be needed. */
	fork(): ParameterReader {
		return new ParameterReader(this.item, this.properties, this.values, this.prefix);
	}

	addViolation(name: string, problem: string): void {
		this.addViolations([{ field: this.getLabel(name), problem }]);
	}

	addViolations(found: Violation[]): void {
		this.violations.push(...found.filter(({ field }) => !this.unread.has(field)));
	}

	getLabel(name: string): string {
		return `${this.prefix}${this.find(name)?.displayName ?? name}`;
	}

	/** Whether the field was added to a collection, even if it was left empty. */
	has(name: string): boolean {
		const property = this.find(name);
		return property !== undefined && this.values.has(property);
	}

	/** @param path of a field in the node's parameters, such as `options.idempotencyKey`; expressions are as entered */
	entered(path: string): unknown {
		const { context, itemIndex } = this.item;
		return context.getNodeParameter(path, itemIndex, '', { rawExpressions: true });
	}

	isExpression = (path: string): boolean => String(this.entered(path)).startsWith('=');

	/** What the field holds, whatever it is; undefined if blank, or if the provider has no such field. */
	value(name: string): unknown {
		const property = this.find(name);
		const value = property && this.values.get(property);
		return isBlank(value) ? undefined : value;
	}

	/**
	 * A text as it was entered.
	 * @param standIn see `UNREADABLE`
	 */
	text(name: string, standIn = ''): string {
		return this.readText(name, this.value(name)) ?? standIn;
	}

	/** A text without space, line breaks, and invisible characters around it: IDs, codes, URLs. */
	trimmedText(name: string, standIn = ''): string {
		return trimText(this.text(name, standIn));
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
		const chosen = this.trimmedText(name, UNREADABLE);
		if (chosen === '') return fallback;
		const options = (this.find(name)?.options ?? []) as INodePropertyOptions[];
		const choices = options.map(({ value }) => String(value));
		if (!choices.includes(chosen)) {
			this.addViolation(name, `is ${quote(chosen)}; use one of ${choices.join(', ')}`);
			this.assertValid();
		}
		return chosen as C;
	}

	/** Several texts in one field: a list from an expression, or one text with separators. */
	list(name: string, separator = LIST_SEPARATOR): string[] {
		const value = this.value(name);
		const entries = Array.isArray(value)
			? value.map((entry) => this.readText(name, entry) ?? '')
			: this.text(name).split(separator);
		return entries.map(trimText).filter((entry) => entry !== '');
	}

	/** The texts of a field with several values, empty ones included. */
	texts(name: string): string[] {
		return toEntries(this.value(name) ?? []).map((entry) => this.readText(name, entry) ?? '');
	}

	/** Recipients, not yet judged: one that is none does not keep the others from being served. */
	recipients(name: string): string[] {
		return toEntries(this.value(name)).flatMap(toRecipients);
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
		const { context, itemIndex } = this.item;
		this.addUnread(name, found?.problem ?? describeNoFile(context, itemIndex, value));
		return undefined;
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
			this.addUnread(name, 'must be a list of entries');
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
		const raw: Values = {
			get: (property) => values[property.name],
			has: ({ name }) => name in values,
		};
		return new ParameterReader(this.item, properties, raw, prefix, this.violations, this.unread);
	}

	private find(name: string): INodeProperties | undefined {
		return this.item.run.find(this.properties, name);
	}

	private getObject(name: string): IDataObject {
		const value = this.value(name);
		if (value !== undefined && !isObject(value)) this.addUnread(name, 'must be an object');
		return isObject(value) ? value : {};
	}

	private addUnread(name: string, problem: string): void {
		this.addViolation(name, problem);
		this.unread.add(this.getLabel(name));
	}

	private readText(name: string, value: unknown): string | undefined {
		const text = toText(value);
		if (text === undefined) this.addUnread(name, describeNonText(value));
		return text;
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
		this.addUnread(name, parsed.problem);
		return fallback;
	}
}

/** What the user chose to do, which is the same for all items. */
export function readSelection(context: IExecuteFunctions) {
	const read = (name: string) => toText(context.getNodeParameter(name, 0, '')) ?? '';
	const [provider, resource, operation] = ['provider', 'resource', 'operation'].map(read);
	return { provider, resource, operation };
}
