import type { INodeProperties } from 'n8n-workflow';
import { compareTexts } from '../../../core/compareTexts';
import { ADDRESS_FIELDS, type AddressCountry } from '../../../messages/interactive/address';
import type { InteractiveFields } from './fields';

const valueFields: INodeProperties[] = Object.entries(ADDRESS_FIELDS)
	.map(
		([name, { label, countries }]): INodeProperties => ({
			displayName: label,
			name,
			type: 'string',
			default: '',
			displayOptions: { show: { '/addressCountry': [...countries] } },
		}),
	)
	.sort((a, b) => compareTexts(a.displayName, b.displayName));

export const address: InteractiveFields<'address'> = {
	name: 'Address Request',
	description: 'A form that asks for the customer’s address (India and Singapore only)',
	fields: [
		{
			displayName: 'Country',
			name: 'addressCountry',
			type: 'options',
			options: [
				{ name: 'India', value: 'IN' },
				{ name: 'Singapore', value: 'SG' },
			],
			default: 'IN',
			description: 'Country of both your number and the customer',
		},
		{
			displayName: 'Prefilled Values',
			name: 'addressValues',
			type: 'collection',
			placeholder: 'Add value',
			default: {},
			description: 'Values that are already in the form when the customer opens it',
			options: valueFields,
		},
	],
	read: (reader) => {
		const values = reader.collection('addressValues');
		return {
			type: 'address',
			country: reader.option<AddressCountry>('addressCountry', 'IN'),
			values: Object.fromEntries(
				Object.keys(ADDRESS_FIELDS)
					.map((name) => [name, values.text(name)])
					.filter(([, value]) => value !== ''),
			),
		};
	},
};
