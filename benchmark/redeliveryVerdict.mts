import type { Post } from './redeliverySink.mts';

/** Ids that survive a restart, as docs/reliability.md promises. */
export const MAX_RECENT_IDS = 250;

/** Calls come all the time here, so IDs are stored a second after the ones before; then it takes a moment. */
export const UNSTORED_MS = 2000;

/** A power cut. */
export interface Kill {
	/** In the milliseconds of `performance.now()`. */
	at: number;
	/** What had been acknowledged by then, in that order, and when. */
	acknowledged: ReadonlyMap<string, number>;
	/** Number of the last execution that had been created. n8n itself starts those that had not begun. */
	lastExecution: number;
}

export interface Verdict {
	events: number;
	/** Passed on by no execution, not even by one that was retried. */
	lost: number;
	/** Accepted into an execution that the kill cut off; passed on by n8n's own Retry. */
	byRetryOnly: number;
	once: number;
	/** Twice within one process: must not be. */
	sameProcess: number;
	/** Acknowledged among the last 250 before a kill, and accepted again after it: must not be. */
	amongRemembered: number;
	/** Acknowledged longer before the kill than IDs are kept. */
	older: number;
	/** Acknowledged right before the kill: the IDs were not stored yet. */
	unstored: number;
	/** Their execution began right before the kill: they may not have left the store of Group By yet. */
	handedOver: number;
	/** Not acknowledged yet when the kill came. */
	inFlight: number;
	/** Passed on by an execution that was cut off later, or redelivered since, and then retried. */
	byRetryToo: number;
	/** Of what must not be: the event, and each of its executions with its process. */
	examples: string[];
}

/**
 * Holds what happened against what is promised.
 * @param isHeld events are acknowledged before they have an execution, as with Group By
 */
export function evaluate(
	events: readonly string[],
	posts: readonly Post[],
	kills: Kill[],
	{ isHeld }: { isHeld: boolean },
): Verdict {
	const verdict: Verdict = {
		events: events.length,
		lost: 0,
		byRetryOnly: 0,
		once: 0,
		sameProcess: 0,
		amongRemembered: 0,
		older: 0,
		unstored: 0,
		handedOver: 0,
		inFlight: 0,
		byRetryToo: 0,
		examples: [],
	};
	// Position from the end: 1 is the last one that was acknowledged before the kill.
	const ranks = kills.map(
		({ acknowledged }) =>
			new Map([...acknowledged.keys()].map((name, index) => [name, acknowledged.size - index])),
	);
	const byEvent = new Map<string, Post[]>(events.map((name) => [name, []]));
	for (const post of posts) for (const name of post.events) byEvent.get(name)?.push(post);
	const getProcess = ({ execution }: Post) =>
		kills.filter(({ lastExecution }) => Number(execution) > lastExecution).length;
	for (const [name, all] of byEvent) {
		const first = all
			.filter(({ isRetry }) => !isRetry)
			.sort((a, b) => Number(a.execution) - Number(b.execution));
		const retried = all.length - first.length;
		if (all.length === 0) verdict.lost++;
		else if (first.length === 0) verdict.byRetryOnly++;
		else if (all.length === 1) verdict.once++;
		if (first.length > 0 && retried > 0) verdict.byRetryToo++;
		for (let at = 1; at < first.length; at++) {
			const [before, after] = [getProcess(first[at - 1]), getProcess(first[at])];
			const kill = kills[after - 1];
			const rank = ranks[after - 1]?.get(name);
			const ageMs = kill && kill.at - (kill.acknowledged.get(name) ?? 0);
			const isNew = isHeld && kill !== undefined && kill.at - first[at - 1].at < UNSTORED_MS;
			const kind = before === after ? 'sameProcess' : classify(rank, ageMs, isNew);
			verdict[kind]++;
			if (kind !== 'sameProcess' && kind !== 'amongRemembered') continue;
			const executions = all.map((post) => `${post.execution} in ${getProcess(post)}`);
			verdict.examples.push(`${name}, rank ${rank}: ${executions.join(', ')}`);
		}
	}
	return verdict;
}

function classify(
	rank: number | undefined,
	ageMs = Infinity,
	isNew = false,
): 'inFlight' | 'unstored' | 'handedOver' | 'amongRemembered' | 'older' {
	if (rank === undefined) return 'inFlight';
	if (ageMs < UNSTORED_MS) return 'unstored';
	if (isNew) return 'handedOver';
	return rank <= MAX_RECENT_IDS ? 'amongRemembered' : 'older';
}

export function isKept({ lost, sameProcess, amongRemembered }: Verdict): boolean {
	return lost + sameProcess + amongRemembered === 0;
}
