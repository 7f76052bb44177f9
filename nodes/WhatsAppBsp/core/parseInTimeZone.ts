const HAS_ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/** As PostgreSQL writes a zone of whole hours: `2030-12-31 18:00:00+08`. */
const WHOLE_HOURS = /:\d{2}(?:\.\d+)?[+-]\d{2}$/;

/** Milliseconds by which a time zone is ahead of UTC at an instant. */
export function getUtcOffsetMs(instant: number, timeZone: string): number {
	const parts = new Intl.DateTimeFormat('en-US', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	}).formatToParts(instant);
	const get = (type: string) => Number(parts.find((part) => part.type === type)?.value);
	const shown = Date.UTC(
		get('year'),
		get('month') - 1,
		get('day'),
		get('hour'),
		get('minute'),
		get('second'),
	);
	return shown - Math.floor(instant / 1000) * 1000;
}

/** As the editor's date picker gives it; other notations could be read as another date. */
const DATE = /^\d{4}-\d{2}-\d{2}/;

/**
 * Milliseconds since 1970 of a date and time; NaN if it is none. Without a time zone of its own, it is
 * in the workflow's.
 */
export function parseInTimeZone(given: string, timeZone: string): number {
	if (!DATE.test(given)) return NaN;
	const text = WHOLE_HOURS.test(given) ? `${given}:00` : given;
	if (HAS_ZONE.test(text)) return Date.parse(text);
	const asUtc = Date.parse(`${text.replace(' ', 'T')}${/\d:\d/.test(text) ? 'Z' : ''}`);
	if (!Number.isFinite(asUtc)) return NaN;
	// The first guess may be on the other side of a daylight saving change.
	const guess = asUtc - getUtcOffsetMs(asUtc, timeZone);
	return asUtc - getUtcOffsetMs(guess, timeZone);
}
