import type { IDataObject } from 'n8n-workflow';
import { asObjects, isObject, asNonEmptyText } from '../../core/parse';
import { parseJson } from '../../core/json';
import { isKnownType } from '../cloudApi/messageContent';

/** What an MO's `content` turned out to be. */
export type InboundContent = { message: IDataObject } | { text: string } | { binary: true };

const BASE64 = 'base64';
const NO_TEXT = /(?![\t\n\r])[\p{Cc}\ufffd]/u;

/**
 * `content` is Meta's message object, the same as JSON text, or (as with an SMS) the text itself; any
 * of these may come base64-encoded.
 *
 * Source: Modica, "MO Callback". Assumption: which parameter says `base64` is not named there
 * (`encoding` in its SMS API), so any parameter may.
 */
export function parseInboundContent(
	body: ReadonlyMap<string, unknown>,
): InboundContent | undefined {
	const content = body.get('content');
	if (isObject(content)) return fromObject(content) ?? toUntyped(lowerNames(content));
	const text = asNonEmptyText(content);
	if (text === undefined) return undefined;
	const decoded = isBase64(body) ? Buffer.from(text, 'base64').toString('utf8') : text;
	const parsed = parseJson(decoded);
	if (isObject(parsed)) return fromObject(parsed) ?? { text: decoded };
	return isBase64(body) && NO_TEXT.test(decoded) ? { binary: true } : { text: decoded };
}

/** Meta's message object: it says its type, or holds an object named like one. */
function fromObject(content: IDataObject): InboundContent | undefined {
	const message = lowerNames(content);
	const given = asNonEmptyText(message.type)?.toLowerCase();
	if (given !== undefined) return { message: { ...message, type: given } };
	// Meta's whole notification, with the message in a list.
	const [first] = asObjects(message.messages);
	if (first) return fromObject(first);
	// Or with statuses, which say no type, and have the customer next to them.
	if (asObjects(message.statuses).length > 0) return { message };
	const type = Object.keys(message).find((key) => isKnownType(key) && message[key] !== null);
	return type === undefined ? undefined : { message: { ...message, type } };
}

/** An object of a kind that nobody has described yet: everything is in `raw`. */
function toUntyped(content: IDataObject): InboundContent | undefined {
	return Object.keys(content).length > 0 ? { message: content } : undefined;
}

/** Also those of its parts. */
function lowerNames(content: IDataObject): IDataObject {
	const parts = Object.entries(lowerKeys(content)).map(([name, part]) => {
		// A text may stand for itself: `"text": "Hi"`.
		if (name === 'text' && typeof part === 'string') return [name, { body: part }];
		return [name, isObject(part) ? lowerKeys(part) : part];
	});
	return Object.fromEntries(parts) as IDataObject;
}

/** Modica's page writes some of the names with a capital letter. */
function lowerKeys(object: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(object).map(([key, value]) => [key.toLowerCase(), value]),
	) as IDataObject;
}

function isBase64(body: ReadonlyMap<string, unknown>): boolean {
	return [...body].some(
		([key, value]) => key !== 'content' && asNonEmptyText(value)?.toLowerCase() === BASE64,
	);
}
