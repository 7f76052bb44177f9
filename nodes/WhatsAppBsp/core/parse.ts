import type { IDataObject } from 'n8n-workflow';

/** WhatsApp's own suffixes and the providers' prefixes around a number. */
const NUMBER_DECORATION = /^whatsapp:|@(c\.us|s\.whatsapp\.net)$/gi;
const USUAL_NOTATION = /^[+\d\s().-]+$/;

/**
 * A phone number as events show it: digits with country code, no plus. What is no number (a
 * business-scoped user id, a group) stays as it is.
 */
export function normalizePhoneNumber(value: unknown): string | undefined {
	const text = asNonEmptyText(value)?.replace(NUMBER_DECORATION, '').trim();
	if (!text) return undefined;
	return USUAL_NOTATION.test(text) ? text.replace(/\D/g, '') || undefined : text;
}

/** Text of a text or number, undefined of anything else and of an empty text. */
export function asNonEmptyText(value: unknown): string | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The objects of a list; nothing of anything else. */
export function asObjects(value: unknown): IDataObject[] {
	return Array.isArray(value) ? (value as unknown[]).filter(isObject) : [];
}

/** An object, or an empty one instead of anything else. */
export function asObject(value: unknown): IDataObject {
	return isObject(value) ? value : {};
}

/** Whether a value is an object: not null, not a list. */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Looks a key up that a provider wrote: `constructor` and the like are no entries of any table. */
export function getOwn<T>(table: Readonly<Record<string, T>>, key: unknown): T | undefined {
	const name = asNonEmptyText(key);
	if (name === undefined || !Object.prototype.hasOwnProperty.call(table, name)) return undefined;
	return table[name];
}

/** The same object without fields that do not apply. */
export function omitUndefined<T extends object>(fields: T): T {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
