import type { WaitPath } from './reference';

/** A request with this header registers a wait with the trigger that gets the person's messages. */
export const REGISTRATION_HEADER = 'X-N8N-Wait-Registration';

export const REGISTRATION_PURPOSE = 'registration';

/** The trigger's response: it will hand over what the wait accepts. */
export const REGISTERED = 'registered';

/** A wait whose answer carries no reference, so that the trigger must recognize whom it is from. */
export interface WaitRegistration extends WaitPath {
	/**
	 * `message`: whatever the person says next; `untapped`: the same, but no tap, as the question has no
	 * buttons; `text`: only what they write. `form`: the answer to a Flow, which some Flows send without the token
	 * that they were opened with. `status`: a receipt of this message. `nothing`: only asks whether the trigger is
	 * there, or takes back what was registered before.
	 */
	accepts: 'message' | 'untapped' | 'text' | 'form' | 'status' | 'nothing';
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
