import { createHash } from 'crypto';
import { asNonEmptyText, isObject } from '../../core/parse';

/**
 * An id for an event whose own ids are not documented as unique for it: only the very same content is
 * the same event, in whatever order its keys are.
 */
export function hashContent(prefix: string, content: unknown): string {
	const json = JSON.stringify(content, (_key, value: unknown) => sortKeys(value));
	return `${prefix}:${createHash('sha256').update(json).digest('hex').slice(0, 32)}`;
}

/**
 * The same, for a message that may come with neither id nor time. A redelivery and a customer's second
 * "yes" then look alike, and each request has an id of its own: rather twice than never.
 * @param marks the message's id and time, as the provider wrote them
 */
export function hashMessage(content: unknown, marks: readonly unknown[], receivedAt: Date): string {
	const isMarked = marks.some((mark) => asNonEmptyText(mark) !== undefined);
	return hashContent('message', isMarked ? content : [content, receivedAt.toISOString()]);
}

function sortKeys(value: unknown): unknown {
	if (!isObject(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
