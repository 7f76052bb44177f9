import { mayLoseDigits, parseJson } from '../../core/json';
import { asNonEmptyText, isObject } from '../../core/parse';
import type { WebhookRequest } from '../webhook';

const NOT_JSON = /form-urlencoded|multipart|xml/i;

const PING = 'ping';
const PING_TEXT = /^"?ping"?=?$/i;
const PING_FIELDS = ['event', 'type', 'action'];
const MAX_PING_LENGTH = 1000;

/** n8n has read the body in the charset that is named; JSON is UTF-8 unless said otherwise. */
const OTHER_CHARSET = /charset\s*=\s*"?(?!utf-?8|us-ascii)[\w-]/i;

/** JSON may spell a key with escapes, so a hint is enough to look closer. */
const MAY_HOLD_PROTOTYPE_KEY = /__proto__|\\u00[567]/i;

/** What n8n parses itself. */
const JSON_TYPE = /^application\/json\s*(?:;|$)/i;

/**
 * The JSON in a request's body. Read from the bytes where n8n, which has parsed it, may have rounded
 * integers of 16 digits and more.
 * @returns undefined when the body is no JSON
 */
export function parseJsonBody({ headers, body, rawBody }: WebhookRequest): unknown {
	const type = headers['content-type'] ?? '';
	if (NOT_JSON.test(type)) return undefined;
	if (!rawBody || rawBody.length === 0) return body;
	if (OTHER_CHARSET.test(type) && isObject(body)) return withoutPrototypeKeys(body);
	const text = decodeBody(rawBody);
	const isParsed = JSON_TYPE.test(type) && isObject(body);
	if (isParsed && !mayLoseDigits(text) && !MAY_HOLD_PROTOTYPE_KEY.test(text)) return body;
	return parseJsonText(text);
}

/** The same from the bytes alone, whatever their content type says. */
export function parseJsonBytes(rawBody: Buffer): unknown {
	return parseJsonText(decodeBody(rawBody));
}

/** JSON as a provider wrote it. @returns undefined when the text is no JSON */
export function parseJsonText(text: string): unknown {
	const parsed = parseJson(text);
	return MAY_HOLD_PROTOTYPE_KEY.test(text) ? withoutPrototypeKeys(parsed) : parsed;
}

/**
 * Whether a portal only tests the URL: a body with nothing in it, or one that says `ping`. Nothing is
 * to be done, and a rejection would keep the user from saving the URL.
 */
export function isUrlTest({ body, rawBody, headers }: WebhookRequest): boolean {
	if (!rawBody) return body === undefined ? !hasBody(headers) : isEmpty(body);
	const text = decodeBody(rawBody).trim();
	if (text === '' || PING_TEXT.test(text)) return true;
	// Nothing else is that short, and a long body is not parsed twice.
	return text.length <= MAX_PING_LENGTH && isPing(parseJsonText(text));
}

/** n8n does not read every body, such as `multipart/mixed`. */
export function hasBody(headers: WebhookRequest['headers']): boolean {
	return Number(headers['content-length'] ?? 0) > 0 || 'transfer-encoding' in headers;
}

function isPing(value: unknown): boolean {
	if (isEmpty(value)) return true;
	if (!isObject(value)) return false;
	const fields = Object.entries(value).map(([name, word]) => [
		name.toLowerCase(),
		asNonEmptyText(word)?.toLowerCase(),
	]);
	// A customer may write "ping", but then it says who wrote.
	if (fields.length === 1) return fields[0].includes(PING);
	return fields.some(([name = '', word]) => PING_FIELDS.includes(name) && word === PING);
}

/** JSON that says nothing, as each language writes it: `{}`, `[]`, `null`, `""`, `[{}]`. */
function isEmpty(value: unknown): boolean {
	if (Array.isArray(value)) return value.every(isEmpty);
	return value === null || value === '' || (isObject(value) && Object.keys(value).length === 0);
}

function decodeBody(rawBody: Buffer): string {
	return rawBody.toString('utf8').replace(/^\uFEFF/, '');
}

/** A `__proto__` in a body would change objects that are later made from it key by key. */
function withoutPrototypeKeys(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutPrototypeKeys);
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([key]) => key !== '__proto__')
			.map(([key, inner]) => [key, withoutPrototypeKeys(inner)]),
	);
}
