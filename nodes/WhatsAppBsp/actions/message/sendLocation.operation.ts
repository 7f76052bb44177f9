import type { INodeProperties } from 'n8n-workflow';
import type { OutboundMessage } from '../../messages/types';
import type { ParameterReader } from '../parameterReader';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';
import { outsideWindowFields } from './windowFallback';
import {
	createRecipientFields,
	createOptionsField,
	readCommonFields,
	windowNotice,
} from './commonFields';

const properties: INodeProperties[] = [
	windowNotice,
	...createRecipientFields('sendLocation'),
	{
		displayName: 'Latitude',
		name: 'latitude',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 3.1390',
		description: 'Degrees from -90 to 90. South is negative.',
	},
	{
		displayName: 'Longitude',
		name: 'longitude',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 101.6869',
		description: 'Degrees from -180 to 180. West is negative.',
	},
	{
		displayName: 'Name',
		name: 'locationName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Our shop',
		description: 'Name of the place, shown on the map',
	},
	{
		displayName: 'Address',
		name: 'address',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1 Jalan Raja, Kuala Lumpur',
		description: "Shown below the name, and only if 'Name' is filled in",
	},
	createOptionsField(outsideWindowFields),
];

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendLocation'] } },
	properties,
);

/**
 * NaN for what is no number: the validation names it. An empty text would be 0 as a number. A website’s minus may
 * be a real one instead of a hyphen.
 */
function toDegrees(text: string): number {
	return text === '' ? NaN : Number(text.replace('\u2212', '-'));
}

export const kind = 'message';

export function buildMessages(reader: ParameterReader): OutboundMessage[] {
	const name = reader.trimmedText('locationName');
	const address = reader.trimmedText('address');
	return [
		{
			content: {
				type: 'location',
				latitude: toDegrees(reader.trimmedText('latitude')),
				longitude: toDegrees(reader.trimmedText('longitude')),
				...(name ? { name } : {}),
				...(address ? { address } : {}),
			},
			...readCommonFields(reader),
		},
	];
}
