import type { Interactive } from '../../../nodes/WhatsAppBsp/messages/interactive';
import {
	body,
	buttons,
	card,
	cards,
	file,
	flow,
	link,
	list,
	long,
	numbered,
	productList,
	products,
	url,
} from './models';

/** More than that, with the violations: label and problem. */
export const TOO_MUCH: Array<[Interactive, string[]]> = [
	[
		{ type: 'voiceCall', body, buttonText: long(21), ttlMinutes: 43_201, payload: long(513) },
		[
			'Button Text has 21 characters; the maximum is 20',
			'Valid For (Minutes) is 43201; use 1 to 43200',
			'Call Payload has 513 characters; the maximum is 512',
		],
	],
	[{ type: 'requestContactInfo', body: '' }, ['Body Text is empty']],
	[buttons(0), ['Buttons has 0 buttons; use 1 to 3']],
	[buttons(4), ['Buttons has 4 buttons; use 1 to 3']],
	[
		{
			...buttons(1),
			header: { type: 'text', text: long(61) },
			body: long(1025),
			footer: long(61),
		},
		[
			'Header Text has 61 characters; the maximum is 60',
			'Body Text has 1025 characters; the maximum is 1024',
			'Footer Text has 61 characters; the maximum is 60',
		],
	],
	[
		{
			type: 'buttons',
			body: ' ',
			buttons: [
				{ id: 'a', title: long(21) },
				{ id: 'i'.repeat(257), title: '' },
				{ id: ' c', title: 'C' },
			],
		},
		[
			'Body Text is empty',
			'Button 1: Title has 21 characters; the maximum is 20',
			'Button 2: Title is empty',
			'Button 2: ID has 257 characters; the maximum is 256',
			'Button 3: ID starts or ends with a space; remove it',
		],
	],
	[
		{
			type: 'buttons',
			body,
			buttons: [
				{ id: 'a', title: 'A' },
				{ id: 'a', title: 'A' },
			],
		},
		[
			"Button 2: Title is 'A', the same as 'Button 1: Title'; each must be unique",
			"Button 2: ID is 'a', the same as 'Button 1: ID'; each must be unique",
		],
	],
	[list(), ['Sections has 0 sections; use 1 to 10']],
	[list(5, 6), ['Sections has 11 rows in total; the maximum is 10']],
	[list(1, 0), ['Section 2: Rows is empty; add at least one row']],
	[
		list(...numbered(11, () => 1)),
		['Sections has 11 sections; use 1 to 10', 'Sections has 11 rows in total; the maximum is 10'],
	],
	[
		{
			type: 'list',
			header: { type: 'image', source: link },
			body: long(4097),
			buttonText: long(21),
			sections: [
				{ title: long(25), rows: [{ id: 'i'.repeat(201), title: long(25) }] },
				{ title: '', rows: [{ id: 'x', title: '', description: long(73) }] },
				{ title: 'S', rows: [{ id: 'x', title: 'X' }] },
			],
		},
		[
			"Header Type is 'image', which this interactive type doesn’t support",
			'Body Text has 4097 characters; the maximum is 4096',
			'Button Text has 21 characters; the maximum is 20',
			'Section 1: Title has 25 characters; the maximum is 24',
			'Section 2: Title is empty',
			'Section 1, Row 1: Title has 25 characters; the maximum is 24',
			'Section 1, Row 1: ID has 201 characters; the maximum is 200',
			'Section 2, Row 1: Title is empty',
			'Section 2, Row 1: Description has 73 characters; the maximum is 72',
			"Section 3, Row 1: ID is 'x', the same as 'Section 2, Row 1: ID'; each must be unique",
		],
	],
	[
		{ type: 'ctaUrl', body, button: { text: '', url: 'example.com' } },
		[
			'Button Text is empty',
			"Button URL is 'example.com'; enter a URL that starts with https:// or http://",
		],
	],
	[
		{
			type: 'locationRequest',
			header: { type: 'text', text: 'h' },
			body: long(1025),
			footer: 'f',
		},
		[
			"Header Type is 'text', which this interactive type doesn’t support",
			'Body Text has 1025 characters; the maximum is 1024',
			'Footer Text isn’t supported for this interactive type',
		],
	],
	[
		flow({ flow: { name: ' ' }, buttonText: 'Start 🙂' }),
		['Flow Name is empty', 'Button Text contains an emoji, which flow buttons don’t support'],
	],
	...['🇲🇾 Mula', '1️⃣ Start', '#️⃣'].map((buttonText): [Interactive, string[]] => [
		flow({ flow: { id: '1' }, buttonText }),
		['Button Text contains an emoji, which flow buttons don’t support'],
	]),
	[
		flow({ flow: { id: '' }, buttonText: 'x'.repeat(21) }),
		['Flow ID is empty', 'Button Text has 21 characters; the maximum is 20'],
	],
	[
		flow({ data: { k: 1 } }),
		["First Screen is empty, but 'Screen Data (JSON)' isn’t; enter a screen ID or clear the data"],
	],
	[
		flow({ screen: 'A', data: {} }),
		['Screen Data (JSON) must be a JSON object with at least one key'],
	],
	[
		flow({ screen: 'A', data: [1] }),
		['Screen Data (JSON) must be a JSON object with at least one key'],
	],
	[
		{ type: 'product', body: long(1025), catalogId: '', productId: '' },
		[
			'Body Text has 1025 characters; the maximum is 1024',
			'Catalog ID is empty',
			'Product ID is empty',
		],
	],
	[productList(31), ['Product Sections has 31 products in total; the maximum is 30']],
	[productList(), ['Product Sections has 0 sections; use 1 to 10']],
	[productList(...numbered(11, () => 1)), ['Product Sections has 11 sections; use 1 to 10']],
	[productList(1, 0), ['Section 2: Product IDs is empty']],
	[{ ...productList(1), header: undefined }, ['Header Text is empty']],
	[cards(1), ['Cards has 1 cards; use 2 to 10']],
	[cards(11), ['Cards has 11 cards; use 2 to 10']],
	[
		{
			type: 'mediaCarousel',
			body: '',
			cards: [
				card({ body: long(161), action: url(long(21), 'x') }),
				card({ body: 'a\nb\nc\nd', header: { type: 'video', source: file('image/png') } }),
				card({ header: { type: 'image', source: { id: '' } } }),
			],
		},
		[
			'Body Text is empty',
			'Card 1: Card Text has 161 characters; the maximum is 160',
			'Card 1: Button Text has 21 characters; the maximum is 20',
			"Card 1: Button URL is 'x'; enter a URL that starts with https:// or http://",
			"Card 2: Input Data Field Name points to 'a.bin' of type image/png; for media type video, WhatsApp supports video/mp4, video/3gpp",
			'Card 2: Card Text has 3 line breaks; the maximum is 2',
			'Card 3: Media ID is empty',
		],
	],
	[
		{
			type: 'mediaCarousel',
			body,
			cards: [
				card({ action: { replies: [{ id: 'a', title: 'A' }] } }),
				card({ action: { replies: [] } }),
			],
		},
		[
			'Card 2: Buttons is empty; add at least one button',
			'Cards has cards with 1, 0 buttons; every card needs the same number',
		],
	],
	[
		{
			type: 'mediaCarousel',
			body,
			cards: [
				card({ action: { replies: [{ id: '', title: long(21) }] } }),
				card({ action: { replies: [{ id: 'a', title: 'A' }] } }),
			],
		},
		[
			'Card 1, Button 1: Title has 21 characters; the maximum is 20',
			'Card 1, Button 1: ID is empty',
		],
	],
	[products(1), ['Product IDs has 1 products; use 2 to 10']],
	[products(11), ['Product IDs has 11 products; use 2 to 10']],
	[
		{
			type: 'address',
			body,
			country: 'SG',
			values: { state: 'MH', sg_post_code: '2388231', unknown: 'x' },
		},
		[
			'State isn’t part of the address form for country SG',
			'Postal Code has 7 characters; the maximum is 6',
			'unknown isn’t part of the address form for country SG',
		],
	],
	[
		{ ...buttons(1), header: { type: 'image', source: file('image/png', 5 * 1024 * 1024 + 1) } },
		[
			"Header Input Data Field Name points to 'a.bin', which is 5.01 MB; the maximum for media type image is 5 MB",
		],
	],
	[
		{ ...buttons(1), header: { type: 'document', source: { link: 'ftp://example.com' } } },
		['Header Media URL starts with ftp://; it must start with https:// or http://'],
	],
];
