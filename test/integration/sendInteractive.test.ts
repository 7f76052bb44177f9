import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import {
	CUSTOMER,
	openAccount,
	PROVIDERS,
	sendInteractive,
	type Provider,
} from '../support/interactive/send';
import { createAccount, type SandboxAccount } from '../support/sandboxClient';
import { fileItem, JPEG, runNode } from '../support/engine';

/** Modica wants to know whose file it is. */
const SENDER: Record<Provider, INodeParameters> = {
	dialog360: {},
	modica: { senderId: '1234567890' },
};

const accounts = {} as Record<Provider, SandboxAccount>;

beforeAll(async () => {
	for (const provider of PROVIDERS) accounts[provider] = await openAccount(provider);
});

describe.each(PROVIDERS)('Send Interactive through %s', (provider) => {
	it.each([
		['link', { headerMediaSource: 'url', headerMediaUrl: 'https://example.com/a.jpg' }],
		['id', { headerMediaSource: 'id' }],
		['binary', { headerMediaSource: 'binary' }],
	])('takes a header from a %s', async (kind, parameters) => {
		const account = accounts[provider];
		const { id } = await account.addMedia(JPEG.toString('base64'), 'image/jpeg');
		const { uploads } = await account.stats();
		const { error, request } = await sendInteractive(
			accounts[provider],
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
			const { error, request } = await sendInteractive(
				accounts[provider],
				{ ...parameters, headerFileName },
				options,
			);
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
		const { error, request } = await sendInteractive(
			accounts[provider],
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
		const { error, request } = await sendInteractive(accounts[provider], {
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
	const { error, request } = await sendInteractive(
		accounts.dialog360,
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
	const { error } = await sendInteractive(
		accounts.dialog360,
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

describe('is rejected before anything is sent', () => {
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
			/'Interactive Type' is 'poll'; use one of address, buttons, .*productList/,
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
			/'Screen Data \(JSON\)' isn’t valid JSON: unexpected o at line 1, column 3/,
		],
	])('%s', async (_, parameters, message) => {
		const account = accounts.dialog360;
		await account.clearRequests();
		const { error } = await sendInteractive(accounts.dialog360, parameters);
		expect(error?.message).toMatch(message);
		expect(await account.requests()).toEqual([]);
	});

	it('a header file of the wrong kind', async () => {
		const account = accounts.dialog360;
		await account.clearRequests();
		const { error } = await sendInteractive(
			accounts.dialog360,
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
			/'Header Input Data Field Name' points to 'a.jpg' of type image\/jpeg; for media type video, WhatsApp supports video\/mp4/,
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
