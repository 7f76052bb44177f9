import { randomUUID } from 'crypto';
import { sleep, type IDataObject, type IWebhookResponseData } from 'n8n-workflow';
import { deferred, type Deferred } from '../events/batch';
import type { Leftovers } from '../events/bursts';
import { conversationOf } from '../events/conversation';
import type { WhatsAppEvent } from '../events/types';
import type { Account } from '../providers/provider';
import { afterwards } from './afterwards';
import { answer, warn, type Call } from './call';
import { GROUPING, WINDOW } from './limits';
import { handedOver } from './outcome';
import { toItem, type Parcel } from './parcel';
import { toParcels } from './parcels';
import { bounded } from './settings';
import { remembered, type HeldEvent } from './staticData';

/** This process, told from the one before a restart. */
const RUN = randomUUID();

/**
 * Milliseconds after which what another process held is taken for left behind, and so is what this one
 * could not hand over.
 */
const LEFT_BEHIND_MS = GROUPING.mostQuietMs + 5000;

/** Milliseconds for which a call waits for another with the same event. */
const LONGEST_WAIT_MS = 20_000;

/**
 * Hands the chosen events over to n8n, each once: alone, with what other calls brought at about the
 * same time, or with what the same sender wrote before it was quiet.
 * @param reasons why other events of the call were left out
 */
export async function handOver(
	call: Call,
	account: Account,
	chosen: WhatsAppEvent[],
	reasons: string[],
): Promise<IWebhookResponseData> {
	const { context, memory, isTest } = call;
	const events = [...(isTest ? [] : leftBehind(call)), ...chosen];
	const left = isTest ? NOTHING_LEFT : memory.bursts.leftovers(LEFT_BEHIND_MS);
	if (events.length === 0 && left.items.length === 0) {
		memory.counters.ignored++;
		afterwards(call, account, [], Promise.resolve(true));
		return { webhookResponse: { status: 'ignored', reason: reasons.join('; ') } };
	}

	const outcome = deferred<boolean>();
	void outcome.promise.then(left.settle);
	memory.seen.adopt(remembered(context).seen);
	// Who tests may send the same message as often as needed.
	const claim = isTest
		? { fresh: events, seen: 0, elsewhere: [] }
		: memory.seen.claim(events, outcome.promise);
	try {
		await others(claim.elsewhere.filter((each) => !left.outcomes.includes(each)));
		if (claim.fresh.length === 0 && left.items.length === 0) {
			memory.counters.seenBefore += events.length;
			return { webhookResponse: { status: 'seen before', events: events.length } };
		}
		const parcels = await toParcels(call, account, claim.fresh);
		afterwards(call, account, claim.fresh, outcome.promise);
		return await share(call, [...left.items, ...parcels], outcome);
	} catch (error) {
		// Nothing may stay claimed by a call that ended badly: its redelivery would wait for ever.
		outcome.resolve(false);
		memory.counters.notTaken++;
		const reason = 'n8n did not accept the events, send them again';
		warn(call, `responded with 500: ${reason} (${messageOf(error)})`);
		return answer(call, 500, { status: 'not taken', reason });
	}
}

const NOTHING_LEFT: Leftovers<Parcel> = { items: [], outcomes: [], settle: () => {} };

/** What another call is about to hand over must come off before this one may be answered with 200. */
async function others(elsewhere: ReadonlyArray<Promise<boolean>>): Promise<void> {
	if (elsewhere.length === 0) return;
	const outcomes = await Promise.race([
		Promise.all(elsewhere),
		sleep(LONGEST_WAIT_MS).then(() => undefined),
	]);
	if (!outcomes) throw new NotTaken('another call with the same event is still being processed');
	if (outcomes.includes(false))
		throw new NotTaken('n8n did not accept another call with the same event');
}

/** Makes the provider deliver again. */
class NotTaken extends Error {}

const WAYS: Readonly<
	Record<string, (call: Call, parcels: Parcel[], outcome: Outcome) => Promise<IWebhookResponseData>>
> = { alone, inBatch, inBurst };

async function share(call: Call, parcels: Parcel[], outcome: Outcome) {
	return await WAYS[wayFor(call, parcels)](call, parcels, outcome);
}

function wayFor({ options, isTest }: Call, parcels: Parcel[]): string {
	if (isTest) return 'alone';
	if (options.groupBy === 'sender' && conversation(parcels) !== undefined) return 'inBurst';
	return options.batch === 'window' || options.batch === 'count' ? 'inBatch' : 'alone';
}

type Outcome = Deferred<boolean>;

async function alone(call: Call, parcels: Parcel[], outcome: Outcome) {
	return carry(call, parcels, outcome.resolve);
}

async function inBatch(call: Call, parcels: Parcel[], outcome: Outcome) {
	const { options, memory } = call;
	const mostItems =
		options.batch === 'count'
			? bounded(options.batchCount, 1, WINDOW.usualCount, WINDOW.mostEvents)
			: WINDOW.mostEvents;
	const windowMs = bounded(options.batchWindowMs, 1, WINDOW.usualMs, WINDOW.mostMs);
	const part = await memory.batches.join(parcels, { windowMs, mostItems });
	void part.handedOver.then(outcome.resolve);
	if (part.role === 'carrier') return carry(call, part.items, part.settle);
	if (!(await part.handedOver)) throw new NotTaken('n8n did not accept the batch');
	return taken(parcels.length);
}

async function inBurst(call: Call, parcels: Parcel[], outcome: Outcome) {
	const { options, memory, context } = call;
	const rules = {
		quietMs: bounded(options.quietTimeMs, 50, GROUPING.usualQuietMs, GROUPING.mostQuietMs),
		mostMs: GROUPING.mostBurstMs,
		mostItems: GROUPING.mostEvents,
	};
	const part = await memory.bursts.join(conversation(parcels) ?? '', parcels, rules, outcome);
	if (part.role === 'carrier') return carry(call, part.items, part.settle);
	// n8n saves this before it answers, and the call that came after this one is not answered yet.
	remembered(context).held = held(call);
	return taken(parcels.length);
}

/** Gives items to n8n, and learns from its answer whether it took them. */
function carry(
	call: Call,
	parcels: Parcel[],
	settle: (handedOver: boolean) => void,
): IWebhookResponseData {
	const { context, memory } = call;
	void handedOver(context.getResponseObject()).then((cameOff) => {
		if (cameOff) memory.counters.taken += parcels.length;
		settle(cameOff);
	});
	return {
		workflowData: [parcels.map(toItem)],
		/**
		 * n8n reads this once the execution is created, then saves static data if that has changed, then
		 * answers. What was written before, it forgets to save: creating an execution makes a second
		 * `Workflow` over the same data, which takes it for unchanged (seen with 2.39.10).
		 */
		get webhookResponse() {
			keepInMind(call, parcels);
			return taken(parcels.length).webhookResponse;
		},
	};
}

/** Writes what a process after this one, or beside it, must know of a hand-over. */
function keepInMind(call: Call, handingOver: Parcel[]): void {
	if (call.isTest) return;
	const kept = remembered(call.context);
	const { seen } = call.memory;
	seen.created(handingOver.map(({ event }) => event));
	kept.seen = seen.toStore();
	const waiting = held(call, handingOver);
	if (waiting.length > 0 || kept.held) kept.held = waiting;
}

function taken(events: number): { webhookResponse: IDataObject } {
	return { webhookResponse: { status: 'taken', events } };
}

/** What waits for its burst to end, here and in other processes, without what is now handed over. */
function held({ memory, context }: Call, handingOver: readonly Parcel[] = []): HeldEvent[] {
	const at = Date.now();
	const elsewhere = (remembered(context).held ?? []).filter(
		(each) => each.run !== RUN && !isLeftBehind(each),
	);
	const here = memory.bursts
		.held()
		.filter((parcel) => !handingOver.includes(parcel))
		.map(({ event }) => ({ event, run: RUN, at }));
	return [...elsewhere, ...here];
}

/** Answered, but never handed over: n8n ended in the middle of a burst. */
function leftBehind({ context }: Call): WhatsAppEvent[] {
	return (remembered(context).held ?? []).filter(isLeftBehind).map(({ event }) => event);
}

function isLeftBehind({ run, at }: HeldEvent): boolean {
	return run !== RUN && Date.now() - at > LEFT_BEHIND_MS;
}

/** The one conversation that these belong to, if so. */
function conversation([first, ...others]: readonly Parcel[]): string | undefined {
	const key = conversationOf(first.event);
	return others.every(({ event }) => conversationOf(event) === key) ? key : undefined;
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
