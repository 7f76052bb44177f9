import type { WhatsAppEvent } from '../../core/event';
import { createDeferred } from '../../core/deferred';
import { getAccount, isCredentialMissing } from '../../providers/credentials';
import type { WaitAnswer } from '../../waiting/answer';
import { endsWait, findReference, withoutCallbackReference } from '../../waiting/findReference';
import type { WaitPath } from '../../waiting/reference';
import { resumeExecution, type ResumeFailure } from '../../waiting/resumeExecution';
import { isExpired } from '../../waiting/waitRegistry';
import { withoutInternals } from '../media/eventItem';
import { getStaticData } from '../staticData';
import { waitForDuplicatesInFlight } from './claimEvents';
import type { EventKey } from './deduplicator';
import { NotProcessedError } from './notProcessedError';
import { restoreWaits } from './persistState';
import { logWarning, normalizeMessageId, type WebhookContext } from './webhookContext';

export interface ResumedWaits {
	/** What starts the workflow as always, filters permitting; never with a reference in it. */
	remaining: WhatsAppEvent[];
	/** Answers that waiting executions went on with. */
	answers: WhatsAppEvent[];
}

/** An event that a wait may end with. */
interface Candidate {
	wait: WaitPath;
	answer: WaitAnswer;
	/** Whom it answers once nobody waits with `wait` any more. */
	findNext?: () => WaitPath | undefined;
}

/**
 * So many answers to a question are left to be delivered again. An execution that crashed looks as if n8n were busy,
 * and would hold back the person's messages indefinitely.
 */
const MAX_POSTPONEMENTS = 3;

/**
 * Passes answers on to the executions that wait for them ('Send and Wait'). What none accepts is an ordinary
 * event: the customer's message is never lost. Tests only look: the live workflow passes them on.
 * @param passesFilter whether an event would start the workflow
 * @throws NotProcessedError while n8n is too busy, or another request passes on the same answer and fails
 */
export async function resumeWaits(
	ctx: WebhookContext,
	events: readonly WhatsAppEvent[],
	passesFilter: (event: WhatsAppEvent) => boolean,
): Promise<ResumedWaits> {
	const resumed: ResumedWaits = { remaining: [], answers: [] };
	restoreWaits(ctx);
	ctx.state.deduplicator.restore(getStaticData(ctx.context).recentIds);
	for (const given of events) {
		const found = findCandidate(ctx, given);
		const { event, candidate } = found;
		const isAccepted =
			!ctx.isTest &&
			(candidate ? await tryToResume(ctx, candidate, passesFilter) : wasAnswer(ctx, found));
		if (isAccepted) resumed.answers.push(event);
		if (!isAccepted || ctx.options.startOnAnswers) resumed.remaining.push(event);
	}
	return resumed;
}

interface FoundCandidate {
	/** Without a reference in it. */
	event: WhatsAppEvent;
	candidate?: Candidate;
	/** A receipt of a message whose delivery nobody awaits any more. */
	isLate?: boolean;
}

/** By the reference in the event, else by whom it is from. */
function findCandidate(ctx: WebhookContext, given: WhatsAppEvent): FoundCandidate {
	const {
		state: { waits, deduplicator },
		provider,
	} = ctx;
	const event = given.event === 'status' ? given : withoutCallbackReference(given);
	const found = findReference(event);
	if (found) {
		const { reference: wait, value } = found;
		const candidate = { wait, answer: { value, event: found.event } };
		const isLate = event.event === 'status' && waits.hasEnded(wait);
		return { event: found.event, isLate, ...(endsWait(found) && !isLate ? { candidate } : {}) };
	}
	// A message that starts the workflow is no answer to what was asked since: it is delivered again.
	if (event.event === 'message' && deduplicator.isKnown(event)) return { event };
	const asked = {
		...event,
		messageId: normalizeMessageId(ctx, event.messageId),
		// An unknown quote would count as one of something else.
		...(provider.webhook?.quotesSentIds ? {} : { replyTo: null }),
	};
	// Delivered late, it may be older than the question.
	const sentAt = provider.webhook?.redelivers ? Date.parse(event.timestamp) : Infinity;
	const findNext = () => waits.find(asked, Date.now(), sentAt);
	const wait = findNext();
	if (wait) return { event, candidate: { wait, answer: { value: null, event }, findNext } };
	// The receipt may overtake the registration of the wait for it, whose message it is known by.
	if (event.event === 'status' && !provider.capabilities.callbackData)
		waits.earlyReceipts.record(event, asked.messageId);
	return { event };
}

/** True also for an answer that was passed on before: a redelivery. */
async function tryToResume(
	ctx: WebhookContext,
	candidate: Candidate,
	passesFilter: (event: WhatsAppEvent) => boolean,
): Promise<boolean> {
	const { event } = candidate.answer;
	const { deduplicator } = ctx.state;
	const outcome = createDeferred<boolean>();
	const key = getAnswerKey(event);
	const { newEvents, inFlight } = deduplicator.claim([key], outcome.promise);
	if (newEvents.length === 0) {
		await waitForDuplicatesInFlight(inFlight);
		return true;
	}
	const failure = await resume(ctx, candidate);
	outcome.resolve(failure === undefined);
	if (failure === undefined) {
		deduplicator.markCreated([key]);
		ctx.mustPersist = true;
		return true;
	}
	// As an ordinary message, it would leave the execution waiting; without a redelivery, it would be lost instead.
	const { waits } = ctx.state;
	const isLeft =
		!waits.hasEnded(failure.wait) && (ctx.provider.webhook?.redelivers ?? !passesFilter(event));
	if (
		failure.isBusy &&
		isLeft &&
		waits.postponedAnswers.record(failure.wait, event.id, Date.now()) <= MAX_POSTPONEMENTS
	) {
		throw new NotProcessedError(failure.reason);
	}
	if (event.event === 'message') {
		const consequence = passesFilter(event)
			? 'starts the workflow with an answer, because no execution accepted it'
			: 'ignores an answer, because no execution accepted it, and the filters exclude it';
		logWarning(ctx, `${consequence}: ${failure.reason}`);
	}
	return false;
}

/**
 * Also the question before, if nobody waits for the newest one any more.
 * @returns why none has accepted it, and the wait that it was tried with
 */
async function resume(
	ctx: WebhookContext,
	{ wait, answer: { value, event }, findNext }: Candidate,
): Promise<(ResumeFailure & { wait: WaitPath }) | undefined> {
	const { context, provider, state } = ctx;
	const { waits } = state;
	const answer = { value, event: withoutInternals(event) };
	let next: WaitPath | undefined = wait;
	let failure: ResumeFailure | undefined;
	while (next) {
		const tried: WaitPath = next;
		try {
			const account = await getAccount(context, provider.credential);
			const isOver = () => waits.hasEnded(tried) || isExpired(tried, Date.now());
			failure = await resumeExecution(context, tried, answer, { account, isOver });
		} catch (error) {
			failure = { reason: String(error), mayStillWait: true, isBusy: !isCredentialMissing(error) };
		}
		if (failure?.mayStillWait) return { ...failure, wait: tried };
		// What n8n may have accepted answers nothing else.
		const mayBeAccepted = failure?.mayBeAccepted || waits.postponedAnswers.has(tried, event.id);
		if (waits.remove(tried, failure === undefined)) ctx.mustPersist = true;
		next = failure && !mayBeAccepted ? findNext?.() : undefined;
	}
	return failure && { ...failure, wait };
}

/** Apart from the event's own key, with which it may start the workflow as well. */
function getAnswerKey({ id }: WhatsAppEvent): EventKey {
	return { id: `${id} answer` };
}

/**
 * A redelivery: an execution went on with it, and waits no more. Most events are receipts; those that
 * end a wait by a reference still have it.
 */
function wasAnswer(
	{ state, provider }: WebhookContext,
	{ event, isLate }: FoundCandidate,
): boolean {
	if (event.event === 'status' && provider.capabilities.callbackData && !isLate) return false;
	return state.deduplicator.isCreated(getAnswerKey(event));
}
