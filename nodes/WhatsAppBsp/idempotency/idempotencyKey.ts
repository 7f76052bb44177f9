export interface IdempotencyKey {
	/** As the user wrote it. */
	key: string;
	/** What the store remembers: the key and the recipient. */
	storeKey: string;
	mode: 'atMostOnce' | 'atLeastOnce';
}

export interface KeyedJob {
	idempotency?: IdempotencyKey;
}

/** Keys of the jobs that have one, in one mode or in any. */
export function getStoreKeys(jobs: readonly KeyedJob[], mode?: IdempotencyKey['mode']): string[] {
	return jobs.flatMap(({ idempotency }) =>
		idempotency && (mode === undefined || idempotency.mode === mode) ? [idempotency.storeKey] : [],
	);
}
