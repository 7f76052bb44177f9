import type { IDataObject } from 'n8n-workflow';
import { trimText } from './invisible';

/** Whether a value is an object: not null, not a list. */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text of a text or number, undefined of anything else. */
export function asText(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	if (typeof value === 'bigint') return String(value);
	return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

/** The same, and undefined of an empty text. */
export function asNonEmptyText(value: unknown): string | undefined {
	return asText(value) || undefined;
}

/** A number out of a number or a decimal text, null when it is neither: `"187.9236"` is 187.9236. */
export function asNumber(value: unknown): number | null {
	const text = asText(value)?.trim();
	if (!text) return null;
	const number = Number(text);
	return Number.isFinite(number) ? number : null;
}

/** True or false, as such or as text; undefined of anything else. */
export function asBoolean(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	const text = typeof value === 'string' ? trimText(value).toLowerCase() : undefined;
	return text === 'true' || text === 'false' ? text === 'true' : undefined;
}

/** An object, or an empty one instead of anything else. */
export function asObject(value: unknown): IDataObject {
	return isObject(value) ? value : {};
}

/** A list, or an empty one instead of anything else. */
export function asArray(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

/** The objects of a list; nothing of anything else. */
export function asObjects(value: unknown): IDataObject[] {
	return asArray(value).filter(isObject);
}

/** Nothing was entered: undefined, null, or a text of space and invisible characters only. */
export function isBlank(value: unknown): boolean {
	return (
		value === undefined || value === null || (typeof value === 'string' && trimText(value) === '')
	);
}

/** Looks a key up that a provider wrote: `constructor` and the like are no entries of any table. */
export function getOwn<T>(table: Readonly<Record<string, T>>, key: unknown): T | undefined {
	const name = asNonEmptyText(key);
	if (name === undefined || !Object.prototype.hasOwnProperty.call(table, name)) return undefined;
	return table[name];
}

/** The same object without fields that do not apply. */
export function omitUndefined<T extends object>(fields: T): T {
	const kept: Partial<T> = {};
	for (const name of Object.keys(fields) as Array<keyof T>) {
		if (fields[name] !== undefined) kept[name] = fields[name];
	}
	return kept as T;
}
