import type { IDataObject } from 'n8n-workflow';
import { parseJsonBody } from '../shared/parseBody';
import { getOwn, isObject, asObject, asNonEmptyText } from '../../core/parse';
import type { WebhookRequest, FieldAliases } from '../webhook';

/** The trigger's own secret in the hook URL: no part of what the provider says. */
export const TOKEN_PARAMETER = 'token';

/** Field of `FieldNames` → the name that is looked for first. */
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

/** A call's parameters by plain name, and as they were sent. */
export interface CallbackParameters {
	raw: IDataObject;
	/** The first of these names that has a value. Names are written in lower case, without separators. */
	get(names: readonly string[]): string | undefined;
	/** Every parameter by its plain name. */
	all: ReadonlyMap<string, string>;
}

/**
 * Query, form and JSON merged into one set of parameters, the body's first. Verb and encoding are not
 * documented, so any is read.
 * @param names the account's own spelling, which wins
 * @returns undefined when there is not a single parameter
 */
export function parseCallback(
	request: WebhookRequest,
	names: FieldAliases = {},
): CallbackParameters | undefined {
	const query = Object.entries(request.query).filter(([name]) => name !== TOKEN_PARAMETER);
	const raw = Object.fromEntries(
		[...query, ...Object.entries(parseBody(request))].filter(([name]) => name !== PROTOTYPE_KEY),
	) as IDataObject;
	const all = new Map<string, string>();
	for (const [name, value] of Object.entries(raw)) {
		const text = asNonEmptyText(Array.isArray(value) ? value[value.length - 1] : value)?.trim();
		if (text) all.set(normalizeFieldName(name), text);
	}
	if (all.size === 0) return undefined;
	for (const [field, own] of Object.entries(names)) {
		const value = all.get(normalizeFieldName(own));
		if (value === undefined) continue;
		for (const alias of getOwn(ALIASES, field) ?? []) all.set(alias, value);
	}
	return { raw, all, get: (names) => getValue(all, names) };
}

function getValue(all: ReadonlyMap<string, string>, names: readonly string[]): string | undefined {
	const name = names.find((each) => all.has(each));
	return name === undefined ? undefined : all.get(name);
}

function parseBody(request: WebhookRequest): IDataObject {
	const json = parseJsonBody(request);
	if (isObject(json)) return json;
	const { headers, body, rawBody } = request;
	// n8n reads such a body itself, and sets the files apart.
	if (MULTIPART.test(headers['content-type'] ?? '')) return asObject(asObject(body).data);
	if (isObject(body) && Object.keys(body).length > 0) return body;
	const isForm = FORM.test(headers['content-type'] ?? '') || looksLikeForm(rawBody);
	return isForm && rawBody ? Object.fromEntries(new URLSearchParams(rawBody.toString('utf8'))) : {};
}

/** A form without its content type, as simple gateways send it. */
function looksLikeForm(rawBody: Buffer | undefined): boolean {
	return rawBody !== undefined && /^[\w.%-]+=[^<>{}]*$/.test(rawBody.toString('utf8').trim());
}

function normalizeFieldName(name: string): string {
	return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
