import {
	createAccount,
	dialog360Http,
	type Data,
	type SandboxAccount,
} from '../../support/sandboxClient';

const CUSTOMER = '16505076520';
const long = (length: number) => '😀'.repeat(length);
const link = 'https://example.com/file';
const body = { text: 'Pick' };
const reply = (id: string, title: string) => ({ type: 'reply', reply: { id, title } });
const rows = (count: number) =>
	Array.from({ length: count }, (_, n) => ({ id: `r${n}`, title: `Row ${n}`, description: 'd' }));
const list = (sections: unknown[]) => ({
	type: 'list',
	body,
	action: { button: 'Menu', sections },
});
const buttons = (...all: unknown[]) => ({ type: 'button', body, action: { buttons: all } });
const cta = (parameters: Data) => ({
	type: 'cta_url',
	body,
	action: { name: 'cta_url', parameters },
});
const flow = (parameters: Data) => ({
	type: 'flow',
	body,
	action: {
		name: 'flow',
		parameters: { flow_message_version: '3', flow_token: 't', flow_cta: 'Start', ...parameters },
	},
});
const products = (count: number) => ({
	type: 'product_list',
	header: { type: 'text', text: 'h' },
	body,
	action: {
		catalog_id: 'C',
		sections: [
			{
				title: 'S',
				product_items: Array.from({ length: count }, (_, n) => ({ product_retailer_id: `s${n}` })),
			},
		],
	},
});
const mediaCard = (card_index: number, action: Data, text = 'One') => ({
	card_index,
	type: 'cta_url',
	header: { type: 'image', image: { link } },
	body: { text },
	action,
});
const buy = { name: 'cta_url', parameters: { display_text: 'Buy', url: link } };
const quick = { buttons: [{ type: 'quick_reply', quick_reply: { id: 'a', title: 'A' } }] };
const carousel = (...cards: unknown[]) => ({ type: 'carousel', body, action: { cards } });
const productCard = (card_index: number, catalog_id = 'C') => ({
	card_index,
	type: 'product',
	action: { product_retailer_id: 'SKU', catalog_id },
});
const contact = { name: { formatted_name: 'Ana V', first_name: 'Ana' }, phones: [{ phone: '+1' }] };

let account: SandboxAccount;
beforeAll(async () => {
	account = await createAccount('dialog360', {
		settings: { pairLimit: false, ratePerSecond: null },
	});
	await account.writeText(CUSTOMER);
});

const send = async (type: string, part: unknown) =>
	await dialog360Http(account).post('/messages', {
		messaging_product: 'whatsapp',
		to: CUSTOMER,
		type,
		[type]: part,
	});

describe('360dialog takes every documented type', () => {
	it.each<[string, unknown]>([
		['text', { body: long(4096), preview_url: true }],
		['image', { link, caption: long(1024) }],
		['video', { link }],
		['audio', { link, voice: true }],
		['document', { link, caption: 'c', filename: 'invoice.pdf' }],
		['sticker', { link }],
		['location', { latitude: -33.5, longitude: 151.2, name: 'Here', address: 'Street 1' }],
		['location', { latitude: '37.44216251868683', longitude: '-122.16153582049394' }],
		['contacts', [contact]],
		['contacts', [{ ...contact, birthday: '1990-01-31', org: { company: 'X' } }]],
		['interactive', buttons(reply('y', 'Yes'), reply('n', 'No'))],
		['interactive', { ...buttons(reply('y', 'Yes')), header: { type: 'image', image: { link } } }],
		['interactive', list([{ rows: rows(10) }])],
		['interactive', { ...list([{ rows: rows(1) }]), body: { text: long(4096) } }],
		['interactive', cta({ display_text: 'Visit', url: link })],
		['interactive', { type: 'location_request_message', body, action: { name: 'send_location' } }],
		[
			'interactive',
			flow({ flow_id: 'F', flow_action: 'navigate', flow_action_payload: { screen: 'A' } }),
		],
		['interactive', flow({ flow_id: 'F', flow_cta: 'Table #1, 2*' })],
		[
			'interactive',
			{ type: 'product', body, action: { catalog_id: 'C', product_retailer_id: 'S' } },
		],
		['interactive', products(30)],
		[
			'interactive',
			{
				type: 'catalog_message',
				body,
				action: {
					name: 'catalog_message',
					parameters: { thumbnail_product_retailer_id: 'SKU' },
				},
			},
		],
		[
			'interactive',
			{ type: 'call_permission_request', body, action: { name: 'call_permission_request' } },
		],
		[
			'interactive',
			{
				type: 'address_message',
				body,
				action: { name: 'address_message', parameters: { country: 'IN', values: { name: 'A' } } },
			},
		],
		['interactive', carousel(mediaCard(0, buy), mediaCard(1, buy))],
		['interactive', carousel(mediaCard(0, quick), mediaCard(1, quick))],
		['interactive', carousel(productCard(0), productCard(1))],
	])('%s %#', async (type, part) => {
		const response = await send(type, part);
		expect(response.data).toHaveProperty('messages.0.id');
	});

	it('a reaction, its removal, and one to nothing, which fails later', async () => {
		const { id } = await account.writeText(CUSTOMER);
		expect((await send('reaction', { message_id: id, emoji: '👍🏽' })).status).toBe(200);
		expect((await send('reaction', { message_id: id, emoji: '' })).status).toBe(200);
		expect((await send('reaction', { message_id: id, emoji: 'thumbs' })).status).toBe(400);
		expect((await send('reaction', { message_id: 'wamid.gone', emoji: '👍' })).status).toBe(200);
	});
});

describe('360dialog rejects what is over a limit or misshapen', () => {
	it.each<[string, string, unknown, number]>([
		['text over 4096 code points', 'text', { body: long(4097) }, 100],
		['empty text', 'text', { body: '' }, 131009],
		['text without body', 'text', {}, 131008],
		['caption over 1024', 'image', { link, caption: long(1025) }, 100],
		['id and link', 'image', { link, id: '1' }, 131009],
		['neither id nor link', 'image', {}, 131009],
		['a link that is none', 'image', { link: 'file:///etc/passwd' }, 131009],
		['an unknown media id', 'image', { id: '123' }, 100],
		['a caption on audio', 'audio', { link, caption: 'x' }, 100],
		['latitude 91', 'location', { latitude: 91, longitude: 0 }, 131009],
		['no longitude', 'location', { latitude: 1 }, 131008],
		['empty texts as latitude and longitude', 'location', { latitude: '', longitude: '' }, 131009],
		['null as longitude', 'location', { latitude: '', longitude: null }, 131009],
		['null as latitude', 'location', { latitude: null, longitude: 1 }, 131009],
		['true as latitude', 'location', { latitude: true, longitude: 1 }, 131009],
		['an empty list as latitude', 'location', { latitude: [], longitude: 1 }, 131009],
		['a word as latitude', 'location', { latitude: 'north', longitude: 1 }, 131009],
		['longitude 181 as text', 'location', { latitude: '1', longitude: '181' }, 131009],
		['no contacts', 'contacts', [], 131009],
		['a contact with formatted_name only', 'contacts', [{ name: { formatted_name: 'A' } }], 131009],
		['a birthday in words', 'contacts', [{ ...contact, birthday: 'May' }], 131009],
		['a reaction without message', 'reaction', { emoji: '👍' }, 131008],
		[
			'four buttons',
			'interactive',
			buttons(...['a', 'b', 'c', 'd'].map((x) => reply(x, x))),
			131009,
		],
		['the same button id twice', 'interactive', buttons(reply('a', 'A'), reply('a', 'B')), 131009],
		['a button title over 20', 'interactive', buttons(reply('a', long(21))), 100],
		['a button id with edge space', 'interactive', buttons(reply(' a', 'A')), 131009],
		[
			'an interactive body over 1024',
			'interactive',
			{ ...buttons(reply('a', 'A')), body: { text: long(1025) } },
			100,
		],
		[
			'a footer over 60',
			'interactive',
			{ ...buttons(reply('a', 'A')), footer: { text: long(61) } },
			100,
		],
		[
			'a header over 60',
			'interactive',
			{ ...buttons(reply('a', 'A')), header: { type: 'text', text: long(61) } },
			100,
		],
		['11 rows', 'interactive', list([{ rows: rows(11) }]), 131009],
		[
			'two sections without titles',
			'interactive',
			list([{ rows: rows(1) }, { rows: rows(2).slice(1) }]),
			131009,
		],
		[
			'an image header on a list',
			'interactive',
			{ ...list([{ rows: rows(1) }]), header: { type: 'image', image: { link } } },
			131009,
		],
		['a CTA without URL', 'interactive', cta({ display_text: 'Go' }), 131008],
		['a CTA text over 20', 'interactive', cta({ display_text: long(21), url: link }), 100],
		['flow_id and flow_name', 'interactive', flow({ flow_id: 'F', flow_name: 'N' }), 131009],
		['an emoji in flow_cta', 'interactive', flow({ flow_id: 'F', flow_cta: 'Go 🚀' }), 131009],
		['a flag in flow_cta', 'interactive', flow({ flow_id: 'F', flow_cta: 'Go 🇲🇾' }), 131009],
		['a keycap in flow_cta', 'interactive', flow({ flow_id: 'F', flow_cta: 'Go 1️⃣' }), 131009],
		[
			'empty flow data',
			'interactive',
			flow({ flow_id: 'F', flow_action_payload: { screen: 'A', data: {} } }),
			131009,
		],
		['31 products', 'interactive', products(31), 131009],
		['a product list without header', 'interactive', { ...products(1), header: undefined }, 131008],
		[
			'an address outside India and Singapore',
			'interactive',
			{
				type: 'address_message',
				body,
				action: { name: 'address_message', parameters: { country: 'DE' } },
			},
			131009,
		],
		['one card', 'interactive', carousel(mediaCard(0, buy)), 131009],
		[
			'cards of different kinds',
			'interactive',
			carousel(mediaCard(0, buy), mediaCard(1, quick)),
			131009,
		],
		['cards out of order', 'interactive', carousel(mediaCard(1, buy), mediaCard(0, buy)), 131009],
		[
			'a card body over 160',
			'interactive',
			carousel(mediaCard(0, buy, long(161)), mediaCard(1, buy)),
			100,
		],
		[
			'products of two catalogs',
			'interactive',
			carousel(productCard(0), productCard(1, 'D')),
			131009,
		],
		[
			'a carousel with footer',
			'interactive',
			{ ...carousel(productCard(0), productCard(1)), footer: body },
			100,
		],
		['an unknown interactive type', 'interactive', { type: 'magic', body, action: {} }, 131009],
	])('%s', async (_name, type, part, code) => {
		const response = await send(type, part);
		expect(response.status).toBe(400);
		expect([response.data.error.code, response.data.error.error_data.details]).toEqual([
			code,
			expect.any(String),
		]);
	});

	it('products without a connected catalog', async () => {
		await account.patch({ settings: { catalogConnected: false } });
		expect((await send('interactive', products(1))).data.error.code).toBe(131009);
		await account.patch({ settings: { catalogConnected: true } });
	});
});
