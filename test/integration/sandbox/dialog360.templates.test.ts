import type { AxiosInstance } from 'axios';
import {
	createAccount,
	dialog360Http,
	type Data,
	type SandboxAccount,
} from '../../support/sandboxClient';

const CUSTOMER = '16505076520';
const link = 'https://example.com/file.png';
const text = (value: string, name?: string) => ({
	type: 'text',
	text: value,
	...(name && { parameter_name: name }),
});
const body = (...parameters: Data[]) => ({ type: 'body', parameters });
const header = (...parameters: Data[]) => ({ type: 'header', parameters });
const button = (sub_type: string, index: number, ...parameters: Data[]) => ({
	type: 'button',
	sub_type,
	index: String(index),
	parameters,
});
const image = { type: 'image', image: { link } };
const coupon = { type: 'coupon_code', coupon_code: 'SAVE25' };
const action = (value: Data) => ({ type: 'action', action: value });
const section = { title: 'S', product_items: [{ product_retailer_id: 'SKU' }] };
const otp = (code: string) => [body(text(code)), button('url', 0, text(code))];
const promo = [
	header(image),
	body(text('Ana'), text('25 %')),
	button('url', 0, text('summer')),
	button('copy_code', 1, coupon),
];
const card = (card_index: number) => ({
	card_index,
	components: [header(image), body(text('Ana')), button('url', 0, text('sku-1'))],
});
const badCard = [
	header({ type: 'image', image: { link: 'file:///etc/passwd' } }),
	...card(1).components.slice(1),
];
const offer = (expiration_time_ms: unknown) => [
	header(image),
	{
		type: 'limited_time_offer',
		parameters: [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms } }],
	},
	body(text('Ana'), text('SAVE25')),
	button('copy_code', 0, coupon),
	button('url', 1, text('x')),
];

let account: SandboxAccount;
let http: AxiosInstance;
beforeAll(async () => {
	account = await createAccount('dialog360', {
		settings: { pairLimit: false, ratePerSecond: null },
	});
	http = dialog360Http(account);
});

const send = async (
	name: string,
	code: string,
	components?: unknown,
	to: Data = { to: CUSTOMER },
) =>
	await http.post('/messages', {
		messaging_product: 'whatsapp',
		...to,
		type: 'template',
		template: { name, language: { code }, ...(components !== undefined && { components }) },
	});

describe('360dialog sends approved templates outside the window', () => {
	it.each<[string, string, unknown]>([
		['order_shipped', 'en_US', [body(text('Ana'), text('A-1'))]],
		['order_shipped', 'de', [body(text('Ana'), text('A-1'))]],
		[
			'order_update_named',
			'en',
			[
				header(text('A-1', 'order_id')),
				body(text('packed', 'order_status'), text('Ana', 'first_name'), text('A-1', 'order_id')),
			],
		],
		[
			'invoice_ready',
			'en',
			[
				header({ type: 'document', document: { link, filename: 'a.pdf' } }),
				body(text('Ana'), text('1')),
			],
		],
		['promo_image', 'en', promo],
		['promo_image', 'en', [...promo, button('quick_reply', 2, { type: 'payload', payload: 'P' })]],
		['otp_code', 'en', otp('123456')],
		['summer_carousel', 'en', [body(text('Ana')), { type: 'carousel', cards: [card(0), card(1)] }]],
		['limited_offer', 'en', offer(1790000000000)],
		['see_catalog', 'en', [body(text('Ana'))]],
		[
			'see_catalog',
			'en',
			[body(text('Ana')), button('catalog', 0, action({ thumbnail_product_retailer_id: 'S' }))],
		],
		[
			'product_picks',
			'en',
			[
				header(text('Ana')),
				body(text('X')),
				button('mpm', 0, action({ thumbnail_product_retailer_id: 'S', sections: [section] })),
			],
		],
		['book_visit', 'en', undefined],
		['book_visit', 'en', [button('flow', 0, action({ flow_token: 't' }))]],
		[
			'store_location',
			'en',
			[
				header({
					type: 'location',
					location: { latitude: '1', longitude: '2', name: 'N', address: 'A' },
				}),
				body(text('Ana')),
			],
		],
		['call_us', 'en', undefined],
	])('%s in %s %#', async (name, code, components) => {
		const response = await send(name, code, components);
		expect(response.data).toHaveProperty('messages.0.id');
	});

	it('and keeps what the customer reads', async () => {
		const [first] = await account.messages(CUSTOMER);
		expect(first).toMatchObject({
			text: 'Hi Ana, your order A-1 has shipped.',
			category: 'utility',
		});
	});
});

describe('360dialog rejects templates that do not fit', () => {
	it.each<[string, string, string, unknown, number]>([
		['an unknown name', 'nope', 'en', [], 132001],
		['an unknown language', 'order_shipped', 'fr', [], 132001],
		['a pending one', 'new_pending', 'en', [body(text('x'))], 132001],
		['a rejected one', 'bad_rejected', 'en', [body(text('x'))], 132001],
		['a paused one', 'winback_paused', 'en', [body(text('x'))], 132015],
		['a disabled one', 'old_disabled', 'en', [], 132016],
		[
			'a place without latitude',
			'store_location',
			'en',
			[header({ type: 'location', location: { longitude: '2' } }), body(text('x'))],
			131008,
		],
		[
			'an empty latitude',
			'store_location',
			'en',
			[header({ type: 'location', location: { latitude: '', longitude: '2' } }), body(text('x'))],
			131009,
		],
		['too few values', 'order_shipped', 'en_US', [body(text('x'))], 132000],
		['too many values', 'order_shipped', 'en_US', [body(text('x'), text('y'), text('z'))], 132000],
		['no values', 'order_shipped', 'en_US', undefined, 132000],
		[
			'names for positions',
			'order_shipped',
			'en_US',
			[body(text('x', 'a'), text('y', 'b'))],
			132012,
		],
		[
			'positions for names',
			'order_update_named',
			'en',
			[header(text('x')), body(text('x'), text('y'), text('z'))],
			132012,
		],
		['an empty value', 'order_shipped', 'en_US', [body(text(''), text('y'))], 131008],
		['a newline in a value', 'order_shipped', 'en_US', [body(text('a\nb'), text('y'))], 132018],
		[
			'five spaces in a value',
			'order_shipped',
			'en_US',
			[body(text('a     b'), text('y'))],
			132018,
		],
		[
			'an over-long text',
			'order_update_named',
			'en',
			[
				header(text('x', 'order_id')),
				body(
					text('x'.repeat(1024), 'first_name'),
					text('x', 'order_id'),
					text('x', 'order_status'),
				),
			],
			132005,
		],
		['no header', 'promo_image', 'en', promo.slice(1), 132012],
		[
			'another header',
			'promo_image',
			'en',
			[header({ type: 'video', video: { link } }), ...promo.slice(1)],
			132012,
		],
		[
			'a header without source',
			'promo_image',
			'en',
			[header({ type: 'image', image: {} }), ...promo.slice(1)],
			131008,
		],
		[
			'an unknown header media id',
			'promo_image',
			'en',
			[header({ type: 'image', image: { id: '9' } }), ...promo.slice(1)],
			100,
		],
		[
			'a header link that is none',
			'promo_image',
			'en',
			[header({ type: 'image', image: { link: 'example.com/a.png' } }), ...promo.slice(1)],
			131009,
		],
		[
			'a card’s link that is none',
			'summer_carousel',
			'en',
			[
				body(text('Ana')),
				{ type: 'carousel', cards: [card(0), { ...card(1), components: badCard }] },
			],
			131009,
		],
		['no URL suffix', 'promo_image', 'en', [promo[0], promo[1], promo[3]], 131008],
		['no coupon code', 'promo_image', 'en', promo.slice(0, 3), 131008],
		[
			'a wrong sub_type',
			'promo_image',
			'en',
			[...promo.slice(0, 2), button('quick_reply', 0, text('x')), promo[3]],
			132012,
		],
		[
			'a button that is not there',
			'promo_image',
			'en',
			[...promo, button('url', 7, text('x'))],
			132012,
		],
		['the same button twice', 'promo_image', 'en', [...promo, button('url', 0, text('x'))], 132012],
		['no OTP button', 'otp_code', 'en', [body(text('123456'))], 131008],
		['an OTP over 15', 'otp_code', 'en', otp('1234567890123456'), 132018],
		[
			'a card too few',
			'summer_carousel',
			'en',
			[body(text('Ana')), { type: 'carousel', cards: [card(0)] }],
			132012,
		],
		[
			'a card without header',
			'summer_carousel',
			'en',
			[
				body(text('Ana')),
				{
					type: 'carousel',
					cards: [card(0), { ...card(1), components: card(1).components.slice(1) }],
				},
			],
			132012,
		],
		['no expiry', 'limited_offer', 'en', offer(undefined), 131008],
		['no products', 'product_picks', 'en', [header(text('A')), body(text('X'))], 131008],
		['two bodies', 'order_shipped', 'en_US', [body(text('x'), text('y')), body()], 100],
		['an unknown component', 'call_us', 'en', [{ type: 'sidebar' }], 100],
	])('%s', async (_name, name, code, components, error) => {
		const response = await send(name, code, components);
		expect(response.data.error?.code).toBe(error);
		expect(response.status).toBe(error === 132001 ? 404 : 400);
	});

	it('an authentication template to a business-scoped user id: 131062', async () => {
		const response = await send('otp_code', 'en', otp('1'), { recipient: 'US.123abc' });
		expect(response.data.error.code).toBe(131062);
	});
});
