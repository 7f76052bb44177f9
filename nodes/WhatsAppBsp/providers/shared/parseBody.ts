import { parseJson } from '../../core/json';
import { isObject } from '../../core/parse';
import type { WebhookRequest } from '../webhook';

const NOT_JSON = /form-urlencoded|multipart|xml/i;

/** n8n has read the body in the charset that is named; JSON is UTF-8 unless said otherwise. */
const OTHER_CHARSET = /charset\s*=\s*"?(?!utf-?8|us-ascii)[\w-]/i;

/** JSON may spell a key with escapes, so a hint is enough to look closer. */
const MAY_HOLD_PROTOTYPE_KEY = /__proto__|\\u00[567]/i;

/**
 * The JSON in a call's body. Read from the bytes, not from n8n's parsed body, which has rounded
 * integers of 16 digits and more.
 * @returns undefined when the body is no JSON
 */
export function parseJsonBody({ headers, body, rawBody }: WebhookRequest): unknown {
	const type = headers['content-type'] ?? '';
	if (NOT_JSON.test(type)) return undefined;
	if (!rawBody || rawBody.length === 0) return body;
	if (OTHER_CHARSET.test(type) && isObject(body)) return withoutPrototypeKeys(body);
	const text = rawBody.toString('utf8').replace(/^\uFEFF/, '');
	const parsed = parseJson(text);
	return MAY_HOLD_PROTOTYPE_KEY.test(text) ? withoutPrototypeKeys(parsed) : parsed;
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
