import { asObject } from '../core/parse';
import type { WaitPath } from './reference';

/** A request with this header registers a wait with the trigger that gets the person's messages. */
export const REGISTRATION_HEADER = 'X-N8N-Wait-Registration';

export const REGISTRATION_PURPOSE = 'registration';

/** The trigger's response: it will pass on what the wait accepts. */
export const REGISTERED = 'registered';

/**
 * `message`: whatever the person says next; `untapped`: the same, but no tap, as the question has no
 * buttons; `text`: only what they write. `form`: the answer to a Flow, which some Flows send without the token
 * that they were opened with. `status`: a receipt of this message. `nothing`: only asks whether the trigger is
 * there, or takes back what was registered before.
 */
const ACCEPTS = ['message', 'untapped', 'text', 'form', 'status', 'nothing'] as const;

/** A wait whose answer carries no reference, so that the trigger must recognize whom it is from. */
export interface WaitRegistration extends WaitPath {
	accepts: (typeof ACCEPTS)[number];
	/** Everything that the asked person may be called in an event. */
	people: string[];
	/** Of the question, once it is sent. */
	messageId: string | null;
	/** With `status`: `delivered` or `read`. */
	waitUntil: string | null;
	/** Unix time in milliseconds when nobody waits any more; null: never. */
	expiresAt: number | null;
	/** When the trigger first got this registration, Unix time in milliseconds; set by the trigger. */
	registeredAt?: number;
}

/** What another node sent, without what this version doesn't know; undefined of what isn't a registration. */
export function parseWaitRegistration(json: unknown): WaitRegistration | undefined {
	const given: Record<string, unknown> = asObject(json);
	const { executionId, nodeId, signature, questionId, people, messageId, waitUntil } = given;
	const { expiresAt } = given;
	const accepts = ACCEPTS.find((each) => each === given.accepts);
	const isComplete =
		isText(executionId) && isText(nodeId) && isText(signature) && isText(questionId);
	if (!isComplete || !accepts || !Array.isArray(people) || !people.every(isText)) return undefined;
	if (!isTextOrNull(messageId) || !isTextOrNull(waitUntil)) return undefined;
	if (expiresAt !== null && typeof expiresAt !== 'number') return undefined;
	const path = { executionId, nodeId, signature, questionId };
	return { ...path, accepts, people, messageId, waitUntil, expiresAt };
}

const isText = (value: unknown): value is string => typeof value === 'string';

const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);
