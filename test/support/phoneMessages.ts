import type { Data, SandboxAccount } from './sandboxClient';

/** A red dot: the smallest picture that a browser really draws. */
export const PNG =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

export const text = (body: string): Data => ({ type: 'text', text: { body } });

export const interactive = (part: Data): Data => ({ type: 'interactive', interactive: part });

const parameter = (value: string) => ({ type: 'text', text: value });

export const template = (name: string, components: Data[], language = 'en'): Data => ({
	type: 'template',
	template: { name, language: { code: language }, components },
});

export const buttons = interactive({
	type: 'button',
	header: { type: 'text', text: 'Delivery' },
	body: { text: 'When may we come?' },
	footer: { text: 'Reply any time' },
	action: {
		buttons: [
			{ type: 'reply', reply: { id: 'am', title: 'Morning' } },
			{ type: 'reply', reply: { id: 'pm', title: 'Afternoon' } },
		],
	},
});

export const list = interactive({
	type: 'list',
	body: { text: 'Choose a shop' },
	action: {
		button: 'Shops',
		sections: [
			{ title: 'North', rows: [{ id: 'n1', title: 'Orchard', description: 'Open until 9' }] },
			{ title: 'South', rows: [{ id: 's1', title: 'Harbour' }] },
		],
	},
});

export const callToAction = interactive({
	type: 'cta_url',
	body: { text: 'Your parcel' },
	action: {
		name: 'cta_url',
		parameters: { display_text: 'Track it', url: 'https://shop.example.com/t/7' },
	},
});

export const locationRequest = interactive({
	type: 'location_request_message',
	body: { text: 'Where are you?' },
	action: { name: 'send_location' },
});

export const flow = interactive({
	type: 'flow',
	body: { text: 'Book a visit' },
	action: {
		name: 'flow',
		parameters: {
			flow_message_version: '3',
			flow_token: 'token-7',
			flow_id: '100',
			flow_cta: 'Choose a time',
		},
	},
});

export const product = interactive({
	type: 'product',
	body: { text: 'In stock again' },
	action: { catalog_id: 'C1', product_retailer_id: 'SHOE-42' },
});

export const productList = interactive({
	type: 'product_list',
	header: { type: 'text', text: 'For you' },
	body: { text: 'Have a look' },
	action: {
		catalog_id: 'C1',
		sections: [
			{ title: 'Hats', product_items: [{ product_retailer_id: 'HAT-1' }] },
			{ title: 'Shoes', product_items: [{ product_retailer_id: 'SHOE-1' }] },
		],
	},
});

export const catalog = interactive({
	type: 'catalog_message',
	body: { text: 'All our hats' },
	action: {
		name: 'catalog_message',
		parameters: { thumbnail_product_retailer_id: 'HAT-9' },
	},
});

export const callPermission = interactive({
	type: 'call_permission_request',
	body: { text: 'May we ring you?' },
	action: { name: 'call_permission_request' },
});

export const callButton = interactive({
	type: 'voice_call',
	body: { text: 'Talk to us' },
	action: { name: 'voice_call', parameters: { display_text: 'Ring us' } },
});

export const contactRequest = interactive({
	type: 'request_contact_info',
	body: { text: 'May we have your number?' },
	action: { name: 'request_contact_info' },
});

/** Without a template: links and replies in one message. */
export const directButtons: Data = {
	category: 'utility',
	...interactive({
		type: 'button',
		body: { text: 'Invoice 4411 is due on Friday.' },
		action: {
			buttons: [
				{
					type: 'cta_url',
					cta_url: { display_text: 'Open invoice', url: 'https://pay.example.com/4411' },
				},
				{ type: 'reply', reply: { id: 'paid', title: 'Already paid' } },
			],
		},
	}),
};

export const address = interactive({
	type: 'address_message',
	body: { text: 'Where shall we deliver?' },
	action: { name: 'address_message', parameters: { country: 'SG' } },
});

export const carousel = (imageId: string): Data =>
	interactive({
		type: 'carousel',
		body: { text: 'New this week' },
		action: {
			cards: ['Red', 'Blue'].map((colour, index) => ({
				card_index: index,
				type: 'cta_url',
				header: { type: 'image', image: { id: imageId } },
				body: { text: `${colour} shoes` },
				action: {
					buttons: [
						{
							type: 'quick_reply',
							quick_reply: { id: `want-${index}`, title: `${colour}, please` },
						},
					],
				},
			})),
		},
	});

export const location: Data = {
	type: 'location',
	location: { latitude: 3.1458, longitude: 101.6953, name: 'Central Market', address: 'Jalan 1' },
};

export const contacts: Data = {
	type: 'contacts',
	contacts: [
		{
			name: { formatted_name: 'Ben Okello', first_name: 'Ben' },
			phones: [{ phone: '+256772000111', type: 'CELL' }],
		},
	],
};

export const promotion = (imageId: string): Data =>
	template('promo_image', [
		{ type: 'header', parameters: [{ type: 'image', image: { id: imageId } }] },
		{ type: 'body', parameters: [parameter('Ana'), parameter('25 %')] },
		{ type: 'button', sub_type: 'url', index: '0', parameters: [parameter('summer')] },
		{
			type: 'button',
			sub_type: 'copy_code',
			index: '1',
			parameters: [{ type: 'coupon_code', coupon_code: 'SAVE25' }],
		},
		{
			type: 'button',
			sub_type: 'quick_reply',
			index: '2',
			parameters: [{ type: 'payload', payload: 'MORE' }],
		},
	]);

export const namedTemplate: Data = template('order_update_named', [
	{ type: 'header', parameters: [{ ...parameter('A-1042'), parameter_name: 'order_id' }] },
	{
		type: 'body',
		parameters: [
			{ ...parameter('Ana'), parameter_name: 'first_name' },
			{ ...parameter('A-1042'), parameter_name: 'order_id' },
			{ ...parameter('packed'), parameter_name: 'order_status' },
		],
	},
]);

export const oneTimePassword: Data = template('otp_code', [
	{ type: 'body', parameters: [parameter('482913')] },
	{ type: 'button', sub_type: 'url', index: '0', parameters: [parameter('482913')] },
]);

export const templateCarousel = (imageId: string): Data =>
	template('summer_carousel', [
		{ type: 'body', parameters: [parameter('Ana')] },
		{
			type: 'carousel',
			cards: [0, 1].map((index) => ({
				card_index: index,
				components: [
					{ type: 'header', parameters: [{ type: 'image', image: { id: imageId } }] },
					{ type: 'body', parameters: [parameter('Ana')] },
					{ type: 'button', sub_type: 'url', index: '0', parameters: [parameter(`sku-${index}`)] },
				],
			})),
		},
	]);

export const limitedOffer = (imageId: string): Data =>
	template('limited_offer', [
		{ type: 'header', parameters: [{ type: 'image', image: { id: imageId } }] },
		{
			type: 'limited_time_offer',
			parameters: [
				{
					type: 'limited_time_offer',
					limited_time_offer: { expiration_time_ms: 1_900_000_000_000 },
				},
			],
		},
		{ type: 'body', parameters: [parameter('Ana'), parameter('SAVE25')] },
		{
			type: 'button',
			sub_type: 'copy_code',
			index: '0',
			parameters: [{ type: 'coupon_code', coupon_code: 'SAVE25' }],
		},
		{ type: 'button', sub_type: 'url', index: '1', parameters: [parameter('lto')] },
	]);

export const addImage = async (account: SandboxAccount): Promise<string> =>
	(await account.addMedia(PNG, 'image/png')).id;
