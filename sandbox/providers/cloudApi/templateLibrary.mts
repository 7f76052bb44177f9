import type { TemplateComponent } from '../../core/types.mts';

/** One of WhatsApp's ready-made templates, in the words of its library. */
export interface LibraryTemplate {
	name: string;
	language: string;
	category: string;
	topic: string;
	usecase: string;
	industry: string[];
	header?: string;
	body: string;
	body_params: string[];
	body_param_types: string[];
	buttons: Array<{ type: string; text: string; url?: string; phone_number?: string }>;
}

const common = { category: 'UTILITY', industry: ['E_COMMERCE'] };

/** Invented: as many kinds as a client has to tell apart. */
export const LIBRARY: LibraryTemplate[] = [
	{
		...common,
		name: 'delivery_update_1',
		language: 'en_US',
		topic: 'ORDER_MANAGEMENT',
		usecase: 'DELIVERY_UPDATE',
		header: 'Your delivery',
		body: 'Good news, {{1}}! Order {{2}} is on its way.',
		body_params: ['Ana', 'A-1042'],
		body_param_types: ['TEXT', 'TEXT'],
		buttons: [
			{ type: 'URL', text: 'Track it', url: 'https://www.example.com/{{1}}' },
			{ type: 'PHONE_NUMBER', text: 'Call us', phone_number: '+16315551010' },
		],
	},
	{
		...common,
		name: 'delivery_update_1',
		language: 'de',
		topic: 'ORDER_MANAGEMENT',
		usecase: 'DELIVERY_UPDATE',
		body: 'Gute Nachricht, {{1}}! Bestellung {{2}} ist unterwegs.',
		body_params: ['Ana', 'A-1042'],
		body_param_types: ['TEXT', 'TEXT'],
		buttons: [{ type: 'URL', text: 'Verfolgen', url: 'https://www.example.com/{{1}}' }],
	},
	{
		...common,
		industry: ['FINANCIAL_SERVICES'],
		name: 'low_balance_warning_1',
		language: 'en_US',
		topic: 'PAYMENTS',
		usecase: 'LOW_BALANCE_WARNING',
		body: 'The balance of your account is below {{1}}.',
		body_params: ['$50'],
		body_param_types: ['AMOUNT'],
		buttons: [],
	},
];

/** A library template as a template of the account's own. */
export function toComponents(
	{ header, body, body_params: example, buttons }: LibraryTemplate,
	inputs: Array<{ url?: { base_url: string; url_suffix_example?: string }; phone_number?: string }>,
): TemplateComponent[] {
	return [
		...(header ? [{ type: 'HEADER', format: 'TEXT', text: header }] : []),
		{ type: 'BODY', text: body, example: { body_text: [example] } },
		...(buttons.length > 0
			? [
					{
						type: 'BUTTONS',
						buttons: buttons.map(({ type, text }, i) => ({
							type,
							text,
							...(type === 'URL'
								? { url: inputs[i]?.url?.base_url, example: [inputs[i]?.url?.url_suffix_example] }
								: { phone_number: inputs[i]?.phone_number }),
						})),
					},
				]
			: []),
	];
}
