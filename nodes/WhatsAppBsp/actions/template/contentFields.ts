import type { INodeProperties } from 'n8n-workflow';
import { createTextField } from '../fields/textField';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';
import { buttons, cards, exampleFile, examples } from './contentParts';

/** Categories whose text is the user's own. The empty one: it stays as it is. */
const FREE = ['', 'MARKETING', 'UTILITY'];
const MARKETING = 'MARKETING';

export const CATEGORIES = [
	{ name: 'Authentication', value: 'AUTHENTICATION', description: 'One-time passwords' },
	{ name: 'Marketing', value: 'MARKETING', description: 'Offers, news, and invitations' },
	{
		name: 'Utility',
		value: 'UTILITY',
		description: 'Updates about a customer’s order, appointment, or account',
	},
];

const headerFields: INodeProperties[] = [
	{
		displayName: 'Header',
		name: 'headerType',
		type: 'options',
		options: [
			{ name: 'Document', value: 'DOCUMENT' },
			{ name: 'Image', value: 'IMAGE' },
			{ name: 'Location', value: 'LOCATION' },
			{ name: 'None', value: 'none' },
			{ name: 'Text', value: 'TEXT' },
			{ name: 'Video', value: 'VIDEO' },
		],
		default: 'none',
		description: 'What is shown above the text',
	},
	...updateDisplayOptions({ show: { headerType: ['TEXT'] } }, [
		createTextField(
			'Header Text',
			'headerText',
			'e.g. Order {{1}}',
			'Up to 60 characters and one placeholder',
		),
		createTextField(
			'Header Example',
			'headerExample',
			'e.g. A-1042',
			'Example for the header’s placeholder',
		),
	]),
	...updateDisplayOptions({ show: { headerType: ['DOCUMENT', 'IMAGE', 'VIDEO'] } }, [
		{ ...exampleFile, displayName: 'Header Example File', name: 'headerFile' },
	]),
];

const freeFields: INodeProperties[] = [
	...headerFields,
	{
		displayName: 'Text',
		name: 'bodyText',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. Hi {{1}}, your order {{2}} has shipped.',
		description:
			'Up to 1,024 characters, with placeholders such as {{1}} or {{first_name}}, but not as the first or last word',
	},
	examples,
	createTextField('Footer', 'footerText', 'e.g. Reply STOP to opt out', 'Up to 60 characters'),
	buttons,
	cards,
];

const authenticationFields: INodeProperties[] = [
	{
		displayName: 'Code Delivery',
		name: 'otpType',
		type: 'options',
		options: [
			{ name: 'Copy Code', value: 'COPY_CODE', description: 'A button copies the code' },
			{ name: 'One-Tap', value: 'ONE_TAP', description: 'A button passes the code to your app' },
			{
				name: 'Zero-Tap',
				value: 'ZERO_TAP',
				description: 'Your app gets the code automatically. You accept WhatsApp’s terms for it.',
			},
		],
		default: 'COPY_CODE',
	},
	{
		displayName: 'Apps',
		name: 'apps',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add app',
		default: {},
		description: 'Your Android apps that can receive the code',
		options: [
			{
				displayName: 'App',
				name: 'app',
				values: [
					createTextField(
						'Package Name',
						'packageName',
						'e.g. com.example.app',
						'Name of the app’s package',
					),
					createTextField(
						'Signature Hash',
						'signatureHash',
						'e.g. K8a/AINcGX7',
						'11 characters that identify the app’s signing key',
					),
				],
			},
		],
		displayOptions: { show: { otpType: ['ONE_TAP', 'ZERO_TAP'] } },
	},
	{
		displayName: 'Security Recommendation',
		name: 'securityRecommendation',
		type: 'boolean',
		default: true,
		description: 'Whether to add “For your security, do not share this code.”',
	},
	{
		displayName: 'Code Expires After (Minutes)',
		name: 'codeExpirationMinutes',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 90 },
		default: 0,
		description: 'Shown below the code, 1 to 90 minutes. With 0, nothing is shown.',
	},
];

/** The content of a template: fields that anybody understands, or the Cloud API's JSON. */
export function createContentFields(
	sources: NonNullable<INodeProperties['options']>,
	description?: string,
): INodeProperties[] {
	const show = (fields: INodeProperties[], category: string[]) =>
		updateDisplayOptions({ show: { contentSource: ['fields'], category } }, fields);
	return [
		{
			displayName: 'Content',
			name: 'contentSource',
			type: 'options',
			options: [
				...sources,
				{
					name: 'Components (JSON)',
					value: 'components',
					description: 'Header, body, footer, and buttons in Cloud API format',
				},
				{ name: 'Fields', value: 'fields', description: 'One field for each part' },
			] as INodeProperties['options'],
			default: 'fields',
			...(description ? { description } : {}),
		},
		...show(freeFields, FREE),
		...show(authenticationFields, ['AUTHENTICATION']),
		{
			displayName: 'Components (JSON)',
			name: 'components',
			type: 'json',
			typeOptions: { rows: 10 },
			default:
				'[\n  {\n    "type": "BODY",\n    "text": "Hi {{1}}, your order {{2}} has shipped.",\n    "example": { "body_text": [["Ana", "A-1042"]] }\n  }\n]',
			description:
				'Header, body, footer, and buttons in Cloud API format, with an example for each placeholder',
			displayOptions: { show: { contentSource: ['components'] } },
		},
	];
}

/** WhatsApp writes the rest of a one-time password. */
const onlyFields = {
	displayOptions: { show: { '/contentSource': ['fields'], '/category': FREE } },
};

const onlyOffers = {
	displayOptions: { show: { '/contentSource': ['fields'], '/category': ['', MARKETING] } },
};

export const optionsField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Ask for Call Permission',
			name: 'callPermission',
			type: 'boolean',
			default: true,
			description: 'Whether to ask the customer for permission to call them on WhatsApp',
			...onlyFields,
		},
		{
			displayName: 'Limited-Time Offer',
			name: 'offerText',
			type: 'string',
			default: '',
			placeholder: 'e.g. Expiring offer!',
			description: 'Title of an offer, up to 16 characters. Marketing only, without a footer.',
			...onlyOffers,
		},
		{
			displayName: 'Offer Expires',
			name: 'offerExpires',
			type: 'boolean',
			default: true,
			description: 'Whether to show when the limited-time offer ends',
			...onlyOffers,
		},
		{
			displayName: 'Time to Live (Seconds)',
			name: 'ttlSeconds',
			type: 'number',
			default: 600,
			description:
				'How long WhatsApp tries to deliver a message: 30 to 900 for Authentication, 30 to 43200 for Utility, 43200 to 2592000 for Marketing. With -1, 30 days (not for Marketing).',
		},
	],
};
