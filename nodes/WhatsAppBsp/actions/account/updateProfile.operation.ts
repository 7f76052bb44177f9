import type { INodeProperties } from 'n8n-workflow';
import type { ApiCall, BusinessProfile } from '../../providers/apiCalls';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';
import { validateProfile } from './validateProfile';

/** Source: Meta, "Business profiles", `vertical`. */
const INDUSTRIES = [
	{ name: 'Automotive', value: 'AUTO' },
	{ name: 'Beauty, Spa and Salon', value: 'BEAUTY' },
	{ name: 'Clothing and Apparel', value: 'APPAREL' },
	{ name: 'Education', value: 'EDU' },
	{ name: 'Entertainment', value: 'ENTERTAIN' },
	{ name: 'Event Planning and Service', value: 'EVENT_PLAN' },
	{ name: 'Finance and Banking', value: 'FINANCE' },
	{ name: 'Food and Grocery', value: 'GROCERY' },
	{ name: 'Hotel and Lodging', value: 'HOTEL' },
	{ name: 'Medical and Health', value: 'HEALTH' },
	{ name: 'Non-Profit', value: 'NONPROFIT' },
	{ name: 'Other', value: 'OTHER' },
	{ name: 'Professional Services', value: 'PROF_SERVICES' },
	{ name: 'Public Service', value: 'GOVT' },
	{ name: 'Restaurant', value: 'RESTAURANT' },
	{ name: 'Shopping and Retail', value: 'RETAIL' },
	{ name: 'Travel and Transportation', value: 'TRAVEL' },
];

const properties: INodeProperties[] = [
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		description: 'Fields that you don’t add here stay unchanged',
		options: [
			{
				displayName: 'About',
				name: 'about',
				type: 'string',
				default: '',
				placeholder: 'e.g. Fresh bread every morning',
				description: 'Short text shown next to the name, up to 139 characters',
			},
			{
				displayName: 'Address',
				name: 'address',
				type: 'string',
				default: '',
				placeholder: 'e.g. 1 Example Street, Kuala Lumpur',
			},
			{
				displayName: 'Description',
				name: 'description',
				type: 'string',
				typeOptions: { rows: 3 },
				default: '',
				placeholder: 'e.g. A bakery near you',
				description: 'What the business does, up to 512 characters',
			},
			{
				displayName: 'Email',
				name: 'email',
				type: 'string',
				default: '',
				placeholder: 'e.g. name@email.com',
			},
			{
				displayName: 'Industry',
				name: 'vertical',
				type: 'options',
				options: INDUSTRIES,
				default: 'OTHER',
			},
			{
				displayName: 'Profile Picture Handle',
				name: 'profilePictureHandle',
				type: 'string',
				default: '',
				placeholder: 'e.g. 4::aW1hZ2UvanBlZw==',
				description: 'Handle of a picture uploaded with Meta’s Resumable Upload API',
			},
			{
				displayName: 'Websites',
				name: 'websites',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://example.com',
				description: 'One or two URLs, separated by a comma',
			},
		],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['account'], operation: ['updateProfile'] } },
	properties,
);

export const kind = 'apiCall';

/** 'About' must say something. */
const CLEARABLE_TEXTS = ['address', 'description', 'email'] as const;

/** Also a space before the next URL: none of them has one. */
const WEBSITE_SEPARATOR = /[,\n]|\s(?=https?:\/\/)/i;

/** Whether a field was added. Left empty, it clears the profile’s own, which an item without a value must not do. */
function isGiven(fields: ParameterReader, name: string, isEmpty: boolean): boolean {
	if (!fields.has(name)) return false;
	if (isEmpty && fields.isExpression(`updateFields.${name}`)) {
		fields.addViolation(name, 'gives nothing; to clear it, leave the field empty');
	}
	return true;
}

/** What was added. */
function readProfile(fields: ParameterReader): BusinessProfile {
	const texts = CLEARABLE_TEXTS.filter((name) =>
		isGiven(fields, name, fields.value(name) === undefined),
	).map((name) => [name, fields.text(name)]);
	const websites = fields.list('websites', WEBSITE_SEPARATOR);
	const vertical = fields.option('vertical');
	const pictureHandle = fields.trimmedText('profilePictureHandle');
	return {
		...(fields.has('about') ? { about: fields.text('about') } : {}),
		...Object.fromEntries(texts),
		...(vertical ? { vertical } : {}),
		...(isGiven(fields, 'websites', websites.length === 0) ? { websites } : {}),
		...(pictureHandle ? { profile_picture_handle: pictureHandle } : {}),
	};
}

export function buildApiCall(reader: ParameterReader, run: RunContext): ApiCall {
	const profile = readProfile(reader.collection('updateFields'));
	reader.assertValid(validateProfile(profile));
	return run.createApiCall('account', 'updateProfile', { profile });
}
