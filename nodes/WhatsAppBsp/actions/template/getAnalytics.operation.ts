import type { INodeProperties } from 'n8n-workflow';
import type { Violation } from '../../core/validation';
import { validateTemplateName } from '../../messages/template/validateTemplate';
import type { ApiCall } from '../../providers/apiCalls';
import { parseInTimeZone } from '../message/template/parseInTimeZone';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';
import { anyTemplateFromList, parseNameAndLanguage } from './templateFields';

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

function readTime(reader: ParameterReader, name: string, zone: string, fallback: number): number {
	const text = reader.trimmedText(name);
	const time = text === '' ? fallback : parseInTimeZone(text, zone);
	if (Number.isFinite(time)) return time;
	reader.addViolation(name, `is '${text}'; enter a date such as 2026-12-31`);
	return fallback;
}

export function buildApiCall(reader: ParameterReader, run: RunContext): ApiCall {
	const named = parseNameAndLanguage(reader.text('template'));
	const zone = run.context.getTimezone();
	const now = Date.now();
	const end = readTime(reader, 'end', zone, now);
	const start = readTime(reader, 'start', zone, end - DEFAULT_DAYS * DAY_MS);
	const rules: Array<[boolean, Violation]> = [
		[start >= end, { field: 'Start', problem: 'isn’t before the end' }],
		[
			start < now - MAX_DAYS * DAY_MS,
			{ field: 'Start', problem: `is more than ${MAX_DAYS} days ago` },
		],
	];
	const broken = rules.filter(([isBroken]) => isBroken).map(([, violation]) => violation);
	reader.assertValid([...validateTemplateName(named), ...broken]);
	return run.createApiCall('template', 'getAnalytics', { ...named, start, end });
}
