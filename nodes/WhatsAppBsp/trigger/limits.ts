/**
 * `options.batch`: milliseconds and events of one window. A batch stays open up to `maxOpenMs` while n8n is
 * busy with the one before. 360dialog wants fewer than 1 % of the responses to take over 1 s.
 */
export const BATCH = {
	minMs: 1,
	defaultMs: 150,
	maxMs: 250,
	maxOpenMs: 500,
	defaultCount: 50,
	maxEvents: 1000,
};

/**
 * `options.groupBy`: milliseconds. 360dialog wants fewer than 1 % of the responses to take over 1 s; the
 * default quiet time stays below. A group ends after `maxGroupMs` even if the sender goes on.
 */
export const DEBOUNCE = {
	minQuietMs: 50,
	defaultQuietMs: 900,
	maxQuietMs: 5000,
	maxGroupMs: 30_000,
	maxEvents: 100,
};

/**
 * `options.downloadMedia`: WhatsApp's documents have up to 100 MB. Files are in memory while they are
 * downloaded, so only a few are at the same time, whichever triggers want them.
 */
export const MEDIA = {
	minMb: 1,
	defaultMb: 16,
	maxMb: 100,
	minTimeoutMs: 100,
	defaultTimeoutMs: 5000,
	maxTimeoutMs: 20_000,
	maxConcurrency: 5,
};

/** Requests being forwarded at the same time: a system that is down must not fill the memory. */
export const MAX_FORWARDS_IN_FLIGHT = 500;
export const MAX_FORWARDED_BYTES_IN_FLIGHT = 64 * 1024 * 1024;

/** The same for messages being marked as read, while the provider does not respond. */
export const MAX_MARKS_IN_FLIGHT = 100;
