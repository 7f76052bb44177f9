import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { freeAccount, openAccount, RECIPIENTS } from '../support/accounts';
import { fileItem, JPEG, runNode } from '../support/engine';
import { phone } from '../support/manyItems';

const CHOICE = '={{ $json.choice }}';
const onError = 'continueRegularOutput';

const card = (text: string) => ({
	mediaType: 'image',
	mediaSource: CHOICE,
	mediaUrl: 'https://example.com/a.jpg',
	text,
	buttonText: 'Open',
	buttonUrl: 'https://example.com',
});
const carousel = (more: INodeParameters = {}): INodeParameters => ({
	operation: 'sendInteractive',
	interactiveType: 'mediaCarousel',
	bodyText: 'Rooms',
	cards: { card: [card('One'), card('Two')] },
	...more,
});
const flow = (more: INodeParameters): INodeParameters => ({
	operation: 'sendInteractive',
	interactiveType: 'flow',
	bodyText: 'Book',
	buttonText: 'Book now',
	...more,
});

async function runWith(parameters: INodeParameters, choice: string, binary = false) {
	const account = await freeAccount();
	const item = binary ? fileItem(JPEG, 'image/jpeg', 'a.jpg') : { json: {} };
	const { json, error } = await runNode(
		account,
		{ to: phone(1), ...parameters },
		{ items: [{ ...item, json: { choice } }], onError },
	);
	expect(error).toBeUndefined();
	return { outcome: json[0], title: (json[0].error as IDataObject | undefined)?.title };
}

const media = (more: INodeParameters) => ({ operation: 'sendMedia', mediaType: 'image', ...more });

describe('a choice made by an expression asks only for the fields that it shows', () => {
	it.each<[string, INodeParameters, string]>([
		['a media URL', media({ mediaSource: CHOICE, mediaUrl: 'https://example.com/a.jpg' }), 'url'],
		['a media ID', media({ mediaSource: CHOICE, mediaId: '1013859600285441' }), 'id'],
		['a file', media({ mediaSource: CHOICE }), 'binary'],
		['cards', carousel(), 'url'],
		['link buttons on cards', carousel({ cardAction: '={{ "url" }}' }), 'url'],
		[
			'reply buttons on cards',
			carousel({
				cardAction: '={{ "replies" }}',
				cards: {
					card: ['One', 'Two'].map((text) => ({
						mediaSource: 'url',
						mediaUrl: 'https://example.com/a.jpg',
						text,
						buttons: { button: [{ title: 'Yes' }] },
					})),
				},
			}),
			'',
		],
		['a flow’s ID', flow({ flowBy: CHOICE, flowId: '1234567890123456' }), 'id'],
		['a flow’s name', flow({ flowBy: CHOICE, flowName: 'appointment_booking' }), 'name'],
		[
			'a template’s values',
			{
				operation: 'sendTemplate',
				template: { __rl: true, mode: 'id', value: 'order_shipped|en_US' },
				templateInput: CHOICE,
				templateValues: { values: [{ text: 'Ana' }, { text: 'A-1042' }] },
			},
			'values',
		],
	])('%s', async (_, parameters, choice) => {
		const { outcome, title } = await runWith(parameters, choice, true);
		// The sandbox knows neither this media id nor these flows: the request reached it.
		if (title !== undefined) expect(outcome.raw).not.toBeNull();
		else expect(outcome.status).toBe('accepted');
	});

	it('an emoji, where a reaction is taken off', async () => {
		const { outcome } = await runWith(
			{ operation: 'sendReaction', messageId: 'wamid.1', remove: '={{ $json.choice === "off" }}' },
			'off',
		);
		expect(outcome).toMatchObject({ status: 'accepted' });
	});
});

describe('an empty choice is the field’s default', () => {
	it('sends an image from the input', async () => {
		const account = await freeAccount();
		const { json } = await runNode(
			account,
			{ operation: 'sendMedia', to: phone(1), mediaType: CHOICE, mediaSource: CHOICE },
			{ items: [{ ...fileItem(JPEG, 'image/jpeg', 'a.jpg'), json: { choice: null } }], onError },
		);
		expect(json[0].error).toBeUndefined();
		expect(await account.lastBody()).toMatchObject({ type: 'image' });
	});

	it.each<['dialog360' | 'modica', INodeParameters]>([
		[
			'dialog360',
			{
				template: { __rl: true, mode: 'id', value: 'order_shipped|en_US' },
				templateFields: {
					mappingMode: 'defineBelow',
					value: { body_1: 'Ana', body_2: 'A-1042' },
				},
			} as INodeParameters,
		],
		[
			'modica',
			{
				template: 'order_shipped|en_US',
				templateValues: { values: [{ text: 'Ana' }, { text: 'A-1042' }] },
			},
		],
	])('fills a template in with what %s has', async (provider, parameters) => {
		const account = await openAccount(provider);
		const { json } = await runNode(
			account,
			{
				operation: 'sendTemplate',
				to: RECIPIENTS[provider],
				templateInput: CHOICE,
				...parameters,
			},
			{ items: [{ json: { choice: '' } }], onError },
		);
		expect(json[0].error).toBeUndefined();
		expect(await account.lastBody()).toMatchObject({
			template: { components: [{ parameters: [{ text: 'Ana' }, { text: 'A-1042' }] }] },
		});
	});
});

describe('what is then missing is named, and nothing is sent', () => {
	it.each<[string, INodeParameters, string, string]>([
		['a media URL', media({ mediaSource: CHOICE }), 'url', "'Media URL' is empty"],
		['a media ID', media({ mediaSource: CHOICE }), 'id', "'Media ID' is empty"],
		[
			'a file',
			media({ mediaSource: CHOICE, binaryPropertyName: '' }),
			'binary',
			'Input Data Field',
		],
		['an emoji', { operation: 'sendReaction', messageId: 'wamid.1' }, '', "'Emoji' is empty"],
		['a flow’s ID', flow({ flowBy: CHOICE }), 'id', "'Flow ID' is empty"],
		['a flow’s name', flow({ flowBy: CHOICE }), 'name', "'Flow Name' is empty"],
		[
			'a card’s link and button',
			carousel({ cards: { card: [card('One'), { mediaSource: 'url', text: 'Two' }] } }),
			'url',
			"'Card 2: Media URL' is empty. 'Card 2: Button Text' is empty. 'Card 2: Button URL' is empty",
		],
	])('%s', async (_, parameters, choice, expected) => {
		const { outcome, title } = await runWith(parameters, choice);
		expect(outcome).toMatchObject({ status: 'failed', raw: null });
		expect(title).toContain(expected);
	});
});

describe('what is in no list is rejected with the list', () => {
	it.each<[string, INodeParameters, string]>([
		[
			'a media source',
			media({ mediaSource: CHOICE }),
			"'Media Source' is 'Odd'; use one of binary,",
		],
		[
			'a card’s action',
			carousel({ cardAction: CHOICE }),
			"'Card Action' is 'Odd'; use one of url, ",
		],
		['a flow’s mode', flow({ flowMode: CHOICE, flowId: '1' }), "'Flow Mode' is 'Odd'; use one of "],
		[
			'a flow’s action',
			flow({ flowAction: CHOICE, flowId: '1' }),
			"'Flow Action' is 'Odd'; use one of",
		],
		[
			'how a flow is named',
			flow({ flowBy: CHOICE }),
			"'Identify Flow By' is 'Odd'; use one of id, name",
		],
		[
			'a header',
			flow({ headerType: CHOICE, headerMediaSource: 'id', headerMediaId: '1', flowId: '1' }),
			"'Header Type' is 'Odd'; use one of document, image, none, text, video",
		],
		[
			'a card’s media',
			carousel({
				cards: {
					card: ['One', 'Two'].map((text) => ({
						...card(text),
						mediaSource: 'url',
						mediaType: CHOICE,
					})),
				},
			}),
			"'Card 1: Media Type' is 'Odd'; use one of image, video",
		],
		[
			'a country',
			{
				operation: 'sendInteractive',
				interactiveType: 'address',
				bodyText: 'Where?',
				addressCountry: CHOICE,
			},
			"'Country' is 'Odd'; use one of IN, SG",
		],
	])('%s', async (_, parameters, expected) => {
		const { outcome, title } = await runWith(parameters, 'Odd');
		expect(outcome).toMatchObject({ status: 'failed', raw: null });
		expect(title).toContain(expected);
	});
});
