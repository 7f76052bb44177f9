import type { INodeProperties } from 'n8n-workflow';
import { parseInTimeZone } from '../../../core/parseInTimeZone';
import type { ParameterReader } from '../../parameterReader';

const UNITS_MS = { seconds: 1000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

/** Named as in n8n's own nodes. */
export const limitWaitTime: INodeProperties = {
	displayName: 'Limit Wait Time',
	name: 'limitWaitTime',
	type: 'fixedCollection',
	default: { values: { limitType: 'afterTimeInterval', resumeAmount: 45, resumeUnit: 'minutes' } },
	description:
		'When to continue without an answer. The output then has the status timedOut. Without this option, the execution waits until it’s answered.',
	options: [
		{
			displayName: 'Values',
			name: 'values',
			values: [
				{
					displayName: 'Limit Type',
					name: 'limitType',
					type: 'options',
					options: [
						{ name: 'After Time Interval', value: 'afterTimeInterval' },
						{ name: 'At Specified Time', value: 'atSpecifiedTime' },
					],
					default: 'afterTimeInterval',
				},
				{
					displayName: 'Amount',
					name: 'resumeAmount',
					type: 'number',
					typeOptions: { minValue: 0 },
					default: 45,
					displayOptions: { show: { limitType: ['afterTimeInterval'] } },
				},
				{
					displayName: 'Unit',
					name: 'resumeUnit',
					type: 'options',
					options: [
						{ name: 'Days', value: 'days' },
						{ name: 'Hours', value: 'hours' },
						{ name: 'Minutes', value: 'minutes' },
						{ name: 'Seconds', value: 'seconds' },
					],
					default: 'minutes',
					displayOptions: { show: { limitType: ['afterTimeInterval'] } },
				},
				{
					displayName: 'Date and Time',
					name: 'maxDateAndTime',
					type: 'dateTime',
					default: '',
					displayOptions: { show: { limitType: ['atSpecifiedTime'] } },
				},
			],
		},
	],
};

/** When the wait ends without an answer; undefined: never. */
export function readWaitLimit(options: ParameterReader, timeZone: string): Date | undefined {
	const now = Date.now();
	const [limit] = options.entries('limitWaitTime.values');
	if (!limit) return undefined;
	if (limit.option('limitType', 'afterTimeInterval') === 'afterTimeInterval') {
		const unit = limit.option<keyof typeof UNITS_MS>('resumeUnit', 'minutes');
		const amount = limit.number('resumeAmount', 45);
		const date = new Date(now + amount * UNITS_MS[unit]);
		if (amount === 0) limit.addViolation('resumeAmount', 'must be more than 0');
		else if (Number.isNaN(date.getTime())) limit.addViolation('resumeAmount', 'is too large');
		else return date;
		return undefined;
	}
	const text = limit.trimmedText('maxDateAndTime');
	const at = parseInTimeZone(text, timeZone);
	if (Number.isNaN(at)) {
		limit.addViolation('maxDateAndTime', 'isn’t a date and time; write it like 2030-12-31 18:00');
	} else if (at <= now) limit.addViolation('maxDateAndTime', 'is in the past; choose a later time');
	else return new Date(at);
	return undefined;
}
