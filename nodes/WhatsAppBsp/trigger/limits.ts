/** `options.batch`: milliseconds and events of one window. */
export const WINDOW = { usualMs: 150, mostMs: 250, usualCount: 50, mostEvents: 1000 };

/**
 * `options.groupBy`: milliseconds. 360dialog wants fewer than 1 % of the answers to take over 1 s; the
 * usual quiet time stays below. A burst ends after `mostBurstMs` even if the customer goes on.
 */
export const GROUPING = {
	usualQuietMs: 900,
	mostQuietMs: 5000,
	mostBurstMs: 30_000,
	mostEvents: 100,
};

/**
 * `options.downloadMedia`: WhatsApp's documents are 100 MB at most. Files are in memory while they come,
 * so that only a few may come at once, whichever triggers want them.
 */
export const MEDIA = { usualMb: 16, mostMb: 100, usualMs: 5000, mostMs: 20_000, mostAtOnce: 5 };
