import { WorkSlice } from '../core/workSlice';
import type { SendJob } from './types';

export interface BatchingOptions {
	/** Highest number of characters that the joined recipients of a request may have. */
	maxJoinedLength: number;
	join(recipients: string[]): string;
}

interface Batch<T> {
	jobs: SendJob<T>[];
	sequence: number;
}

/**
 * Packs jobs with the same content into as few requests as fit; without batching each gets its own
 * request. No job joins a request that was begun before its recipient's last one, so that the requests
 * keep every recipient's order.
 */
export async function batchJobs<T>(
	jobs: SendJob<T>[],
	batching?: BatchingOptions,
): Promise<SendJob<T>[][]> {
	if (!batching) return jobs.map((job) => [job]);
	const batches: Batch<T>[] = [];
	const open = new Map<string, Batch<T>>();
	const last = new Map<string, number>();
	const slice = new WorkSlice();
	for (const job of jobs) {
		if (slice.isOver()) await slice.renew();
		const candidate = job.batchKey === undefined ? undefined : open.get(job.batchKey);
		const fits =
			candidate !== undefined &&
			candidate.sequence > (last.get(job.orderingKey) ?? -1) &&
			batching.join([...candidate.jobs, job].map(({ to }) => to)).length <=
				batching.maxJoinedLength;
		const batch = fits ? candidate : { jobs: [], sequence: batches.length };
		if (!fits) {
			batches.push(batch);
			if (job.batchKey !== undefined) open.set(job.batchKey, batch);
		}
		batch.jobs.push(job);
		last.set(job.orderingKey, batch.sequence);
	}
	return batches.map((batch) => batch.jobs);
}
