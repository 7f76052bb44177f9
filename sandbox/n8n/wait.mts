import { setTimeout as sleep } from 'node:timers/promises';

export class TimeoutError extends Error {
	constructor(what: string, ms: number, last?: unknown) {
		const seen = last instanceof Error ? ` (last: ${last.message})` : '';
		super(`waited ${Math.round(ms / 1000)} s in vain for ${what}${seen}`);
		this.name = 'TimeoutError';
	}
}

/** Polls until there is a result: `undefined`, `false` and a thrown error mean "not yet". */
export async function until<T>(
	what: string,
	ms: number,
	question: () => Promise<T | undefined | false> | T | undefined | false,
	options: { everyMs?: number; stop?: (error: unknown) => boolean } = {},
): Promise<T> {
	const end = Date.now() + ms;
	let last: unknown;
	for (;;) {
		try {
			const result = await question();
			if (result !== undefined && result !== false) return result;
			last = undefined;
		} catch (error) {
			if (options.stop?.(error)) throw error;
			last = error;
		}
		if (Date.now() >= end) throw new TimeoutError(what, ms, last);
		await sleep(options.everyMs ?? 100);
	}
}

/** Waits until nothing is left, for as long as what is left goes on changing. */
export async function untilNone(
	what: string,
	stallMs: number,
	left: () => Promise<number> | number,
	everyMs = 500,
): Promise<void> {
	let seen = NaN;
	for (let since = Date.now(); seen !== 0; await sleep(everyMs)) {
		// A process too busy to respond has not shown any change.
		const now = await Promise.resolve(left()).catch(() => seen);
		if (!Object.is(now, seen)) since = Date.now();
		seen = now;
		if (seen !== 0 && Date.now() - since >= stallMs) throw new TimeoutError(what, stallMs);
	}
}
