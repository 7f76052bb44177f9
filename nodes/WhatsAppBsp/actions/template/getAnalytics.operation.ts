import type { INodeProperties } from 'n8n-workflow';
import { quote } from '../../core/quote';
import { findBroken } from '../../core/validation';
import { validateTemplateKey } from '../../messages/template/validateTemplateKey';
import type { ApiCall } from '../../providers/apiCalls';
import { getUtcOffsetMs, parseInTimeZone } from '../../core/parseInTimeZone';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';
import { anyTemplateFromList } from '../fields/templateLocator';
import { parseTemplateKey } from '../../messages/template/templateKey';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 7;
/** How far back WhatsApp goes. */
const MAX_DAYS = 90;

const properties: INodeProperties[] = [
	anyTemplateFromList,
	{
		displayName: 'Start',
		name: 'start',
		type: 'dateTime',
		default: '',
		description: 'First day, up to 90 days ago. If empty, 7 days before the end.',
	},
	{
		displayName: 'End',
		name: 'end',
		type: 'dateTime',
		default: '',
		description: 'Last day. If empty, today.',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['template'], operation: ['getAnalytics'] } },
	properties,
);

export const kind = 'apiCall';

/** When a day of the workflow's time zone begins in UTC, in which WhatsApp counts days. */
const toDay = (time: number, zone: string): number =>
	Math.floor((time + getUtcOffsetMs(time, zone)) / DAY_MS) * DAY_MS;

function readDay(reader: ParameterReader, name: string, zone: string, fallback: number): number {
	const text = reader.trimmedText(name);
	if (text === '') return fallback;
	const time = parseInTimeZone(text, zone);
	if (Number.isFinite(time)) return toDay(time, zone);
	reader.addViolation(name, `is ${quote(text)}; enter a date such as 2026-12-31`);
	return fallback;
}

export function buildApiCall(reader: ParameterReader, run: RunContext): ApiCall {
	const named = parseTemplateKey(reader.text('template'));
	const zone = run.context.getTimezone();
	const now = Date.now();
	const lastDay = readDay(reader, 'end', zone, toDay(now, zone));
	const end = Math.min(lastDay + DAY_MS - 1000, now);
	const firstDay = readDay(reader, 'start', zone, lastDay - DEFAULT_DAYS * DAY_MS);
	// East of UTC, the day that has just begun is still to come in UTC.
	const isToday = firstDay === toDay(now, zone);
	const start = isToday ? Math.min(firstDay, Math.floor(now / DAY_MS) * DAY_MS) : firstDay;
	const isTooEarly = start < now - (MAX_DAYS + 1) * DAY_MS;
	reader.assertValid([
		...validateTemplateKey(named),
		...findBroken([
			[start >= end, 'Start', 'is after the end'],
			[isTooEarly, 'Start', `is more than ${MAX_DAYS} days ago`],
		]),
	]);
	return run.createApiCall('template', 'getAnalytics', { ...named, start, end });
}
