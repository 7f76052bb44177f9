import type { IDataObject } from 'n8n-workflow';
import { describeJsonError } from '../../core/findJsonError';
import { parseJson as parseText } from '../../core/json';
import { isObject } from '../../core/parse';
import { toText } from '../../core/toText';

/** A value, or what is wrong with the one that was given. */
export type Parsed<T> = { value: T } | { problem: string };

const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

function quote(value: unknown): string {
	const text = toText(value);
	return text === undefined ? '' : `, not '${text.trim()}'`;
}

/** True and false, as such or as text: expressions often give text. */
export function parseBoolean(given: unknown): Parsed<boolean> {
	const text = toText(given)?.trim().toLowerCase();
	if (text === 'true' || text === 'false') return { value: text === 'true' };
	return { problem: `must be true or false${quote(given)}` };
}

export interface NumberRules {
	min?: number;
	max?: number;
	isInteger: boolean;
}

/** A number, as such or as text. */
export function parseNumber(given: unknown, { min, max, isInteger }: NumberRules): Parsed<number> {
	const isNumeric = typeof given === 'number' || typeof given === 'string';
	const text = isNumeric ? (toText(given)?.trim() ?? '') : '';
	const value = Number(text);
	if (!NUMBER.test(text) || (isInteger && !Number.isSafeInteger(value))) {
		return { problem: `must be a ${isInteger ? 'whole ' : ''}number${quote(given)}` };
	}
	if (min !== undefined && value < min) return { problem: `is ${text}; the minimum is ${min}` };
	if (max !== undefined && value > max) return { problem: `is ${text}; the maximum is ${max}` };
	return { value };
}

/** JSON text as its value; what is a value already stays as it is. */
export function parseJson(given: unknown): Parsed<unknown> {
	const value = typeof given === 'string' ? parseText(given) : given;
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
	const parsed = parseJson(given);
	if ('problem' in parsed) return parsed;
	const { value: list } = parsed;
	if (!Array.isArray(list)) return { problem: 'must be a JSON array' };
	const wrong = list.findIndex((entry) => !isObject(entry ?? {}));
	if (wrong >= 0) return { problem: `entry ${wrong + 1} must be an object` };
	return { value: list.filter(isObject) };
}
