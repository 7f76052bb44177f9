import {
	createAccount,
	dialog360Http,
	type Data,
	type SandboxAccount,
} from '../../support/sandboxClient';

const CUSTOMER = '16505076520';

const component = (sub_type: string, parameters: Data[], index?: number): Data => ({
	type: 'button',
	sub_type,
	...(index !== undefined && { index }),
	parameters,
});
const minutes = (ttl_minutes: unknown) => ({ type: 'ttl_minutes', ttl_minutes });
const payload = (value: unknown) => ({ type: 'payload', payload: value });
const action = (value: unknown) => ({ type: 'action', action: value });
const order = action({ order_details: { reference_id: 'ord-88', currency: 'INR' } });
const call = [minutes(100), payload('case-1')];
const products = (title: object) =>
	action({ sections: [{ ...title, product_items: [{ product_retailer_id: 'SKU1' }] }] });

let account: SandboxAccount;
beforeAll(async () => {
	account = await createAccount('dialog360', {
		settings: { pairLimit: false, ratePerSecond: null },
	});
	const add = async (name: string, ...buttons: Data[]) =>
		await account.addTemplate({
			name,
			components: [
				{ type: 'BODY', text: 'Hi' },
				{ type: 'BUTTONS', buttons },
			],
		});
	// Meta’s page on calls creates it in lower case.
	const voiceCall = { type: 'voice_call', text: 'Call on WhatsApp' };
	await add('call_button', { type: 'QUICK_REPLY', text: 'Later' }, voiceCall);
	await add('pick_products', { type: 'MPM', text: 'View items' });
	await add('review_and_pay', { type: 'ORDER_DETAILS', text: 'Review and Pay' });
});

const send = async (name: string, ...components: Data[]) =>
	await dialog360Http(account).post('/messages', {
		messaging_product: 'whatsapp',
		to: CUSTOMER,
		type: 'template',
		template: { name, language: { code: 'en' }, components },
	});

describe('360dialog takes the documented parameters of buttons', () => {
	it.each<[string, string, Data[]]>([
		['both of a call, without an index', 'call_button', [component('voice_call', call)]],
		['both of a call, with one', 'call_button', [component('voice_call', call, 1)]],
		['one of a call', 'call_button', [component('voice_call', [payload('x'.repeat(512))])]],
		['none of a call', 'call_button', []],
		[
			'a call beside another button',
			'call_button',
			[component('quick_reply', [payload('later')], 0), component('voice_call', [minutes(43_200)])],
		],
		['an order', 'review_and_pay', [component('order_details', [order], 0)]],
		['one section without a title', 'pick_products', [component('mpm', [products({})], 0)]],
	])('%s', async (_name, template, components) => {
		const { data } = await send(template, ...components);
		expect(data).toHaveProperty('messages.0.id');
	});
});

describe('360dialog rejects buttons that do not fit', () => {
	it.each<[string, string, Data[], number]>([
		['no time at all', 'call_button', [component('voice_call', [minutes(0)])], 132012],
		['31 days', 'call_button', [component('voice_call', [minutes(44_640)])], 132012],
		['minutes as text', 'call_button', [component('voice_call', [minutes('100')])], 132012],
		[
			'a payload over 512',
			'call_button',
			[component('voice_call', [payload('x'.repeat(513))])],
			132012,
		],
		['a payload twice', 'call_button', [component('voice_call', [call[1], call[1]])], 132012],
		['three parameters', 'call_button', [component('voice_call', [...call, call[0]])], 132000],
		[
			'a type from the prototype',
			'call_button',
			[component('voice_call', [{ type: 'constructor', constructor: 'x' }])],
			132012,
		],
		[
			'a call twice',
			'call_button',
			[component('voice_call', call), component('voice_call', call, 1)],
			132012,
		],
		['a call for a reply', 'call_button', [component('voice_call', call, 0)], 132012],
		['a call that is not there', 'review_and_pay', [component('voice_call', call)], 132012],
		[
			'another button without index',
			'call_button',
			[component('quick_reply', [payload('p')])],
			131008,
		],
		[
			'two parameters where one is possible',
			'call_button',
			[component('quick_reply', [payload('p'), payload('p')], 0)],
			132000,
		],
		['no order', 'review_and_pay', [], 131008],
		[
			'a section with an empty title',
			'pick_products',
			[component('mpm', [products({ title: '' })], 0)],
			132012,
		],
		['an order without index', 'review_and_pay', [component('order_details', [order])], 131008],
		[
			'an action without order',
			'review_and_pay',
			[component('order_details', [action({ sections: [] })], 0)],
			132012,
		],
		[
			'an order as text',
			'review_and_pay',
			[component('order_details', [action({ order_details: 'ord-88' })], 0)],
			132012,
		],
	])('%s', async (_name, template, components, code) => {
		const { data } = await send(template, ...components);
		expect(data.error?.code).toBe(code);
	});
});
