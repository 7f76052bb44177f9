import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { getTrimmedText } from '../fields';
import type { Outbound } from '../operation';
import {
	getCommonFields,
	optionsField,
	getOptions,
	createRecipientFields,
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
	optionsField(),
];

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendLocation'] } },
	properties,
);

export function build(this: IExecuteFunctions, itemIndex: number): Outbound {
	// An empty text is 0 as a number: nobody means that place.
	const degrees = (name: string) => Number(getTrimmedText(this, name, itemIndex) || NaN);
	const name = getTrimmedText(this, 'locationName', itemIndex);
	const address = getTrimmedText(this, 'address', itemIndex);
	return {
		kind: 'message',
		message: {
			content: {
				type: 'location',
				latitude: degrees('latitude'),
				longitude: degrees('longitude'),
				...(name ? { name } : {}),
				...(address ? { address } : {}),
			},
			...getCommonFields(getOptions(this, itemIndex)),
		},
	};
}
