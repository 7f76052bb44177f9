import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../nodes/WhatsAppBsp/core/clock';
import { META_ERRORS } from '../../nodes/WhatsAppBsp/providers/cloudApi/errors';
import { toProviderError } from '../../nodes/WhatsAppBsp/providers/shared/errorTable';
import type { SendJob } from '../../nodes/WhatsAppBsp/sending/types';
import { nextTick } from './runtime';
import type { ProviderError } from '../../nodes/WhatsAppBsp/core/providerError';
import type { Rejected } from '../../nodes/WhatsAppBsp/core/result';
import type { ProcessedDataStore } from '../../nodes/WhatsAppBsp/idempotency/processedDataStore';

/** Long work goes on after a real timer, whenever the machine is slow: see `WorkSlice`. */
const MAX_REAL_TIMERS = 1000;

/** A clock that a test moves: it jumps to the next timer whenever nothing else can run. */
export class TestClock implements Clock {
	private time = 0;

	private timers: Array<{ at: number; ring(): void }> = [];

	now = (): number => this.time;

	sleep = async (ms: number): Promise<void> =>
		await new Promise((ring) => this.timers.push({ at: this.time + ms, ring }));

	/** Runs the work to its end, jumping from timer to timer. */
	async run<Result>(work: Promise<Result>): Promise<Result> {
		let done = false;
		const end = () => {
			done = true;
		};
		work.then(end, end);
		for (let idle = 0; idle < MAX_REAL_TIMERS; ) {
			await nextTick();
			if (done) return await work;
			this.timers.sort((a, b) => a.at - b.at);
			const next = this.timers.shift();
			if (!next) {
				idle++;
				await sleep(1);
				continue;
			}
			idle = 0;
			this.time = Math.max(this.time, next.at);
			next.ring();
		}
		throw new Error('The work waits for something that no timer brings');
	}
}

export function createRejection(
	error: Partial<ProviderError> = {},
	outcomeUnknown?: boolean,
): Rejected {
	return {
		accepted: false,
		error: {
			code: '1',
			title: 'No',
			category: 'unknown',
			retryable: false,
			retryAfterMs: null,
			advice: 'None.',
			...error,
		},
		...(outcomeUnknown ? { outcomeUnknown } : {}),
	};
}

/** Rejected because of the account's rate limit. */
export const RATE_LIMITED = createRejection({
	code: '130429',
	category: 'rateLimit',
	retryable: true,
});
/** Rejected because of the recipient's rate limit, as a provider's response is parsed. */
export const RECIPIENT_RATE_LIMITED: Rejected = {
	accepted: false,
	error: toProviderError(META_ERRORS, '131056'),
};
export const NOT_REACHED = createRejection({
	code: 'ECONNREFUSED',
	category: 'temporary',
	retryable: true,
});
export const CONNECTION_LOST = createRejection({ code: 'ECONNRESET', category: 'temporary' }, true);

export function createJob(
	itemIndex: number,
	to: string,
	text = 'Hi',
	extra: Partial<SendJob<string>> = {},
): SendJob<string> {
	return {
		itemIndex,
		to,
		orderingKey: to,
		payload: text,
		batchKey: text,
		retry: { maxRetries: 3, maxRetryTimeMs: 60_000 },
		...extra,
	};
}

/** A store like n8n's: one list of entries, of which the oldest are evicted. */
export class MemoryStore implements ProcessedDataStore {
	name = `memory ${MemoryStore.made++}`;

	private static made = 0;

	entries: string[] = [];

	calls = 0;

	/** Stops in the middle, like a process that is killed. */
	dieAfter = Infinity;

	private async write(entries: string[]): Promise<void> {
		this.calls += 1;
		// Others may run between reading and writing: a store without a lock.
		await Promise.resolve();
		if (this.calls > this.dieAfter) await new Promise(() => {});
		this.entries = entries;
	}

	async checkAndRecord(tokens: string[], atMost?: number): Promise<{ known: string[] }> {
		const before = new Set(this.entries);
		const entries = [...this.entries, ...tokens.filter((token) => !before.has(token))];
		await this.write(atMost === undefined ? entries : entries.slice(-atMost));
		return { known: tokens.filter((token) => before.has(token)) };
	}

	async remove(tokens: string[]): Promise<void> {
		const removed = new Set(tokens);
		await this.write(this.entries.filter((entry) => !removed.has(entry)));
	}
}
