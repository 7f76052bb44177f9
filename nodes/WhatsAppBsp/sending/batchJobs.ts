import type { SendJob } from './types';

export interface BatchingOptions {
	/** Highest number of characters that the joined recipients of a request may have. */
	maxJoinedLength: number;
	join(recipients: string[]): string;
}

interface Group<T> {
	letters: SendJob<T>[];
	sequence: number;
}

/**
 * Packs letters that say the same into as few requests as fit; without a grouping each gets a request
 * of its own. No letter joins a request that was begun before its recipient's last one, so that the
 * requests, in their order, keep every recipient's order.
 */
export function batchJobs<T>(jobs: SendJob<T>[], batching?: BatchingOptions): SendJob<T>[][] {
	if (!batching) return jobs.map((job) => [job]);
	const groups: Group<T>[] = [];
	const open = new Map<string, Group<T>>();
	const last = new Map<string, number>();
	for (const job of jobs) {
		const candidate = open.get(job.batchKey);
		const fits =
			candidate !== undefined &&
			candidate.sequence > (last.get(job.orderingKey) ?? -1) &&
			batching.join([...candidate.letters, job].map(({ to }) => to)).length <=
				batching.maxJoinedLength;
		const chosen = fits ? candidate : { letters: [], sequence: groups.length };
		if (!fits) {
			groups.push(chosen);
			open.set(job.batchKey, chosen);
		}
		chosen.letters.push(job);
		last.set(job.orderingKey, chosen.sequence);
	}
	return groups.map((each) => each.letters);
}
