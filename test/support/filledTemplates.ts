import type { IDataObject } from 'n8n-workflow';

export const FUTURE = '2099-12-31T18:00:00';

const url = (index: string, text: string) => ({
	type: 'button',
	sub_type: 'url',
	index,
	parameters: [{ type: 'text', text }],
});
const body = (...texts: string[]) => ({
	type: 'body',
	parameters: texts.map((text) => ({ type: 'text', text })),
});
const picture = { type: 'image', image: { link: 'https://example.com/a.png' } };

/** `[what it shows, template, values of its fields, components as they leave]` */
export const FILLED_TEMPLATES: Array<[string, string, IDataObject, IDataObject[]]> = [
	[
		'positional values',
		'order_shipped|en_US',
		{ body_1: 'Ana', body_2: 4711 },
		[body('Ana', '4711')],
	],
	[
		'named values in header and body',
		'order_update_named|en',
		{
			header_order_id: 'A-1',
			body_first_name: 'Ana',
			body_order_id: 'A-1',
			body_order_status: 'packed',
		},
		[
			{
				type: 'header',
				parameters: [{ type: 'text', parameter_name: 'order_id', text: 'A-1' }],
			},
			{
				type: 'body',
				parameters: [
					{ type: 'text', parameter_name: 'first_name', text: 'Ana' },
					{ type: 'text', parameter_name: 'order_id', text: 'A-1' },
					{ type: 'text', parameter_name: 'order_status', text: 'packed' },
				],
			},
		],
	],
	[
		'image header, URL suffix, copy code, quick replies',
		'promo_image|en',
		{
			header_image: 'https://example.com/a.png',
			body_1: 'Ana',
			body_2: '25 %',
			button_0_url: 'sale/summer 2026?q=a%20b&x=ü',
			button_1_code: 'SAVE10',
			button_2_payload: 'more',
		},
		[
			{ type: 'header', parameters: [picture] },
			body('Ana', '25 %'),
			url('0', 'sale/summer%202026?q=a%20b&x=%C3%BC'),
			{
				type: 'button',
				sub_type: 'copy_code',
				index: '1',
				parameters: [{ type: 'coupon_code', coupon_code: 'SAVE10' }],
			},
			{
				type: 'button',
				sub_type: 'quick_reply',
				index: '2',
				parameters: [{ type: 'payload', payload: 'more' }],
			},
		],
	],
	[
		'video header',
		'promo_video|en',
		{ header_video: 'https://example.com/a.mp4', body_1: 'Ana' },
		[
			{
				type: 'header',
				parameters: [{ type: 'video', video: { link: 'https://example.com/a.mp4' } }],
			},
			body('Ana'),
		],
	],
	[
		'document header with a file name',
		'invoice_ready|en',
		{
			header_document: 'https://example.com/a.pdf',
			header_document_filename: 'Invoice 7.pdf',
			body_1: 'Ana',
			body_2: 'INV-7',
		},
		[
			{
				type: 'header',
				parameters: [
					{
						type: 'document',
						document: { link: 'https://example.com/a.pdf', filename: 'Invoice 7.pdf' },
					},
				],
			},
			body('Ana', 'INV-7'),
		],
	],
	[
		'location header',
		'store_location|en',
		{
			header_latitude: '3.139',
			header_longitude: 101.6869,
			header_name: 'Shop',
			header_address: '1 Example Street',
			body_1: 'Ana',
		},
		[
			{
				type: 'header',
				parameters: [
					{
						type: 'location',
						location: {
							latitude: 3.139,
							longitude: 101.6869,
							name: 'Shop',
							address: '1 Example Street',
						},
					},
				],
			},
			body('Ana'),
		],
	],
	['one-time password', 'otp_code|en', { code: '482913' }, [body('482913'), url('0', '482913')]],
	[
		'limited-time offer',
		'limited_offer|en',
		{
			header_image: 'https://example.com/a.png',
			offer_expires: `${FUTURE}Z`,
			body_1: 'Ana',
			body_2: 'SAVE10',
			button_0_code: 'SAVE10',
			// A pasted whole URL loses what the template has already.
			button_1_url: 'https://shop.example.com/lto',
		},
		[
			{ type: 'header', parameters: [picture] },
			{
				type: 'limited_time_offer',
				parameters: [
					{
						type: 'limited_time_offer',
						limited_time_offer: { expiration_time_ms: Date.parse(`${FUTURE}Z`) },
					},
				],
			},
			body('Ana', 'SAVE10'),
			{
				type: 'button',
				sub_type: 'copy_code',
				index: '0',
				parameters: [{ type: 'coupon_code', coupon_code: 'SAVE10' }],
			},
			url('1', 'lto'),
		],
	],
	[
		'catalog',
		'see_catalog|en',
		{ body_1: 'Ana', button_0_thumbnail: 'SKU1' },
		[
			body('Ana'),
			{
				type: 'button',
				sub_type: 'catalog',
				index: '0',
				parameters: [{ type: 'action', action: { thumbnail_product_retailer_id: 'SKU1' } }],
			},
		],
	],
	[
		'product list',
		'product_picks|en',
		{ header_1: 'Ana', body_1: 'SAVE10', button_0_products: 'Shoes: SKU1, SKU2; Hats: SKU3' },
		[
			{ type: 'header', parameters: [{ type: 'text', text: 'Ana' }] },
			body('SAVE10'),
			{
				type: 'button',
				sub_type: 'mpm',
				index: '0',
				parameters: [
					{
						type: 'action',
						action: {
							thumbnail_product_retailer_id: 'SKU1',
							sections: [
								{
									title: 'Shoes',
									product_items: [{ product_retailer_id: 'SKU1' }, { product_retailer_id: 'SKU2' }],
								},
								{ title: 'Hats', product_items: [{ product_retailer_id: 'SKU3' }] },
							],
						},
					},
				],
			},
		],
	],
	[
		'flow',
		'book_visit|en',
		{ button_0_flow_token: 't', button_0_flow_data: '{"day":"Monday"}' },
		[
			{
				type: 'button',
				sub_type: 'flow',
				index: '0',
				parameters: [
					{ type: 'action', action: { flow_token: 't', flow_action_data: { day: 'Monday' } } },
				],
			},
		],
	],
	[
		'carousel',
		'summer_carousel|en',
		{
			body_1: 'Ana',
			card_0_header_image: 'https://example.com/a.png',
			card_0_body_1: 'Ana',
			card_0_button_0_url: 'shoes',
			card_0_button_1_payload: 'more-shoes',
			card_1_header_image: 'https://example.com/a.png',
			card_1_body_1: 'Ana',
			card_1_button_0_url: 'hats',
		},
		[
			body('Ana'),
			{
				type: 'carousel',
				cards: [
					{
						card_index: 0,
						components: [
							{ type: 'header', parameters: [picture] },
							body('Ana'),
							url('0', 'shoes'),
							{
								type: 'button',
								sub_type: 'quick_reply',
								index: '1',
								parameters: [{ type: 'payload', payload: 'more-shoes' }],
							},
						],
					},
					{
						card_index: 1,
						components: [{ type: 'header', parameters: [picture] }, body('Ana'), url('0', 'hats')],
					},
				],
			},
		],
	],
];
