/** `options.batch`: milliseconds and events of one window. */
export const BATCH = { defaultMs: 150, maxMs: 250, defaultCount: 50, maxEvents: 1000 };

/**
 * `options.groupBy`: milliseconds. 360dialog wants fewer than 1 % of the answers to take over 1 s; the
 * usual quiet time stays below. A burst ends after `mostBurstMs` even if the customer goes on.
 */
export const DEBOUNCE = {
	defaultQuietMs: 900,
	maxQuietMs: 5000,
	maxGroupMs: 30_000,
	maxEvents: 100,
};

/**
 * `options.downloadMedia`: WhatsApp's documents are 100 MB at most. Files are in memory while they come,
 * so that only a few may come at once, whichever triggers want them.
 */
export const MEDIA = {
	defaultMb: 16,
	maxMb: 100,
	defaultTimeoutMs: 5000,
	maxTimeoutMs: 20_000,
	maxConcurrency: 5,
};
