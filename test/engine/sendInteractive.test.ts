import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { createAccount, type SandboxAccount } from '../support/sandboxClient';
import { fileItem, runNode, type RunOptions } from '../support/engine';

const CUSTOMER = '60123240066';
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
const PROVIDERS = ['dialog360', 'modica'] as const;
type Provider = (typeof PROVIDERS)[number];

/** What the provider wants around the message. */
const ENVELOPES: Record<Provider, object> = {
	dialog360: { messaging_product: 'whatsapp', recipient_type: 'individual', to: CUSTOMER },
	modica: { to: `+${CUSTOMER}` },
};

/** Modica wants to know whose file it is. */
const SENDER: Record<Provider, INodeParameters> = {
	dialog360: {},
	modica: { senderId: '1234567890' },
};

const accounts = {} as Record<Provider, SandboxAccount>;

beforeAll(async () => {
	for (const provider of PROVIDERS) {
		accounts[provider] = await createAccount(provider);
		await accounts[provider].writes(CUSTOMER);
	}
});

async function send(provider: Provider, parameters: INodeParameters, options: RunOptions = {}) {
	const account = accounts[provider];
	const result = await runNode(
		account,
		{ operation: 'sendInteractive', to: '+60 12-324 0066', ...parameters },
		options,
	);
	const [request] = (await account.requests()).slice(-1);
	return { ...result, request };
}

/** The node's fields, and the `interactive` object as Meta's documents write it. */
const TYPES: Array<[string, INodeParameters, object]> = [
	[
		'buttons',
		{
			interactiveType: 'buttons',
			headerType: 'text',
			headerText: 'Appointment',
			bodyText: 'Pick',
			footerText: 'f',
			buttons: { button: [{ title: 'Yes', id: 'y' }, { title: 'No, thanks!' }] },
		},
		{
			type: 'button',
			header: { type: 'text', text: 'Appointment' },
			body: { text: 'Pick' },
			footer: { text: 'f' },
			action: {
				buttons: [
					{ type: 'reply', reply: { id: 'y', title: 'Yes' } },
					{ type: 'reply', reply: { id: 'no-thanks', title: 'No, thanks!' } },
				],
			},
		},
	],
	[
		'list',
		{
			interactiveType: 'list',
			headerText: 'Times',
			bodyText: 'Choose',
			buttonText: 'Menu',
			sections: {
				section: [
					{
						title: 'S1',
						rows: { row: [{ id: 'r1', title: 'Row', description: 'd' }, { title: 'Row' }] },
					},
					{ title: 'S2', rows: { row: [{ title: 'Row' }] } },
				],
			},
		},
		{
			type: 'list',
			header: { type: 'text', text: 'Times' },
			body: { text: 'Choose' },
			action: {
				button: 'Menu',
				sections: [
					{
						title: 'S1',
						rows: [
							{ id: 'r1', title: 'Row', description: 'd' },
							{ id: 'row', title: 'Row' },
						],
					},
					{ title: 'S2', rows: [{ id: 'row-2', title: 'Row' }] },
				],
			},
		},
	],
	[
		'list with one untitled section',
		{
			interactiveType: 'list',
			bodyText: 'Choose',
			buttonText: 'Menu',
			sections: { section: [{ rows: { row: [{ title: 'Row' }] } }] },
		},
		{
			type: 'list',
			body: { text: 'Choose' },
			action: { button: 'Menu', sections: [{ rows: [{ id: 'row', title: 'Row' }] }] },
		},
	],
	[
		'link button',
		{
			interactiveType: 'ctaUrl',
			bodyText: 'Open',
			footerText: 'f',
			buttonText: 'Visit',
			buttonUrl: ' https://example.com ',
		},
		{
			type: 'cta_url',
			body: { text: 'Open' },
			footer: { text: 'f' },
			action: {
				name: 'cta_url',
				parameters: { display_text: 'Visit', url: 'https://example.com' },
			},
		},
	],
	[
		'location request',
		{ interactiveType: 'locationRequest', bodyText: 'Where?' },
		{
			type: 'location_request_message',
			body: { text: 'Where?' },
			action: { name: 'send_location' },
		},
	],
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
	[
		'address request',
		{
			interactiveType: 'address',
			headerText: 'Delivery',
			bodyText: 'Address?',
			footerText: 'f',
			addressCountry: 'SG',
			addressValues: { name: 'A', sg_post_code: '238823' },
		},
		{
			type: 'address_message',
			header: { type: 'text', text: 'Delivery' },
			body: { text: 'Address?' },
			footer: { text: 'f' },
			action: {
				name: 'address_message',
				parameters: { country: 'SG', values: { name: 'A', sg_post_code: '238823' } },
			},
		},
	],
	[
		'call permission request',
		{ interactiveType: 'callPermission', bodyText: 'May we call?' },
		{
			type: 'call_permission_request',
			body: { text: 'May we call?' },
			action: { name: 'call_permission_request' },
		},
	],
	[
		'call permission request without text',
		{ interactiveType: 'callPermission' },
		{ type: 'call_permission_request', action: { name: 'call_permission_request' } },
	],
];

describe.each(PROVIDERS)('Send Interactive through %s', (provider) => {
	it.each(TYPES)('sends as documented: %s', async (_, parameters, interactive) => {
		const { json, error, request } = await send(provider, parameters);
		expect(error).toBeUndefined();
		expect(request.body).toEqual({ ...ENVELOPES[provider], type: 'interactive', interactive });
		expect(json[0]).toMatchObject({
			operation: 'sendInteractive',
			success: true,
			status: 'accepted',
			to: CUSTOMER,
		});
		const [message] = (await accounts[provider].messages()).filter(
			({ id }) => id === json[0].messageId,
		);
		expect(message.payload).toMatchObject({ interactive });
	});

	it.each([
		['link', { headerMediaSource: 'url', headerMediaUrl: 'https://example.com/a.jpg' }],
		['id', { headerMediaSource: 'id' }],
		['binary', { headerMediaSource: 'binary' }],
	])('takes a header from a %s', async (kind, parameters) => {
		const account = accounts[provider];
		const { id } = await account.addMedia(JPEG.toString('base64'), 'image/jpeg');
		const { uploads } = await account.stats();
		const { error, request } = await send(
			provider,
			{
				interactiveType: 'buttons',
				headerType: 'image',
				bodyText: 'Pick',
				buttons: { button: [{ title: 'Yes' }] },
				headerMediaId: id,
				options: SENDER[provider],
				...parameters,
			},
			{ items: [fileItem(JPEG, 'image/jpeg', 'photo.jpg')] },
		);
		expect(error).toBeUndefined();
		const { header } = (request.body as { interactive: { header: object } }).interactive;
		const expected: Record<string, object> = {
			link: { link: 'https://example.com/a.jpg' },
			id: { id },
			binary: { id: expect.stringMatching(/./) as string },
		};
		expect(header).toEqual({ type: 'image', image: expected[kind] });
		expect((await account.stats()).uploads - uploads).toBe(kind === 'binary' ? 1 : 0);
	});

	it('names a document in the header as its file is named', async () => {
		const pdf = fileItem(Buffer.from('%PDF-1.7'), 'application/pdf', 'invoice.pdf');
		const parameters = {
			interactiveType: 'ctaUrl',
			headerType: 'document',
			bodyText: 'Open',
			buttonText: 'Pay',
			buttonUrl: 'https://example.com/pay',
			options: SENDER[provider],
		};
		const named = async (headerFileName: string) => {
			const options = { items: [pdf] };
			const { error, request } = await send(provider, { ...parameters, headerFileName }, options);
			expect(error).toBeUndefined();
			return (request.body as { interactive: { header: object } }).interactive.header;
		};
		const document = (filename: string) => ({
			type: 'document',
			document: { id: expect.any(String) as string, filename },
		});
		expect(await named('')).toEqual(document('invoice.pdf'));
		expect(await named('May.pdf')).toEqual(document('May.pdf'));
	});

	it('uploads the files of cards, the same one once', async () => {
		const account = accounts[provider];
		const { uploads } = await account.stats();
		const other = Buffer.concat([JPEG, Buffer.from([1])]);
		const item: INodeExecutionData = {
			json: {},
			binary: {
				a: { data: JPEG.toString('base64'), mimeType: 'image/jpeg', fileName: 'a.jpg' },
				b: { data: other.toString('base64'), mimeType: 'image/jpeg', fileName: 'b.jpg' },
			},
		};
		const card = (binaryPropertyName: string) => ({
			binaryPropertyName,
			buttonText: 'Buy',
			buttonUrl: 'https://example.com',
		});
		const { error, request } = await send(
			provider,
			{
				interactiveType: 'mediaCarousel',
				bodyText: 'Top picks',
				cards: { card: [card('a'), card('b'), card('a')] },
				options: SENDER[provider],
			},
			{ items: [item, item] },
		);
		expect(error).toBeUndefined();
		expect((await account.stats()).uploads - uploads).toBe(2);
		const { cards } = (
			request.body as {
				interactive: { action: { cards: Array<{ header: { image: { id: string } } }> } };
			}
		).interactive.action;
		const ids = cards.map(({ header }) => header.image.id);
		expect(ids).toEqual([expect.any(String), expect.any(String), ids[0]]);
		expect(ids[1]).not.toBe(ids[0]);
	});

	it('quotes a message and carries callback data', async () => {
		const { error, request } = await send(provider, {
			interactiveType: 'locationRequest',
			bodyText: 'Where?',
			options: { replyToMessageId: 'wamid.abc', callbackData: 'order-1' },
		});
		expect(error).toBeUndefined();
		expect(request.body).toMatchObject({
			context: { message_id: 'wamid.abc' },
			[provider === 'modica' ? 'reference' : 'biz_opaque_callback_data']: 'order-1',
		});
	});
});

it('takes products from an expression that gives a list', async () => {
	const { error, request } = await send(
		'dialog360',
		{
			interactiveType: 'productCarousel',
			bodyText: 'Top picks',
			catalogId: 'C',
			productIds: '={{ $json.products }}',
		},
		{ items: [{ json: { products: ['a,b', 'c'] } }] },
	);
	expect(error).toBeUndefined();
	expect(request.body).toMatchObject({
		interactive: {
			action: {
				cards: [
					{ action: { product_retailer_id: 'a,b' } },
					{ action: { product_retailer_id: 'c' } },
				],
			},
		},
	});
});

it('takes the header’s type from an expression, item by item', async () => {
	const account = accounts.dialog360;
	const before = (await account.messages()).length;
	const { error } = await send(
		'dialog360',
		{
			interactiveType: 'buttons',
			headerType: '={{ $json.picture ? "image" : "none" }}',
			headerMediaSource: 'url',
			headerMediaUrl: '={{ $json.picture }}',
			bodyText: 'b',
			buttons: { button: [{ title: 'Yes' }] },
		},
		{ items: [{ json: { picture: 'https://example.com/a.png' } }, { json: {} }] },
	);
	expect(error).toBeUndefined();
	const headers = (await account.messages())
		.slice(before)
		.map(({ payload }) => (payload.interactive as { header?: object }).header);
	expect(headers).toEqual([
		{ type: 'image', image: { link: 'https://example.com/a.png' } },
		undefined,
	]);
});

describe('is refused before anything is sent', () => {
	it.each<[string, INodeParameters, RegExp]>([
		[
			'every fault of a message at once',
			{
				interactiveType: 'buttons',
				headerType: 'text',
				headerText: 'x'.repeat(61),
				bodyText: '={{ $json.nothing }}',
				footerText: 'x'.repeat(61),
				buttons: { button: [{ title: 'x'.repeat(21) }, { title: '={{ $json.nothing }}' }] },
			},
			/'Header Text' has 61.*'Body Text' is empty.*'Footer Text' has 61.*'Button 1: Title' has 21.*'Button 2: Title' is empty/,
		],
		[
			'an unknown type',
			{ interactiveType: 'poll', bodyText: 'b' },
			/'Interactive Type' 'poll' is none of the list/,
		],
		[
			'screen data that is no JSON',
			{
				interactiveType: 'flow',
				bodyText: 'b',
				buttonText: 'Start',
				flowId: 'F',
				flowScreen: 'A',
				flowData: '{ oops',
			},
			/'Screen Data \(JSON\)' is no JSON object/,
		],
	])('%s', async (_, parameters, message) => {
		const account = accounts.dialog360;
		await account.clearRequests();
		const { error } = await send('dialog360', parameters);
		expect(error?.message).toMatch(message);
		expect(await account.requests()).toEqual([]);
	});

	it('a header file of the wrong kind', async () => {
		const account = accounts.dialog360;
		await account.clearRequests();
		const { error } = await send(
			'dialog360',
			{
				interactiveType: 'ctaUrl',
				headerType: 'video',
				bodyText: 'b',
				buttonText: 'Go',
				buttonUrl: 'https://example.com',
			},
			{ items: [fileItem(JPEG, 'image/jpeg', 'a.jpg')] },
		);
		expect(error?.message).toMatch(
			/'Header Input Data Field Name' 'a.jpg' is image\/jpeg; as video WhatsApp takes video\/mp4/,
		);
		expect(await account.requests()).toEqual([]);
	});
});

it.each(['bulk360', 'socnet'] as const)('is not offered for %s', async (provider) => {
	const account = await createAccount(provider);
	const { error } = await runNode(account, {
		operation: 'sendInteractive',
		to: CUSTOMER,
		bodyText: 'b',
	});
	expect(error?.message).toMatch(/has no operation 'sendInteractive'/);
	expect(await account.requests()).toEqual([]);
});
