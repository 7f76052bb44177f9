import { asNonEmptyText } from './parse';

/** Numbers above are milliseconds: as seconds they would lie after the year 5000. */
const LARGEST_SECONDS = 1e11;
const ZONE_AT_END = /(z|[+-]\d{2}:?\d{2}|gmt|utc)\s*$/i;
const DATE_AND_TIME = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/;

/** WhatsApp is younger, and no clock of a provider is that far ahead. */
const EARLIEST = Date.UTC(2009, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/**
 * A provider's time as ISO 8601 in UTC: Unix seconds or milliseconds, as number or text, or a date.
 * @param zone time zone of a date that names none, such as `+08:00`
 * @returns the time of receipt for anything that is no plausible time
 */
export function toIsoTimestamp(value: unknown, receivedAt: Date, zone = 'Z'): string {
	return parseTimestamp(value, zone) ?? receivedAt.toISOString();
}

/** The same, but undefined for anything that is no plausible time. */
export function parseTimestamp(value: unknown, zone = 'Z'): string | undefined {
	const text = asNonEmptyText(value)?.trim() ?? '';
	const time = /^\d+(\.\d+)?$/.test(text) ? toMilliseconds(Number(text)) : parseDate(text, zone);
	return time >= EARLIEST && time < LATEST ? new Date(time).toISOString() : undefined;
}

function toMilliseconds(value: number): number {
	return value > LARGEST_SECONDS ? value : value * 1000;
}

function parseDate(text: string, zone: string): number {
	const isZoneless = DATE_AND_TIME.test(text) && !ZONE_AT_END.test(text);
	return Date.parse(isZoneless ? `${text.replace(' ', 'T')}${zone}` : text);
}
