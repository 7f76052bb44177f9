import type { AxiosInstance } from 'axios';
import {
	createAccount,
	dialog360Http,
	type Data,
	type SandboxAccount,
} from '../../support/sandboxClient';

const body = (text = 'Hello there', ...example: string[]) => ({
	type: 'BODY',
	text,
	...(example.length > 0 && { example: { body_text: [example] } }),
});
const buttons = (...list: Data[]) => ({ type: 'BUTTONS', buttons: list });
const quickReply = (text: string) => ({ type: 'QUICK_REPLY', text });
const url = (
	target = 'https://example.com/{{1}}',
	example: unknown = ['https://example.com/1'],
) => ({
	type: 'URL',
	text: 'Open',
	url: target,
	example,
});
const image = (handle: unknown = 'https://example.com/a.png') => ({
	type: 'HEADER',
	format: 'IMAGE',
	example: { header_handle: [handle] },
});
const card = (...more: Data[]) => ({
	components: [image(), body('Nice shoes'), buttons(quickReply('More'), ...more)],
});
const offer = { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Soon over!' } };
const otp = (button: Data = { otp_type: 'COPY_CODE' }) => [
	{ type: 'BODY', add_security_recommendation: true },
	{ type: 'FOOTER', code_expiration_minutes: 10 },
	buttons({ type: 'OTP', ...button }),
];

let account: SandboxAccount;
let http: AxiosInstance;
let count = 0;
beforeEach(async () => {
	account = await createAccount('dialog360');
	http = dialog360Http(account);
});

const create = async (components: unknown, more: Data = {}) =>
	await http.post('/v1/configs/templates', {
		name: `rule_${++count}`,
		language: 'en',
		category: 'MARKETING',
		components,
		...more,
	});

it.each<[string, unknown, Data?]>([
	[
		'every button',
		[
			body(),
			buttons(
				quickReply('A'),
				url(),
				{ type: 'PHONE_NUMBER', text: 'Call', phone_number: '+60377220000' },
				{ type: 'COPY_CODE', example: 'SAVE10' },
				{ type: 'VOICE_CALL', text: 'Call' },
				{ type: 'REQUEST_CONTACT_INFO' },
			),
		],
	],
	[
		'a header with a variable',
		[
			{ type: 'HEADER', format: 'TEXT', text: 'Order {{1}}', example: { header_text: ['A-1'] } },
			body(),
		],
	],
	['a carousel', [body(), { type: 'CAROUSEL', cards: [card(), card()] }]],
	['an offer', [image(), offer, body(), buttons(url())]],
	['a location', [{ type: 'HEADER', format: 'LOCATION' }, body()]],
	['a call permission request', [body(), { type: 'call_permission_request' }]],
	['a one-time password', otp(), { category: 'AUTHENTICATION' }],
	[
		'a one-time password for an app',
		otp({
			otp_type: 'ZERO_TAP',
			zero_tap_terms_accepted: true,
			supported_apps: [{ package_name: 'com.example', signature_hash: 'K8a/AINcGX7' }],
		}),
		{ category: 'AUTHENTICATION' },
	],
	[
		'names',
		[
			{
				...body('Hi {{first_name}}!'),
				example: { body_text_named_params: [{ param_name: 'first_name', example: 'Ana' }] },
			},
		],
		{ parameter_format: 'named' },
	],
	['the longest life', [body()], { message_send_ttl_seconds: 2_592_000 }],
	[
		'30 days of a one-time password',
		otp(),
		{ category: 'AUTHENTICATION', message_send_ttl_seconds: -1 },
	],
])('360dialog accepts %s', async (_what, components, more = {}) => {
	const { status, data } = await create(components, more);
	expect([status, data.status]).toEqual([201, 'pending']);
});

it.each<[string, unknown, number | undefined, Data?]>([
	['a variable at the start', [body('{{1}} is here', 'Ana')], 2388299],
	['a variable at the end', [body('Hello {{1}}', 'Ana')], 2388299],
	['too many variables', [body('a {{1}} {{2}} {{3}} b', '1', '2', '3')], 2388293],
	['a variable without an example', [body('Hello {{1}}!')], undefined],
	['a gap in the numbers', [body('Hello dear {{2}}!', 'Ana')], 2388072],
	['names in a positional template', [body('Hello {{name}}!', 'Ana')], 2388072],
	[
		'a capital in a name',
		[
			{
				...body('Hi {{Name}}!'),
				example: { body_text_named_params: [{ param_name: 'Name', example: 'A' }] },
			},
		],
		2388072,
		{ parameter_format: 'NAMED' },
	],
	[
		'two variables in a header',
		[
			{
				type: 'HEADER',
				format: 'TEXT',
				text: 'For {{1}} and {{2}}',
				example: { header_text: ['A', 'B'] },
			},
			body(),
		],
		2388047,
	],
	['an image without an example', [{ type: 'HEADER', format: 'IMAGE' }, body()], 2388047],
	['a handle of nobody’s', [image('4::unknown'), body()], 2388047],
	['a variable in the footer', [body(), { type: 'FOOTER', text: 'Hi {{1}}!' }], 2388073],
	['two bodies', [body(), body()], undefined],
	['quick replies apart', [body(), buttons(quickReply('A'), url(), quickReply('B'))], undefined],
	['three links', [body(), buttons(url(), url(), url())], undefined],
	['a variable inside a link', [body(), buttons(url('https://example.com/{{1}}/a'))], undefined],
	[
		'a variable twice in a link',
		[body(), buttons(url('https://example.com/{{1}}/{{1}}'))],
		undefined,
	],
	['a link without an example', [body(), buttons(url(undefined, []))], undefined],
	['a label over 25', [body(), buttons(quickReply('x'.repeat(26)))], 2388040],
	['a flow without an ID', [body(), buttons({ type: 'FLOW', text: 'Book' })], undefined],
	['one card', [body(), { type: 'CAROUSEL', cards: [card()] }], undefined],
	['cards that differ', [body(), { type: 'CAROUSEL', cards: [card(), card(url())] }], undefined],
	['an offer with a footer', [offer, body(), { type: 'FOOTER', text: 'Bye' }], undefined],
	[
		'a product with a long text',
		[
			{ type: 'HEADER', format: 'PRODUCT' },
			body('x '.repeat(81)),
			buttons({ type: 'SPM', text: 'View' }),
		],
		2388040,
	],
	['an offer that isn’t marketing', [offer, body()], undefined, { category: 'UTILITY' }],
	[
		'a text in a one-time password',
		[body(), ...otp().slice(1)],
		undefined,
		{ category: 'AUTHENTICATION' },
	],
	[
		'a one-time password without a button',
		otp().slice(0, 2),
		undefined,
		{ category: 'AUTHENTICATION' },
	],
	[
		'one-tap without an app',
		otp({ otp_type: 'ONE_TAP' }),
		undefined,
		{ category: 'AUTHENTICATION' },
	],
	['a life too short for marketing', [body()], undefined, { message_send_ttl_seconds: 3600 }],
	[
		'a life too long for a password',
		otp(),
		undefined,
		{ category: 'AUTHENTICATION', message_send_ttl_seconds: 901 },
	],
	['-1 for marketing', [body()], undefined, { message_send_ttl_seconds: -1 }],
])('360dialog rejects %s', async (_what, components, subcode, more = {}) => {
	const { status, data } = await create(components, more);
	expect(status).toBe(400);
	expect(data.error.error_subcode).toBe(subcode);
});

it('takes an uploaded file as an example', async () => {
	const bytes = Buffer.from('12345678');
	const start = async () =>
		(await http.post('/uploads?file_name=a.png&file_length=8&file_type=image/png')).data
			.id as string;
	const send = async (id: string, part: Buffer, offset: number) =>
		await http.post(`/${id}`, part, {
			headers: { file_offset: String(offset), 'content-type': 'image/png' },
		});
	const id = await start();
	expect((await send(id, bytes, 1)).status).toBe(400);
	const { data } = await send(id, bytes, 0);
	expect(data.h).toMatch(/^4::/);
	expect((await create([image(data.h), body()])).status).toBe(201);
	expect(
		(await http.post('/uploads?file_name=a.gif&file_length=8&file_type=image/gif')).status,
	).toBe(400);
});

it('360dialog rejects more templates than the account can have', async () => {
	await account.patch({ settings: { maxTemplates: 10 } });
	expect((await create([body()])).data.error.error_subcode).toBe(2388019);
});

it('360dialog’s library needs the inputs of its buttons', async () => {
	const { data } = await http.get('/message_template_library?search=delivery&language=en_US');
	expect(data.data).toEqual([expect.objectContaining({ name: 'delivery_update_1' })]);
	const library = {
		category: 'UTILITY',
		language: 'en_US',
		library_template_name: 'delivery_update_1',
	};
	expect((await create(undefined, library)).status).toBe(400);
	const inputs = [
		{
			type: 'URL',
			url: {
				base_url: 'https://a.example.com/{{1}}',
				url_suffix_example: 'https://a.example.com/9',
			},
		},
		{ type: 'PHONE_NUMBER', phone_number: '+60377220000' },
	];
	const created = await create(undefined, { ...library, library_template_button_inputs: inputs });
	expect([created.status, created.data.status]).toEqual([201, 'approved']);
});
