import type { IDataObject } from 'n8n-workflow';
import { describeJsonError } from '../../core/findJsonError';
import { trimText } from '../../core/invisible';
import { parseJson } from '../../core/json';
import { asBoolean, isObject } from '../../core/parse';
import { splitRecipients } from '../../core/phoneNumber';
import { quote } from '../../core/quote';
import { toText } from '../../core/toText';

/** A value, or what is wrong with the one that was given. */
export type Parsed<T> = { value: T } | { problem: string };

/** Stands in for what could not be read: an empty value would be reported as a second fault. */
export const UNREADABLE = 'unreadable';

const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

function describeGiven(value: unknown): string {
	const text = toText(value);
	return text === undefined ? '' : `, not ${quote(trimText(text))}`;
}

/** True and false, as such or as text: expressions often give text. */
export function parseBoolean(given: unknown): Parsed<boolean> {
	const value = asBoolean(given);
	return value === undefined
		? { problem: `must be true or false${describeGiven(given)}` }
		: { value };
}

export interface NumberRules {
	min?: number;
	max?: number;
	isInteger: boolean;
}

/** A number, as such or as text. */
export function parseNumber(given: unknown, { min, max, isInteger }: NumberRules): Parsed<number> {
	const isNumeric = typeof given === 'number' || typeof given === 'string';
	const text = isNumeric ? trimText(toText(given) ?? '') : '';
	const value = Number(text);
	if (!NUMBER.test(text) || (isInteger && !Number.isSafeInteger(value))) {
		return { problem: `must be a ${isInteger ? 'whole ' : ''}number${describeGiven(given)}` };
	}
	if (min !== undefined && value < min) return { problem: `is ${text}; the minimum is ${min}` };
	if (max !== undefined && value > max) return { problem: `is ${text}; the maximum is ${max}` };
	return { value };
}

/** Of a list; what is none is the only entry. */
export function toEntries(given: unknown): unknown[] {
	return Array.isArray(given) ? given : [given];
}

/** Longer than any recipient: enough of an object to recognize it by. */
const MAX_QUOTED_OBJECT = 80;

/** The recipients in one text; what is no text stands for one that is none. */
export function toRecipients(given: unknown): string[] {
	const text = toText(given);
	return text === undefined
		? [JSON.stringify(given).slice(0, MAX_QUOTED_OBJECT)]
		: splitRecipients(text);
}

/** JSON text as its value; what is a value already stays as it is. */
export function parseJsonValue(given: unknown): Parsed<unknown> {
	const value = typeof given === 'string' ? parseJson(given) : given;
	if (value === undefined) return { problem: describeJsonError(String(given)) };
	return isJson(value) ? { value } : { problem: 'contains what JSON can’t express' };
}

/** Not a very big integer of JavaScript's, nor what contains itself. */
function isJson(value: unknown): boolean {
	if (typeof value !== 'object') return true;
	try {
		JSON.stringify(value);
		return true;
	} catch {
		return false;
	}
}

/** A list of objects, as a value or JSON. A condition in an expression leaves null where it isn't met. */
export function parseObjects(given: unknown): Parsed<IDataObject[]> {
	const parsed = parseJsonValue(given);
	if ('problem' in parsed) return parsed;
	const { value: list } = parsed;
	if (!Array.isArray(list)) return { problem: 'must be a JSON array' };
	const wrong = list.findIndex((entry) => !isObject(entry ?? {}));
	if (wrong >= 0) return { problem: `entry ${wrong + 1} must be an object` };
	return { value: list.filter(isObject) };
}
