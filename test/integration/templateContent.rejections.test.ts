import type { INodeParameters } from 'n8n-workflow';
import { description } from '../../nodes/WhatsAppBsp/actions/template/create.operation';
import { createRunner } from '../support/engine';
import { createAccount, type Data, type SandboxAccount } from '../support/sandboxClient';

const run = createRunner('template');
const buttons = (...list: Data[]) => ({ buttons: { button: list } });
const cards = (...list: Data[]) => ({ cards: { card: list } });
const LINK = 'https://example.com/a.png';
const CALL = { type: 'PHONE_NUMBER', text: 'Call', phoneNumber: '+60377220000' };
const OPEN = { type: 'URL', text: 'Open', url: 'https://example.com' };
const REPLY = { type: 'QUICK_REPLY', text: 'More' };
const card = (...list: Data[]) => ({ exampleFile: LINK, text: 'Nice', ...buttons(...list) });
const openAt = (url: string, urlExample = 'x') => buttons({ ...OPEN, url, urlExample });
const callAt = (phoneNumber: string) => buttons({ ...CALL, phoneNumber });

let account: SandboxAccount;
beforeEach(async () => {
	account = await createAccount('dialog360');
});

const create = async (parameters: object) =>
	await run(account, 'create', {
		templateName: 'made_here',
		language: 'en',
		category: 'MARKETING',
		bodyText: 'Hello there',
		...parameters,
	} as INodeParameters);

const DIFFERENT =
	"'Carousel Cards' has cards that differ; use the same media type and the same kinds of buttons, in the same order, and a text in all of them or in none";
const NOT_A_LIST =
	"must be text or a number, not a list; join its entries, as in {{ $json.names.join(', ') }}";
const PLACEHOLDERS = "'Button 1: URL' can only have one placeholder, at its end";

describe('fields', () => {
	const labels = JSON.stringify(description);

	it.each<[string, object, string]>([
		['no text', { bodyText: '' }, "'Text' is empty"],
		[
			'a placeholder without an example',
			{ bodyText: 'Hi {{1}}!' },
			"'Text' has no example for {{1}}; add one",
		],
		[
			'two placeholders without an example',
			{ bodyText: 'Hi {{name}} and {{friend}}!' },
			"'Text' has no example for {{name}}, {{friend}}; add one for each",
		],
		[
			'an example for the first of two, which comes second',
			{
				bodyText: 'Order {{2}} for {{1}} is ready.',
				examples: { values: [{ name: '1', text: 'Ana' }] },
			},
			"'Text' has no example for {{2}}; add one",
		],
		[
			'a position left out',
			{
				bodyText: 'Hi {{1}}, order {{3}} ships.',
				examples: {
					values: [
						{ name: '1', text: 'Ana' },
						{ name: '3', text: 'A-1042' },
					],
				},
			},
			"'Text' skips {{2}}; number placeholders from 1, without gaps",
		],
		[
			'a placeholder at the end',
			{ bodyText: 'Hi {{1}}', examples: { values: [{ name: '', text: 'Ana' }] } },
			"'Text' begins or ends with a placeholder; write text before and after it",
		],
		['no header', { headerType: 'TEXT', headerText: '' }, "'Header Text' is empty"],
		[
			'a long footer',
			{ footerText: 'x'.repeat(61) },
			"'Footer' has 61 characters; the maximum is 60",
		],
		[
			'eleven buttons',
			buttons(...Array<Data>(11).fill(REPLY)),
			"'Buttons' has 11 buttons; the maximum is 10",
		],
		[
			'quick replies apart',
			buttons(REPLY, { type: 'VOICE_CALL', text: 'B' }, REPLY),
			"'Buttons' has quick replies that aren’t next to each other",
		],
		[
			'two numbers to call',
			buttons(CALL, CALL),
			"'Call Phone Number' is the type of 2 buttons; the maximum is 1",
		],
		[
			'three links',
			buttons(OPEN, OPEN, OPEN),
			"'Open Link' is the type of 3 buttons; the maximum is 2",
		],
		['a reply without text', buttons({ ...REPLY, text: '' }), "'Button 1: Text' is empty"],
		['a link without text', buttons({ ...OPEN, text: '' }), "'Button 1: Text' is empty"],
		['a number without text', buttons({ ...CALL, text: ' ' }), "'Button 1: Text' is empty"],
		['a call without text', buttons(REPLY, { type: 'VOICE_CALL' }), "'Button 2: Text' is empty"],
		[
			'a flow without text',
			buttons({ type: 'FLOW', flowId: '100200' }),
			"'Button 1: Text' is empty",
		],
		['no flow', buttons({ type: 'FLOW', text: 'Book' }), "'Button 1: Flow ID' is empty"],
		['no code', buttons({ type: 'COPY_CODE', code: '' }), "'Button 1: Code Example' is empty"],
		[
			'a long code',
			buttons({ type: 'COPY_CODE', code: 'x'.repeat(16) }),
			"'Button 1: Code Example' has 16 characters; the maximum is 15",
		],
		['no URL', openAt(''), "'Button 1: URL' is empty"],
		[
			'a long URL',
			openAt(`https://example.com/${'x'.repeat(1981)}`),
			"'Button 1: URL' has 2001 characters; the maximum is 2000",
		],
		['a placeholder inside a URL', openAt('https://x.example/{{1}}/track'), PLACEHOLDERS],
		['two placeholders in a URL', openAt('https://x.example/{{1}}/{{2}}'), PLACEHOLDERS],
		['a placeholder twice in a URL', openAt('https://x.example/{{1}}/{{1}}'), PLACEHOLDERS],
		[
			'a URL without an example',
			openAt('https://x.example/{{1}}', ''),
			"'Button 1: URL' has no example for {{1}}; add one",
		],
		[
			'a text that n8n has made an expression of',
			{ bodyText: '=Hi {{1}}, order {{ 2 }} ships.' },
			"'Text' has an expression with {{1}}, which n8n replaces before the node gets it; switch that field from Expression to Fixed",
		],
		[
			'a URL that n8n has made an expression of',
			openAt('=https://x.example/{{ order_id }}'),
			"'Buttons' has an expression with {{ order_id }}, which n8n replaces before the node gets it; switch that field from Expression to Fixed",
		],
		[
			'components that n8n has made an expression of',
			{ contentSource: 'components', components: '=[{ "type": "BODY", "text": "Hi {{1}}!" }]' },
			"'Components (JSON)' has an expression with {{1}}, which n8n replaces before the node gets it; switch that field from Expression to Fixed",
		],
		[
			'a button of a library template with nothing',
			{
				contentSource: 'library',
				libraryTemplate: 'delivery_update_1',
				libraryButtons: { button: [{ url: '={{ $json.none }}' }] },
			},
			"'Button 1: URL' is empty, and so is 'Phone Number'; enter one",
		],
		[
			'an app without a package',
			{
				category: 'AUTHENTICATION',
				otpType: 'ONE_TAP',
				apps: { app: [{ packageName: '', signatureHash: 'K8a/AINcGX7' }] },
			},
			"'App 1: Package Name' is empty",
		],
		['no number', callAt(''), "'Button 1: Phone Number' is empty"],
		[
			'a number that is none',
			callAt('our shop'),
			"'Button 1: Phone Number' is 'our shop'; enter only digits, such as +60377220000",
		],
		[
			'a long number',
			callAt('6'.repeat(21)),
			"'Button 1: Phone Number' has 21 characters; the maximum is 20",
		],
		[
			'a long offer',
			{ options: { offerText: 'x'.repeat(17) } },
			"'Limited-Time Offer' has 17 characters; the maximum is 16",
		],
		[
			'an offer with a footer',
			{ footerText: 'Bye', options: { offerText: 'Soon over!' } },
			"'Limited-Time Offer' only works in a marketing template without a footer",
		],
		[
			'a named placeholder with an empty example',
			{ bodyText: 'Hi {{name}}!', examples: { values: [{ name: 'name', text: '' }] } },
			"'Text' has no example for {{name}}; add one",
		],
		[
			'a position in the header and a name in the text',
			{
				headerType: 'TEXT',
				headerText: 'Order {{1}}',
				headerExample: 'A-1042',
				bodyText: 'Hi {{name}}!',
				examples: { values: [{ name: 'name', text: 'Ana' }] },
			},
			"'Text' has another kind of placeholder than the other parts; use {{1}} or {{name}} in all parts",
		],
		[
			'a call permission with a button',
			{ ...buttons(OPEN), options: { callPermission: true } },
			"'Ask for Call Permission' can’t be combined with buttons or cards",
		],
		[
			'a card with three buttons',
			cards(card(OPEN, REPLY, CALL), card(OPEN, REPLY, CALL)),
			"'Carousel Cards' has a card with 3 buttons; the maximum is 2",
		],
		[
			'a code that no app reads',
			{ category: 'AUTHENTICATION', otpType: 'ONE_TAP' },
			"'Apps' is empty; add the app that reads the code",
		],
		['one card', cards(card()), "'Carousel Cards' has 1 cards; 2 to 10 are possible"],
		['one card without text', cards({ ...card(), text: '' }, card()), DIFFERENT],
		[
			'a card’s button without a URL',
			cards(card(OPEN), card({ ...OPEN, url: '' })),
			"'Card 2, Button 1: URL' is empty",
		],
		['cards of two media', cards(card(), { ...card(), mediaType: 'VIDEO' }), DIFFERENT],
		['cards of two kinds of buttons', cards(card(OPEN), card(REPLY)), DIFFERENT],
		['cards of two orders of buttons', cards(card(OPEN, REPLY), card(REPLY, OPEN)), DIFFERENT],
		[
			'a short hash',
			{
				category: 'AUTHENTICATION',
				otpType: 'ONE_TAP',
				apps: { app: [{ packageName: 'com.example.app', signatureHash: 'K8a/AINcGX' }] },
			},
			"'App 1: Signature Hash' has 10 characters; it must have 11",
		],
		[
			'a header’s example that is a list',
			{ headerType: 'TEXT', headerText: 'Order {{1}}', headerExample: '={{ [1] }}' },
			`'Header Example' ${NOT_A_LIST}`,
		],
		[
			'a URL’s example that is a list',
			openAt('https://x.example/{{1}}', '={{ [1] }}'),
			`'Button 1: URL Example' ${NOT_A_LIST}`,
		],
		[
			'a file that is a list',
			{ headerType: 'IMAGE', headerFile: '={{ [1] }}' },
			`'Header Example File' ${NOT_A_LIST}`,
		],
		['a missing file', { headerType: 'IMAGE', headerFile: '' }, "'Header Example File' is empty"],
		[
			'a life that is too short',
			{ options: { ttlSeconds: 60 } },
			"'Time to Live (Seconds)' is 60; it must be between 43200 and 2592000",
		],
		['no library template', { contentSource: 'library' }, "'Library Template' is empty"],
	])('names %s as on screen, and submits nothing', async (_what, parameters, expected) => {
		const { error } = await create(parameters);
		expect(error?.message).toBe(expected);
		expect(labels).toContain(`ame":"${/^'(?:.*: )?(.+?)'/.exec(expected)?.[1]}"`);
		expect(await account.requests()).toEqual([]);
	});
});

describe('JSON', () => {
	const body = { type: 'BODY', text: 'Hello there' };
	const withButtons = (...list: Data[]) => [body, { type: 'BUTTONS', buttons: list }];
	const flow = { type: 'FLOW', text: 'Book' };

	it.each<[string, unknown[], string]>([
		[
			'no number',
			withButtons({ type: 'PHONE_NUMBER', text: 'Call' }),
			"'Components (JSON): Button 1: phone_number' is empty",
		],
		[
			'two calls',
			withButtons({ type: 'voice_call', text: 'A' }, { type: 'VOICE_CALL', text: 'B' }),
			"'Components (JSON): VOICE_CALL' is the type of 2 buttons; the maximum is 1",
		],
		[
			'a flow of none of its three kinds',
			withButtons(
				{ ...flow, flow_id: '1' },
				{ ...flow, flow_name: 'a' },
				{ ...flow, flow_json: '{}' },
				flow,
			),
			"'Components (JSON): Button 4: flow_id' is empty",
		],
		[
			'a code over 15 in a list',
			withButtons({ type: 'COPY_CODE', example: ['x'.repeat(16)] }),
			"'Components (JSON): Button 1: example' has 16 characters; the maximum is 15",
		],
		[
			'an offer over 16',
			[{ type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'x'.repeat(17) } }, body],
			"'Components (JSON): LIMITED_TIME_OFFER' has 17 characters; the maximum is 16",
		],
		[
			'a URL of a card',
			[
				body,
				{
					type: 'CAROUSEL',
					cards: [1, 2].map(() => ({ components: withButtons({ type: 'URL', text: 'Open' }) })),
				},
			],
			"'Components (JSON): Card 1, Button 1: url' is empty. 'Components (JSON): Card 2, Button 1: url' is empty",
		],
		[
			'cards of which one has no text',
			[body, { type: 'CAROUSEL', cards: [{}, { components: [body] }] }],
			DIFFERENT.replace('Carousel Cards', 'Components (JSON): CAROUSEL'),
		],
	])('names %s as in the JSON, and submits nothing', async (_what, components, expected) => {
		const { error } = await create({
			contentSource: 'components',
			components: JSON.stringify(components),
		});
		expect(error?.message).toBe(expected);
		expect(await account.requests()).toEqual([]);
	});
});

it('names what is wrong with an edited template as on screen', async () => {
	const { error } = await run(account, 'edit', {
		template: { __rl: true, mode: 'id', value: 'winback_paused|en' },
		bodyText: '',
		...callAt(''),
	} as INodeParameters);
	expect(error?.message).toBe(
		"'Text' is empty, or set 'Content' to 'Keep'. 'Button 1: Phone Number' is empty",
	);
	expect(await account.requests()).toEqual([]);
});
