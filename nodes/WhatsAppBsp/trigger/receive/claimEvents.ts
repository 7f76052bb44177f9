import { sleep } from 'n8n-workflow';
import { createDeferred, type Deferred } from '../../core/deferred';
import type { WhatsAppEvent } from '../../core/event';
import type { EventItem } from '../media/eventItem';
import { getOrphanedEvents, getStaticData, ORPHANED_AFTER_MS } from '../staticData';
import { NotProcessedError } from './notProcessedError';
import type { WebhookContext } from './webhookContext';

const MAX_WAIT_MS = 20_000;

/** What one request starts an execution with: its own events, and those that nobody else would send. */
export interface EventClaim {
	/** Seen for the first time, or orphaned by a process that ended. */
	newEvents: WhatsAppEvent[];
	/** Acknowledged by this process, but their execution could not be created. */
	unsent: EventItem[];
	/** One for each event of this request that another one is processing: whether it succeeded. */
	inFlight: ReadonlyArray<Promise<boolean>>;
	/** To be settled once it is known whether the execution was created. */
	outcome: Deferred<boolean>;
}

/** Decides once what belongs to this request; until `outcome` is settled, no other request gets it. */
export function claimEvents(ctx: WebhookContext, chosen: readonly WhatsAppEvent[]): EventClaim {
	const { context, state, isTest, options } = ctx;
	const outcome = createDeferred<boolean>();
	state.requestsInFlight++;
	void outcome.promise.then(() => state.requestsInFlight--);
	// Test events are not deduplicated: the same message may be sent as often as needed.
	if (isTest) return { newEvents: [...chosen], unsent: [], inFlight: [], outcome };

	const { deduplicator, debouncer } = state;
	const staticData = getStaticData(context);
	deduplicator.restore(staticData.recentIds);
	// Another process may still be downloading a burst's files.
	const afterMs = ORPHANED_AFTER_MS + (options.downloadMedia ? options.mediaTimeoutMs : 0);
	// Another request that is processing an orphaned event answers for it, so nothing waits for that.
	const orphaned = deduplicator.claim(getOrphanedEvents(staticData, afterMs), outcome.promise);
	const own = deduplicator.claim(chosen, outcome.promise);
	const unsent = debouncer.takeUnsent(ORPHANED_AFTER_MS);
	void outcome.promise.then(unsent.settle);
	return {
		newEvents: [...orphaned.newEvents, ...own.newEvents],
		unsent: unsent.items,
		inFlight: own.inFlight.filter((each) => !unsent.outcomes.includes(each)),
		outcome,
	};
}

/**
 * The same event is in flight in another request: 200 only if that one succeeds.
 * @throws NotProcessedError
 */
export async function waitForDuplicatesInFlight(
	inFlight: ReadonlyArray<Promise<boolean>>,
): Promise<void> {
	if (inFlight.length === 0) return;
	const outcomes = await Promise.race([
		Promise.all(inFlight),
		sleep(MAX_WAIT_MS).then(() => undefined),
	]);
	if (!outcomes)
		throw new NotProcessedError('another call with the same event is still being processed');
	if (outcomes.includes(false))
		throw new NotProcessedError('n8n did not accept another call with the same event');
}
