import type { Driver } from './driver.mts';
import type { Ended } from './executions.mts';
import type { Fault, Row } from './types.mts';

interface Seen {
	fault: Fault;
	driver: Driver;
	/** Customer → when the provider accepted a message to them. */
	messages: Map<string, number[]>;
	ended: Ended[];
	/** Executions that a webhook call started. */
	started: number;
	/** Executions that never came to an end. */
	stuck: number;
	/** Unix times in milliseconds. */
	struckAt: number;
	repairedAt: number;
	retriedAt: number;
}

/** Later than this, and later than twice what was usual before the fault, is late. */
const LATE_MS = 2000;

/**
 * The promises of docs/reliability.md, in numbers. `At most once`: nothing twice, and missing at most what was in
 * flight when n8n or the connection ended. `At least once`: nothing missing, and twice at most what
 * was in flight. Every event is accepted in the end. What n8n itself drops is counted separately.
 */
export function evaluate(seen: Seen): Row {
	const { fault, driver, messages, ended, started, stuck } = seen;
	const { events } = driver;
	const times = events.map(({ customer }) => messages.get(customer)?.length ?? 0);
	const lost = times.filter((count) => count === 0).length;
	const duplicated = times.filter((count) => count > 1).length;
	const countEvents = (list: Ended[]) => list.reduce((sum, { events }) => sum + events, 0);
	const inFlight = countEvents(ended.filter(({ unclear }) => unclear));
	const emptied = countEvents(ended.filter((each) => each.emptied));
	const droppedAtStart = events.filter((event) => event.droppedAtStart).length;
	const { promise = 'atMostOnce' } = fault;
	const isOften = promise === 'atLeastOnce';
	const mayMiss = emptied + droppedAtStart + (isOften ? 0 : inFlight);
	const mayRepeat = isOften ? inFlight : 0;
	const broken = [
		driver.pendingCount > 0 && `${driver.pendingCount} events were never accepted`,
		lost > mayMiss && `${lost} lost, ${mayMiss} allowed`,
		duplicated > mayRepeat && `${duplicated} duplicated, ${mayRepeat} allowed`,
		messages.size > events.length && 'messages to strangers',
	].filter((each): each is string => each !== false);
	const errorTexts = new Map<string, number>();
	for (const { errorText } of ended) {
		const title = getTitle(errorText);
		errorTexts.set(title, (errorTexts.get(title) ?? 0) + 1);
	}
	return {
		fault: fault.name,
		promise,
		eventsIn: events.length,
		executions: started,
		retried: ended.length,
		messagesOut: [...messages.values()].flat().length,
		lost,
		duplicated,
		recoverySeconds: recovery(seen),
		rejections: driver.rejections,
		inFlight,
		emptied,
		droppedAtStart,
		stuck,
		errorTexts,
		broken,
	};
}

/** From the repair until the last message that was late because of the fault. */
function recovery({ driver, messages, struckAt, repairedAt, retriedAt }: Seen): number {
	const replied = driver.events.flatMap(({ customer, at }) => {
		const first = messages.get(customer)?.[0];
		return first === undefined || first > retriedAt
			? []
			: [{ at, out: first, delayMs: first - at }];
	});
	const before = replied.filter(({ at }) => at < struckAt - 1000).map(({ delayMs }) => delayMs);
	const usual = Math.max(LATE_MS, 2 * Math.max(0, ...before));
	const late = replied.filter(({ out, delayMs }) => delayMs > usual && out > repairedAt);
	return Math.max(0, ...late.map(({ out }) => out - repairedAt)) / 1000;
}

/** Without the recipient, the advice and the address, which differ from run to run. */
const getTitle = (says: string): string => says.replace(/: \d{11}\b.*$/s, '').slice(0, 160);

/** For a fault that could not be played to its end. */
export const failed = (fault: Fault, error: unknown): Row => ({
	fault: fault.name,
	promise: fault.promise ?? 'atMostOnce',
	eventsIn: 0,
	executions: 0,
	retried: 0,
	messagesOut: 0,
	lost: 0,
	duplicated: 0,
	recoverySeconds: 0,
	rejections: new Map(),
	inFlight: 0,
	emptied: 0,
	droppedAtStart: 0,
	stuck: 0,
	errorTexts: new Map(),
	// The message alone: what axios throws holds whole requests.
	broken: [error instanceof Error ? error.message : String(error)],
});
