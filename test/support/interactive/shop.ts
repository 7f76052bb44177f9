import type { InteractiveCase } from './send';

/** Flows, products and carousels. Source of the JSON: Meta's page on each type. */
export const SHOP: InteractiveCase[] = [
	[
		'flow by ID',
		{
			interactiveType: 'flow',
			bodyText: 'Form',
			buttonText: 'Start',
			flowId: 'F',
			flowToken: 't',
			flowScreen: 'FIRST',
			flowData: '{ "k": "v" }',
		},
		{
			type: 'flow',
			body: { text: 'Form' },
			action: {
				name: 'flow',
				parameters: {
					flow_message_version: '3',
					flow_token: 't',
					flow_id: 'F',
					flow_cta: 'Start',
					mode: 'published',
					flow_action: 'navigate',
					flow_action_payload: { screen: 'FIRST', data: { k: 'v' } },
				},
			},
		},
	],
	[
		'draft flow by name that asks its endpoint',
		{
			interactiveType: 'flow',
			bodyText: 'Form',
			buttonText: 'Start',
			flowBy: 'name',
			flowName: 'booking',
			flowAction: 'data_exchange',
			flowMode: 'draft',
		},
		{
			type: 'flow',
			body: { text: 'Form' },
			action: {
				name: 'flow',
				parameters: {
					flow_message_version: '3',
					flow_name: 'booking',
					flow_cta: 'Start',
					mode: 'draft',
					flow_action: 'data_exchange',
				},
			},
		},
	],
	[
		'product',
		{ interactiveType: 'product', bodyText: 'b', catalogId: 'C', productId: 'SKU' },
		{
			type: 'product',
			body: { text: 'b' },
			action: { catalog_id: 'C', product_retailer_id: 'SKU' },
		},
	],
	[
		'product without text',
		{ interactiveType: 'product', catalogId: 'C', productId: 'SKU' },
		{ type: 'product', action: { catalog_id: 'C', product_retailer_id: 'SKU' } },
	],
	[
		'product list',
		{
			interactiveType: 'productList',
			headerText: 'h',
			bodyText: 'b',
			catalogId: 'C',
			productSections: {
				section: [
					{ title: 'S', productIds: 'SKU-1, SKU-2' },
					{ title: 'T', productIds: 'SKU-3' },
				],
			},
		},
		{
			type: 'product_list',
			header: { type: 'text', text: 'h' },
			body: { text: 'b' },
			action: {
				catalog_id: 'C',
				sections: [
					{
						title: 'S',
						product_items: [{ product_retailer_id: 'SKU-1' }, { product_retailer_id: 'SKU-2' }],
					},
					{ title: 'T', product_items: [{ product_retailer_id: 'SKU-3' }] },
				],
			},
		},
	],
	[
		'catalog',
		{ interactiveType: 'catalog', bodyText: 'b', thumbnailProductId: 'SKU' },
		{
			type: 'catalog_message',
			body: { text: 'b' },
			action: {
				name: 'catalog_message',
				parameters: { thumbnail_product_retailer_id: 'SKU' },
			},
		},
	],
	[
		'catalog with its first product’s picture',
		{ interactiveType: 'catalog', bodyText: 'b' },
		{ type: 'catalog_message', body: { text: 'b' }, action: { name: 'catalog_message' } },
	],
	[
		'media carousel with link buttons',
		{
			interactiveType: 'mediaCarousel',
			bodyText: 'Top picks',
			cards: {
				card: [
					{
						mediaSource: 'url',
						mediaUrl: 'https://e.com/1.png',
						text: 'One',
						buttonText: 'Buy',
						buttonUrl: 'https://e.com/1',
					},
					{
						mediaType: 'video',
						mediaSource: 'url',
						mediaUrl: 'https://e.com/2.mp4',
						buttonText: 'Buy',
						buttonUrl: 'https://e.com/2',
					},
				],
			},
		},
		{
			type: 'carousel',
			body: { text: 'Top picks' },
			action: {
				cards: [
					{
						card_index: 0,
						type: 'cta_url',
						header: { type: 'image', image: { link: 'https://e.com/1.png' } },
						body: { text: 'One' },
						action: {
							name: 'cta_url',
							parameters: { display_text: 'Buy', url: 'https://e.com/1' },
						},
					},
					{
						card_index: 1,
						type: 'cta_url',
						header: { type: 'video', video: { link: 'https://e.com/2.mp4' } },
						action: {
							name: 'cta_url',
							parameters: { display_text: 'Buy', url: 'https://e.com/2' },
						},
					},
				],
			},
		},
	],
	[
		'media carousel with reply buttons',
		{
			interactiveType: 'mediaCarousel',
			bodyText: 'Top picks',
			cardAction: 'replies',
			cards: {
				card: [
					{
						mediaSource: 'url',
						mediaUrl: 'https://e.com/1.png',
						buttons: { button: [{ title: 'More', id: 'more-1' }, { title: 'Save' }] },
					},
					{
						mediaSource: 'url',
						mediaUrl: 'https://e.com/2.png',
						buttons: { button: [{ title: 'More', id: 'more-2' }, { title: 'Save' }] },
					},
				],
			},
		},
		{
			type: 'carousel',
			body: { text: 'Top picks' },
			action: {
				cards: [1, 2].map((n) => ({
					card_index: n - 1,
					type: 'cta_url',
					header: { type: 'image', image: { link: `https://e.com/${n}.png` } },
					action: {
						buttons: [
							{ type: 'quick_reply', quick_reply: { id: `more-${n}`, title: 'More' } },
							{ type: 'quick_reply', quick_reply: { id: `card-${n}-save`, title: 'Save' } },
						],
					},
				})),
			},
		},
	],
	[
		'product carousel',
		{
			interactiveType: 'productCarousel',
			bodyText: 'Top picks',
			catalogId: 'C',
			productIds: 'SKU-1\nSKU-2',
		},
		{
			type: 'carousel',
			body: { text: 'Top picks' },
			action: {
				cards: [1, 2].map((n) => ({
					card_index: n - 1,
					type: 'product',
					action: { product_retailer_id: `SKU-${n}`, catalog_id: 'C' },
				})),
			},
		},
	],
];
