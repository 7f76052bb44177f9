import type { INodeParameters } from 'n8n-workflow';
import { createRunner, fileItem, JPEG, type RunOptions } from '../support/engine';
import { createAccount, type Data, type SandboxAccount } from '../support/sandboxClient';

const run = createRunner('template');
const values = (...texts: Array<[string, string]>) => ({
	values: texts.map(([name, text]) => ({ name, text })),
});
const button = (...list: Data[]) => ({ button: list });

let account: SandboxAccount;
beforeEach(async () => {
	account = await createAccount('dialog360', { settings: { templateApprovalMs: null } });
});

const create = async (
	parameters: object,
	items = [fileItem(JPEG, 'image/jpeg', 'a.jpg')],
	onError?: RunOptions['onError'],
) =>
	await run(
		account,
		'create',
		{
			templateName: 'made_here',
			language: 'en',
			category: 'MARKETING',
			bodyText: 'Hello there',
			...parameters,
		} as INodeParameters,
		{ items, onError },
	);

const BODY = { type: 'BODY', text: 'Hello there' };
const LINK = 'https://example.com/a.png';
/** As long as it can be, in characters as WhatsApp counts them. */
const OFFER = '🔥'.repeat(16);
const image = { type: 'HEADER', format: 'IMAGE', example: { header_handle: [LINK] } };

const MORE = { type: 'QUICK_REPLY', text: 'More' };
/** Two cards, as fields. */
const createCards = (text: object) => ({
	cards: {
		card: [1, 2].map(() => ({
			mediaType: 'IMAGE',
			exampleFile: LINK,
			...text,
			buttons: button(MORE),
		})),
	},
});
/** The same as it is documented. */
const createCarousel = (...body: Data[]) => ({
	type: 'CAROUSEL',
	cards: [1, 2].map(() => ({
		components: [image, ...body, { type: 'BUTTONS', buttons: [MORE] }],
	})),
});

/** `[what, fields, body as it is documented]` */
it.each<[string, object, Data]>([
	[
		'named variables in header and text, and a life',
		{
			headerType: 'TEXT',
			headerText: 'Order {{order_id}}',
			headerExample: 'A-1',
			bodyText: 'Hi {{first_name}}, it is on its way.',
			examples: values(['first_name', 'Ana']),
			footerText: 'Bakery',
			options: { ttlSeconds: 43_200 },
		},
		{
			parameter_format: 'NAMED',
			message_send_ttl_seconds: 43_200,
			components: [
				{
					type: 'HEADER',
					format: 'TEXT',
					text: 'Order {{order_id}}',
					example: { header_text_named_params: [{ param_name: 'order_id', example: 'A-1' }] },
				},
				{
					type: 'BODY',
					text: 'Hi {{first_name}}, it is on its way.',
					example: { body_text_named_params: [{ param_name: 'first_name', example: 'Ana' }] },
				},
				{ type: 'FOOTER', text: 'Bakery' },
			],
		},
	],
	[
		'every button',
		{
			headerType: 'LOCATION',
			buttons: button(
				{ type: 'QUICK_REPLY', text: 'Paid' },
				{
					type: 'URL',
					text: 'Open',
					url: 'https://pay.example.com/{{1}}',
					urlExample: 'https://pay.example.com/4411',
				},
				{ type: 'PHONE_NUMBER', text: 'Call us', phoneNumber: '+60377220000' },
				{ type: 'COPY_CODE', code: 'SAVE10' },
				{ type: 'FLOW', text: 'Book', flowId: '100200', flowScreen: 'WELCOME' },
				{ type: 'VOICE_CALL', text: 'Call' },
				{ type: 'REQUEST_CONTACT_INFO' },
			),
		},
		{
			components: [
				{ type: 'HEADER', format: 'LOCATION' },
				BODY,
				{
					type: 'BUTTONS',
					buttons: [
						{ type: 'QUICK_REPLY', text: 'Paid' },
						{
							type: 'URL',
							text: 'Open',
							url: 'https://pay.example.com/{{1}}',
							example: ['https://pay.example.com/4411'],
						},
						{ type: 'PHONE_NUMBER', text: 'Call us', phone_number: '+60377220000' },
						{ type: 'COPY_CODE', example: 'SAVE10' },
						{
							type: 'FLOW',
							text: 'Book',
							flow_id: '100200',
							flow_action: 'navigate',
							navigate_screen: 'WELCOME',
						},
						{ type: 'VOICE_CALL', text: 'Call' },
						{ type: 'REQUEST_CONTACT_INFO' },
					],
				},
			],
		},
	],
	[
		'catalog and product list',
		{ buttons: button({ type: 'CATALOG' }, { type: 'MPM' }) },
		{
			components: [
				BODY,
				{
					type: 'BUTTONS',
					buttons: [
						{ type: 'CATALOG', text: 'View catalog' },
						{ type: 'MPM', text: 'View items' },
					],
				},
			],
		},
	],
	[
		'a limited-time offer',
		{
			headerType: 'IMAGE',
			headerFile: LINK,
			options: { offerText: OFFER, offerExpires: true },
		},
		{
			components: [
				image,
				{
					type: 'LIMITED_TIME_OFFER',
					limited_time_offer: { text: OFFER, has_expiration: true },
				},
				BODY,
			],
		},
	],
	[
		'a carousel',
		createCards({ text: 'For {{1}} today', examples: values(['', 'Ana']) }),
		{
			parameter_format: 'POSITIONAL',
			components: [
				BODY,
				createCarousel({
					type: 'BODY',
					text: 'For {{1}} today',
					example: { body_text: [['Ana']] },
				}),
			],
		},
	],
	['a carousel without texts', createCards({ text: '' }), { components: [BODY, createCarousel()] }],
	[
		'a call permission request',
		{ options: { callPermission: true } },
		{ components: [BODY, { type: 'call_permission_request' }] },
	],
	[
		'a one-time password for an app',
		{
			category: 'AUTHENTICATION',
			otpType: 'ONE_TAP',
			apps: { app: [{ packageName: 'com.example.app', signatureHash: 'K8a/AINcGX7' }] },
			codeExpirationMinutes: 10,
			options: { ttlSeconds: 300 },
		},
		{
			category: 'AUTHENTICATION',
			message_send_ttl_seconds: 300,
			components: [
				{ type: 'BODY', add_security_recommendation: true },
				{ type: 'FOOTER', code_expiration_minutes: 10 },
				{
					type: 'BUTTONS',
					buttons: [
						{
							type: 'OTP',
							otp_type: 'ONE_TAP',
							supported_apps: [{ package_name: 'com.example.app', signature_hash: 'K8a/AINcGX7' }],
						},
					],
				},
			],
		},
	],
	[
		'components with an example that is not in a list, as on Meta’s pages',
		{
			contentSource: 'components',
			components: '[{"type":"BODY","text":"Hi {{1}}, thanks!","example":{"body_text":"Pablo"}}]',
		},
		{
			components: [{ type: 'BODY', text: 'Hi {{1}}, thanks!', example: { body_text: 'Pablo' } }],
			parameter_format: 'POSITIONAL',
		},
	],
	[
		'a template of WhatsApp’s library',
		{
			category: 'UTILITY',
			language: 'de',
			contentSource: 'library',
			libraryTemplate: 'delivery_update_1',
			libraryButtons: button({
				url: 'https://a.example.com/{{1}}',
				urlExample: 'https://a.example.com/9',
			}),
		},
		{
			category: 'UTILITY',
			language: 'de',
			library_template_name: 'delivery_update_1',
			library_template_button_inputs: [
				{
					type: 'URL',
					url: {
						base_url: 'https://a.example.com/{{1}}',
						url_suffix_example: 'https://a.example.com/9',
					},
				},
			],
		},
	],
])('creates %s', async (_what, parameters, expected) => {
	const { json, error } = await create(parameters);
	expect(error).toBeUndefined();
	expect(await account.lastBody()).toEqual({
		name: 'made_here',
		language: 'en',
		category: 'MARKETING',
		...expected,
	});
	expect(json[0]).toMatchObject({ name: 'made_here', id: expect.any(String) });
	expect(await account.templates()).toContainEqual(expect.objectContaining({ name: 'made_here' }));
});

it('uploads each example file first', async () => {
	const card = { mediaType: 'IMAGE', exampleFile: 'data', text: 'Nice' };
	const { error } = await create({
		headerType: 'none',
		cards: { card: [card, card] },
	});
	expect(error).toBeUndefined();
	const requests = await account.requests();
	expect(requests.map(({ path }) => path.replace(/:.*/, ''))).toEqual([
		'/uploads',
		'/upload',
		'/uploads',
		'/upload',
		'/v1/configs/templates',
	]);
	expect(requests[0].query).toEqual({
		file_name: 'a.jpg',
		file_length: String(JPEG.length),
		file_type: 'image/jpeg',
	});
	expect(JSON.stringify(await account.lastBody())).toMatch(/"header_handle":\["4::/);
});

it.each(['/uploads', '/upload:'])(
	'can be sent again when an example can’t be uploaded: %s',
	async (pathIncludes) => {
		await account.addFault({ kind: 'html', status: 502, pathIncludes });
		const { json } = await create(
			{ headerType: 'IMAGE', exampleFile: 'data' },
			undefined,
			'continueRegularOutput',
		);
		expect(json[0]).toMatchObject({ success: false, status: 'failed' });
		expect((await account.requests()).every(({ path }) => path.startsWith('/upload'))).toBe(true);
	},
);
