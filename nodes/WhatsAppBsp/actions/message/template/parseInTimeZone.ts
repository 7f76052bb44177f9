const HAS_ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/** Milliseconds by which a zone's clocks are ahead of UTC at an instant. */
function getUtcOffset(instant: number, timeZone: string): number {
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
	const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
	const shown = Date.UTC(
		of('year'),
		of('month') - 1,
		of('day'),
		of('hour'),
		of('minute'),
		of('second'),
	);
	return shown - Math.floor(instant / 1000) * 1000;
}

/**
 * Milliseconds since 1970 of a date and time; NaN when it is none. Without a zone of its own it is
 * meant as clocks show it in the workflow's zone, which is what the editor's date picker gives.
 */
export function parseInTimeZone(text: string, timeZone: string): number {
	if (HAS_ZONE.test(text)) return Date.parse(text);
	const asUtc = Date.parse(`${text.replace(' ', 'T')}${/\d:\d/.test(text) ? 'Z' : ''}`);
	if (!Number.isFinite(asUtc)) return NaN;
	// A second look: the first guess may be on the other side of a change of the clocks.
	const guess = asUtc - getUtcOffset(asUtc, timeZone);
	return asUtc - getUtcOffset(guess, timeZone);
}
