import type { IDataObject } from 'n8n-workflow';
import { parseJsonBody, parseJsonBytes } from '../shared/parseBody';
import { normalizeFieldName } from '../shared/normalizeFieldName';
import { parseForm } from './parseForm';
import { getOwn, isObject, asObject, asNonEmptyText } from '../../core/parse';
import type { WebhookRequest, FieldAliases } from '../webhook';

/** The trigger's own secret in the hook URL: no part of what the provider says. */
export const TOKEN_PARAMETER = 'token';

/** Assumption: times without a zone are Malaysian, as the provider is. No document names one. */
export const TIME_ZONE = '+08:00';

/** Field of `FieldAliases` → the names that are looked for first. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
	from: ['from'],
	// Of an incoming message, and of a delivery notification.
	id: ['moid', 'msgid'],
	name: ['name'],
	status: ['status'],
	text: ['text'],
	time: ['time'],
	to: ['to'],
};

const FORM = /form-urlencoded/i;
const MULTIPART = /multipart/i;

/** As a parameter's name it would change objects that are later made from `raw` key by key. */
const PROTOTYPE_KEY = '__proto__';

/** The parameters of one notification by plain name, and as they were sent. */
export interface CallbackParameters {
	raw: IDataObject;
	/** The first of these names that has a value. Names are written in lower case, without separators. */
	get(names: readonly string[]): string | undefined;
	/** Every parameter by its plain name. */
	all: ReadonlyMap<string, string>;
}

/**
 * Query, form and JSON merged into one set of parameters, the body's first; one set for each object in
 * a list. Verb and encoding are not documented, so any is read.
 * @param names the account's own spelling, which wins
 * @returns without sets in which there is not a single parameter
 */
export function parseCallbacks(
	request: WebhookRequest,
	names: FieldAliases = {},
): CallbackParameters[] {
	const query = Object.entries(parseQuery(request)).filter(([name]) => name !== TOKEN_PARAMETER);
	return parseBody(request)
		.map((body) => toParameters([...query, ...Object.entries(body)], names))
		.filter(({ all }) => all.size > 0);
}

/** n8n reads a query as UTF-8, but these gateways also write Latin-1. */
function parseQuery({ query, rawQuery }: WebhookRequest): IDataObject {
	const isBroken = rawQuery !== undefined && JSON.stringify(query).includes('\uFFFD');
	return isBroken ? parseForm(Buffer.from(rawQuery, 'latin1'), '') : query;
}

function toParameters(
	entries: ReadonlyArray<[name: string, value: unknown]>,
	names: FieldAliases,
): CallbackParameters {
	const raw = Object.fromEntries(entries.filter(([name]) => name !== PROTOTYPE_KEY)) as IDataObject;
	const all = new Map<string, string>();
	for (const [name, value] of Object.entries(raw)) {
		const text = asNonEmptyText(Array.isArray(value) ? value[value.length - 1] : value)?.trim();
		if (text) all.set(normalizeFieldName(name), text);
	}
	for (const [field, own] of Object.entries(names)) {
		const value = all.get(normalizeFieldName(own));
		if (value === undefined) continue;
		for (const alias of getOwn(ALIASES, field) ?? []) all.set(alias, value);
	}
	return { raw, all, get: (wanted) => getValue(all, wanted) };
}

function getValue(all: ReadonlyMap<string, string>, names: readonly string[]): string | undefined {
	const name = names.find((each) => all.has(each));
	return name === undefined ? undefined : all.get(name);
}

/** The objects in the body, whatever its content type says it is. */
function parseBody(request: WebhookRequest): IDataObject[] {
	const { headers, body, rawBody } = request;
	const type = headers['content-type'] ?? '';
	// n8n reads such a body itself, and sets the files apart.
	if (MULTIPART.test(type)) return [asObject(asObject(body).data)];
	const json = FORM.test(type) && rawBody ? parseJsonBytes(rawBody) : parseJsonBody(request);
	const objects = getObjects(json);
	if (objects) return objects;
	if (rawBody && isForm(type, rawBody)) return [parseForm(rawBody, type)];
	return getObjects(body) ?? [{}];
}

/** An object, or those in a list, which may itself be the only thing in an object. */
function getObjects(value: unknown): IDataObject[] | undefined {
	if (Array.isArray(value)) {
		const objects = (value as unknown[]).filter(isObject);
		return objects.length > 0 ? objects : undefined;
	}
	if (!isObject(value)) return undefined;
	const [only, ...others] = Object.values(value);
	return (others.length === 0 && Array.isArray(only) ? getObjects(only) : undefined) ?? [value];
}

/** A form may come without its content type, as simple gateways send it. */
function isForm(type: string, rawBody: Buffer): boolean {
	const text = rawBody.toString('latin1').trim();
	return FORM.test(type) ? text.includes('=') : /^[\w.%-]+=[^<>{}]*$/.test(text);
}
