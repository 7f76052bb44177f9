import type { RunIdempotency } from '../idempotency/runIdempotency';
import type { JobResult, SendJob } from './types';

/** Jobs that need no request: sent in an earlier run, or nobody can tell whether they were. */
export async function findEarlyResults<T>(
	jobs: SendJob<T>[],
	idempotency: RunIdempotency<SendJob<T>>,
): Promise<Map<SendJob<T>, JobResult>> {
	const keyed = jobs.filter((job) => job.idempotency?.mode === 'atLeastOnce');
	if (keyed.length === 0) return new Map();
	try {
		const sent = await idempotency.findSent(keyed);
		return new Map(sent.map((job) => [job, { skipped: true }]));
	} catch (cause) {
		return new Map(keyed.map((job) => [job, { cause }]));
	}
}
