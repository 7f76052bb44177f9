import type { WhatsAppEvent } from '../core/event';
import { isSameNumber } from '../core/phoneNumber';
import { trimOldest } from '../core/trimOldest';
import { isAbout, isAwaitedStatus } from './answer';
import { EarlyReceipts } from './earlyReceipts';
import { PostponedAnswers } from './postponedAnswers';
import { getWaitKey, type WaitPath } from './reference';
import type { WaitRegistration } from './waitRegistration';

/**
 * Waits of one trigger. Beyond that, the oldest are forgotten: their answers start the workflow. n8n
 * writes all of them with each, some 340 bytes apiece.
 */
const MAX_WAITS = 2000;

/** Waits that ended, so that what another request stored earlier does not bring them back. */
const MAX_ENDED = 1000;

/** The same of all triggers. */
const MAX_ANSWERED = 10_000;

/** Between WhatsApp's clock and this machine's. */
const MAX_CLOCK_DIFFERENCE_MS = 5 * 60 * 1000;

/** After that, it is a clock that is wrong. Source: 360dialog, "retried up to 7 days". */
const MAX_REDELIVERY_MS = 7 * 24 * 60 * 60 * 1000;

/** The waits for answers without a reference, by the trigger that gets these. */
export class WaitRegistry {
	readonly earlyReceipts = new EarlyReceipts();

	readonly postponedAnswers = new PostponedAnswers();

	/** The oldest first. */
	private readonly waits = new Map<string, WaitRegistration>();

	/** Without an answer: another trigger, with another credential, may get one accepted. */
	private readonly ended = new Map<string, true>();

	/** @param answered waits of all triggers that ended with an answer */
	constructor(private readonly answered = new Map<string, true>()) {}

	/** @returns how many other questions to the same person are open that what they write would answer */
	add(wait: WaitRegistration, now: number): number {
		this.removeExpired(now);
		const others = [...this.waits.values()].filter(
			(other) =>
				other.accepts in WRITTEN &&
				!isExpired(other, now) &&
				getWaitKey(other) !== getWaitKey(wait) &&
				other.people.some((a) => wait.people.some((b) => isSameNumber(a, b))),
		).length;
		if (wait.accepts !== 'nothing' && !this.hasEnded(wait)) {
			const { registeredAt = now } = this.waits.get(getWaitKey(wait)) ?? {};
			this.waits.set(getWaitKey(wait), { ...wait, registeredAt });
			trimOldest(this.waits, MAX_WAITS);
		}
		return others;
	}

	has(wait: WaitPath): boolean {
		return this.waits.has(getWaitKey(wait));
	}

	/** Ended by an answer, or nobody waits any more. */
	remove(wait: WaitPath, isAnswered = false): boolean {
		this.postponedAnswers.forget(wait);
		const ended = isAnswered ? this.answered : this.ended;
		ended.set(getWaitKey(wait), true);
		trimOldest(ended, isAnswered ? MAX_ANSWERED : MAX_ENDED);
		return this.waits.delete(getWaitKey(wait));
	}

	hasEnded(wait: WaitPath): boolean {
		return this.ended.has(getWaitKey(wait)) || this.answered.has(getWaitKey(wait));
	}

	/**
	 * The wait that the event ends: of several questions to one person, the quoted or the newest one.
	 * @param sentAt milliseconds since 1970: what is delivered again is no answer to a question asked since
	 */
	find(event: WhatsAppEvent, now: number, sentAt = Infinity): WaitRegistration | undefined {
		this.removeExpired(now);
		if (event.event === 'status') {
			for (const wait of this.waits.values()) {
				const { accepts, messageId, waitUntil } = wait;
				const isOf = accepts === 'status' && messageId === event.messageId;
				if (isOf && isAwaitedStatus(event, waitUntil ?? '')) return wait;
			}
			return undefined;
		}
		const { replyTo, groupId, standby } = event;
		// While a colleague or another app holds the conversation, it is them who are answered.
		if (groupId || standby || !isSaid(event)) return undefined;
		const asked = [...this.waits.values()].filter(
			({ accepts, people, registeredAt = 0 }) =>
				ACCEPTED[accepts]?.(event) &&
				isAbout(event, people) &&
				!(sentAt < registeredAt - MAX_CLOCK_DIFFERENCE_MS && sentAt > now - MAX_REDELIVERY_MS),
		);
		if (!replyTo) return asked.at(-1);
		// A quote of something else is about that, unless it may be of a question that is still being sent.
		const quoted = asked.filter(({ messageId }) => messageId === replyTo).at(-1);
		return quoted ?? asked.filter(({ messageId }) => !messageId).at(-1);
	}

	/** Adds what a process before this one, or next to it, has stored: also the message's ID, which only one of them gets. */
	restore(stored: readonly WaitRegistration[]): void {
		const others = new Map(stored.map((wait) => [getWaitKey(wait), wait]));
		const own = [...this.waits].map(([key, wait]) => complete(wait, others.get(key)));
		const unknown = stored.filter((wait) => !this.hasEnded(wait) && !this.has(wait));
		const waits = [...unknown, ...own].sort(
			(a, b) => (a.registeredAt ?? 0) - (b.registeredAt ?? 0),
		);
		this.waits.clear();
		for (const wait of waits) this.waits.set(getWaitKey(wait), wait);
		trimOldest(this.waits, MAX_WAITS);
	}

	list(now: number): WaitRegistration[] {
		this.removeExpired(now);
		return [...this.waits.values()];
	}

	private removeExpired(now: number): void {
		for (const [key, { expiresAt }] of this.waits) {
			if (isExpired({ expiresAt }, now - GRACE_MS)) this.waits.delete(key);
		}
	}
}

/** n8n ends a wait up to a minute late, and until then resumes the execution with an answer. */
const GRACE_MS = 2 * 60 * 1000;

/** Whether it has ended, or n8n is about to end it. A reference doesn't say when. */
export function isExpired(wait: Partial<WaitRegistration>, now: number): boolean {
	return (wait.expiresAt ?? Infinity) < now;
}

/** What comes as a message although nobody says anything with it, or changes what was said before. */
const NOT_SAID = new Set([
	'edit',
	'reaction',
	'request_welcome',
	'revoke',
	'unknown',
	'unsupported',
]);

function isSaid({ event, type, callPermission }: WhatsAppEvent): boolean {
	return event === 'message' && !NOT_SAID.has(type ?? '') && !callPermission;
}

type Accepts = Readonly<Record<string, (message: WhatsAppEvent) => boolean>>;

/** Registered for what a person writes → which messages. */
const WRITTEN: Accepts = {
	message: () => true,
	untapped: ({ button }) => !button,
	text: ({ text, button, form }) => Boolean(text) && !button && !form,
};

/** Registered for messages → which of them. A form with another token answers another message. */
const ACCEPTED: Accepts = { ...WRITTEN, form: ({ form }) => form?.name === 'flow' && !form.token };

/** The second half of a registration, if another process got it. */
function complete(own: WaitRegistration, other: WaitRegistration | undefined): WaitRegistration {
	if (own.messageId || !other?.messageId) return own;
	const { registeredAt = other.registeredAt } = own;
	return { ...other, registeredAt };
}
