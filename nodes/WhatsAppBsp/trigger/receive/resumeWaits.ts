import type { WhatsAppEvent } from '../../core/event';
import { deferred } from '../../core/deferred';
import { getAccount } from '../../providers/credentials';
import { endsWait, findReference, type FoundReference } from '../../waiting/findReference';
import { resumeExecution } from '../../waiting/resumeExecution';
import { toItem } from '../media/eventItem';
import { isOn } from '../settings';
import { getStaticData, persistState } from '../staticData';
import { waitForDuplicatesInFlight } from './claimEvents';
import { logWarning, type WebhookContext } from './webhookContext';

export interface ResumedWaits {
	/** What starts the workflow as always, filters permitting; never with a reference in it. */
	remaining: WhatsAppEvent[];
	/** Answers that waiting executions went on with. */
	answers: WhatsAppEvent[];
}

/**
 * Hands answers to the executions that wait for them ('Send and Wait'). What none takes is an ordinary
 * event: the customer's message is never lost. Tests only look: the live workflow hands over.
 * @throws NotProcessedError while another request hands over the same answer and fails
 */
export async function resumeWaits(
	ctx: WebhookContext,
	events: readonly WhatsAppEvent[],
): Promise<ResumedWaits> {
	const resumed: ResumedWaits = { remaining: [], answers: [] };
	for (const event of events) {
		const found = findReference(event);
		const isTaken = found && endsWait(found) && !ctx.isTest && (await tryToResume(ctx, found));
		if (isTaken) resumed.answers.push(found.event);
		if (!isTaken || isOn(ctx.options.startOnAnswers)) {
			resumed.remaining.push(found?.event ?? event);
		}
	}
	return resumed;
}

/** True also for an answer that was handed over before: a redelivery. */
async function tryToResume(
	ctx: WebhookContext,
	{ reference, value, event }: FoundReference,
): Promise<boolean> {
	const { context, provider, state } = ctx;
	const { deduplicator, debouncer } = state;
	const outcome = deferred<boolean>();
	deduplicator.restore(getStaticData(context).recentIds);
	// Apart from the event's own, with which it may start the workflow as well.
	const key = { id: `${event.id} answer` };
	const { newEvents, inFlight } = deduplicator.claim([key], outcome.promise);
	if (newEvents.length === 0) {
		await waitForDuplicatesInFlight(inFlight);
		return true;
	}
	const answer = toItem({ event }).json as unknown as WhatsAppEvent;
	let failure: string | undefined;
	try {
		const account = await getAccount(context, provider.credential);
		failure = await resumeExecution(context, reference, { value, event: answer }, account);
	} catch (error) {
		failure = String(error);
	}
	outcome.resolve(failure === undefined);
	if (failure === undefined) {
		deduplicator.markCreated([key]);
		const pending = debouncer.getPending().map((item) => item.event);
		persistState(getStaticData(context), deduplicator, pending);
		return true;
	}
	logWarning(ctx, `starts the workflow with an answer, because no execution took it: ${failure}`);
	return false;
}
