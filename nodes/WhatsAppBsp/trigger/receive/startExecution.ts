import { randomUUID } from 'crypto';
import { sleep, type IDataObject, type IWebhookResponseData } from 'n8n-workflow';
import type { UnsentEvents } from './debouncer';
import { getConversationKey } from './conversation';
import type { WhatsAppEvent } from '../../core/event';
import { runAfterResponse } from './afterResponse';
import { respond, logWarning, type WebhookContext } from './webhookContext';
import { DEBOUNCE, BATCH } from '../limits';
import { waitForExecutionCreated } from './executionCreated';
import { toItem, type EventItem } from '../media/eventItem';
import { attachMedia } from '../media/attachMedia';
import { clamp } from '../settings';
import { getStaticData, type PendingEvent } from '../staticData';
import type { Deferred } from '../../core/deferred';
import { deferred } from '../../core/deferred';
import type { Account } from '../../providers/request';

/** This process, told from the one before a restart. */
const PROCESS_ID = randomUUID();

/**
 * Milliseconds after which what another process held is taken for left behind, and so is what this one
 * could not hand over.
 */
const ORPHANED_AFTER_MS = DEBOUNCE.maxQuietMs + 5000;

/** Milliseconds for which a call waits for another with the same event. */
const MAX_WAIT_MS = 20_000;

/**
 * Hands the chosen events over to n8n, each once: alone, with what other calls brought at about the
 * same time, or with what the same sender wrote before it was quiet.
 * @param reasons why other events of the call were left out
 */
export async function startExecution(
	ctx: WebhookContext,
	account: Account,
	chosen: WhatsAppEvent[],
	reasons: string[],
): Promise<IWebhookResponseData> {
	const { context, memory, isTest } = ctx;
	const events = [...(isTest ? [] : getOrphanedEvents(ctx)), ...chosen];
	const left = isTest ? NO_UNSENT_EVENTS : memory.debouncer.takeUnsent(ORPHANED_AFTER_MS);
	if (events.length === 0 && left.items.length === 0) {
		memory.counters.ignored++;
		runAfterResponse(ctx, account, [], Promise.resolve(true));
		return { webhookResponse: { status: 'ignored', reason: reasons.join('; ') } };
	}

	const outcome = deferred<boolean>();
	void outcome.promise.then(left.settle);
	memory.deduplicator.restore(getStaticData(context).recentIds);
	// Who tests may send the same message as often as needed.
	const claim = isTest
		? { newEvents: events, duplicates: 0, inFlight: [] }
		: memory.deduplicator.claim(events, outcome.promise);
	try {
		await waitForDuplicatesInFlight(claim.inFlight.filter((each) => !left.outcomes.includes(each)));
		if (claim.newEvents.length === 0 && left.items.length === 0) {
			memory.counters.duplicates += events.length;
			return { webhookResponse: { status: 'duplicate', events: events.length } };
		}
		const items = await attachMedia(ctx, account, claim.newEvents);
		runAfterResponse(ctx, account, claim.newEvents, outcome.promise);
		return await run(ctx, [...left.items, ...items], outcome);
	} catch (error) {
		// Nothing may stay claimed by a call that ended badly: its redelivery would wait for ever.
		outcome.resolve(false);
		memory.counters.failed++;
		const reason = 'n8n did not accept the events, send them again';
		logWarning(ctx, `responded with 500: ${reason} (${getMessage(error)})`);
		return respond(ctx, 500, { status: 'not accepted', reason });
	}
}

const NO_UNSENT_EVENTS: UnsentEvents<EventItem> = { items: [], outcomes: [], settle: () => {} };

/** What another call is about to hand over must come off before this one may be answered with 200. */
async function waitForDuplicatesInFlight(
	elsewhere: ReadonlyArray<Promise<boolean>>,
): Promise<void> {
	if (elsewhere.length === 0) return;
	const outcomes = await Promise.race([
		Promise.all(elsewhere),
		sleep(MAX_WAIT_MS).then(() => undefined),
	]);
	if (!outcomes)
		throw new NotProcessedError('another call with the same event is still being processed');
	if (outcomes.includes(false))
		throw new NotProcessedError('n8n did not accept another call with the same event');
}

/** Makes the provider deliver again. */
class NotProcessedError extends Error {}

const STRATEGIES: Readonly<
	Record<
		string,
		(ctx: WebhookContext, items: EventItem[], outcome: Outcome) => Promise<IWebhookResponseData>
	>
> = { alone: immediate, inBatch: batched, inBurst: debounced };

async function run(ctx: WebhookContext, items: EventItem[], outcome: Outcome) {
	return await STRATEGIES[selectStrategy(ctx, items)](ctx, items, outcome);
}

function selectStrategy({ options, isTest }: WebhookContext, items: EventItem[]): string {
	if (isTest) return 'alone';
	if (options.groupBy === 'sender' && getSharedConversationKey(items) !== undefined)
		return 'inBurst';
	return options.batch === 'window' || options.batch === 'count' ? 'inBatch' : 'alone';
}

type Outcome = Deferred<boolean>;

async function immediate(ctx: WebhookContext, items: EventItem[], outcome: Outcome) {
	return respondWithItems(ctx, items, outcome.resolve);
}

async function batched(ctx: WebhookContext, items: EventItem[], outcome: Outcome) {
	const { options, memory } = ctx;
	const maxItems =
		options.batch === 'count'
			? clamp(options.batchCount, 1, BATCH.defaultCount, BATCH.maxEvents)
			: BATCH.maxEvents;
	const windowMs = clamp(options.batchWindowMs, 1, BATCH.defaultMs, BATCH.maxMs);
	const part = await memory.batcher.join(items, { windowMs, maxItems });
	void part.succeeded.then(outcome.resolve);
	if (part.role === 'leader') return respondWithItems(ctx, part.items, part.settle);
	if (!(await part.succeeded)) throw new NotProcessedError('n8n did not accept the batch');
	return acceptedResponse(items.length);
}

async function debounced(ctx: WebhookContext, items: EventItem[], outcome: Outcome) {
	const { options, memory, context } = ctx;
	const rules = {
		quietMs: clamp(options.quietTimeMs, 50, DEBOUNCE.defaultQuietMs, DEBOUNCE.maxQuietMs),
		maxMs: DEBOUNCE.maxGroupMs,
		maxItems: DEBOUNCE.maxEvents,
	};
	const part = await memory.debouncer.join(
		getSharedConversationKey(items) ?? '',
		items,
		rules,
		outcome,
	);
	if (part.role === 'leader') return respondWithItems(ctx, part.items, part.settle);
	// n8n saves this before it answers, and the call that came after this one is not answered yet.
	getStaticData(context).pendingEvents = getPendingEvents(ctx);
	return acceptedResponse(items.length);
}

/** Gives items to n8n, and learns from its answer whether it took them. */
function respondWithItems(
	ctx: WebhookContext,
	items: EventItem[],
	settle: (created: boolean) => void,
): IWebhookResponseData {
	const { context, memory } = ctx;
	void waitForExecutionCreated(context.getResponseObject()).then((succeeded) => {
		if (succeeded) memory.counters.accepted += items.length;
		settle(succeeded);
	});
	return {
		workflowData: [items.map(toItem)],
		/**
		 * n8n reads this once the execution is created, then saves static data if that has changed, then
		 * answers. What was written before, it forgets to save: creating an execution makes a second
		 * `Workflow` over the same data, which takes it for unchanged (seen with 2.39.10).
		 */
		get webhookResponse() {
			persistState(ctx, items);
			return acceptedResponse(items.length).webhookResponse;
		},
	};
}

/** Writes what a process after this one, or beside it, must know of a hand-over. */
function persistState(ctx: WebhookContext, handingOver: EventItem[]): void {
	if (ctx.isTest) return;
	const staticData = getStaticData(ctx.context);
	const { deduplicator } = ctx.memory;
	deduplicator.markCreated(handingOver.map(({ event }) => event));
	staticData.recentIds = deduplicator.serialize();
	const waiting = getPendingEvents(ctx, handingOver);
	if (waiting.length > 0 || staticData.pendingEvents) staticData.pendingEvents = waiting;
}

function acceptedResponse(events: number): { webhookResponse: IDataObject } {
	return { webhookResponse: { status: 'accepted', events } };
}

/** What waits for its burst to end, here and in other processes, without what is now handed over. */
function getPendingEvents(
	{ memory, context }: WebhookContext,
	handingOver: readonly EventItem[] = [],
): PendingEvent[] {
	const at = Date.now();
	const elsewhere = (getStaticData(context).pendingEvents ?? []).filter(
		(each) => each.processId !== PROCESS_ID && !isOrphaned(each),
	);
	const here = memory.debouncer
		.getPending()
		.filter((item) => !handingOver.includes(item))
		.map(({ event }) => ({ event, processId: PROCESS_ID, at }));
	return [...elsewhere, ...here];
}

/** Answered, but never handed over: n8n ended in the middle of a burst. */
function getOrphanedEvents({ context }: WebhookContext): WhatsAppEvent[] {
	return (getStaticData(context).pendingEvents ?? []).filter(isOrphaned).map(({ event }) => event);
}

function isOrphaned({ processId, at }: PendingEvent): boolean {
	return processId !== PROCESS_ID && Date.now() - at > ORPHANED_AFTER_MS;
}

/** The one conversation that these belong to, if so. */
function getSharedConversationKey([first, ...others]: readonly EventItem[]): string | undefined {
	const key = getConversationKey(first.event);
	return others.every(({ event }) => getConversationKey(event) === key) ? key : undefined;
}

function getMessage(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
