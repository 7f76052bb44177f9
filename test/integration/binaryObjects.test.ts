import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { freeAccount, RECIPIENTS } from '../support/accounts';
import { fileItem, JPEG, createRunner, runNode } from '../support/engine';
import { createAccount } from '../support/sandboxClient';

const onError = 'continueRegularOutput';
const PDF = Buffer.from('%PDF-1.4\n%%EOF');

const GIVEN = [
	['its field’s name', 'data'],
	['its field’s name with space around it', ' data\n'],
	['an object', '={{ $binary.data }}'],
	['the object’s JSON', '={{ JSON.stringify($binary.data) }}'],
	['the object without its bytes', '={{ { ...$binary.data, data: undefined, id: undefined } }}'],
	['a file in the item’s JSON, as in combined mode', '={{ $json.inJson }}'],
	['the path of a file in the item’s JSON', 'inJson'],
] as const;

function createItem(bytes: Buffer, mimeType: string, fileName: string): INodeExecutionData {
	const item = fileItem(bytes, mimeType, fileName);
	return { ...item, json: { inJson: { ...item.binary?.data } as unknown as IDataObject } };
}

describe.each(GIVEN)('a file given as %s', (_, file) => {
	const image = createItem(JPEG, 'image/jpeg', 'a.jpg');

	it.each<[string, INodeParameters]>([
		['media', { operation: 'sendMedia', mediaType: 'image', binaryPropertyName: file }],
		[
			'a header',
			{
				operation: 'sendInteractive',
				interactiveType: 'buttons',
				bodyText: 'Hi',
				headerType: 'image',
				headerBinaryPropertyName: file,
				buttons: { button: [{ title: 'Yes' }] },
			},
		],
		[
			'cards',
			{
				operation: 'sendInteractive',
				interactiveType: 'mediaCarousel',
				bodyText: 'Rooms',
				cards: {
					card: ['One', 'Two'].map((text) => ({
						mediaType: 'image',
						mediaSource: 'binary',
						binaryPropertyName: file,
						text,
						buttonText: 'Open',
						buttonUrl: 'https://example.com',
					})),
				},
			},
		],
	])('is sent as %s', async (_name, parameters) => {
		const account = await freeAccount();
		const { json } = await runNode(
			account,
			{ to: RECIPIENTS.dialog360, ...parameters },
			{ items: [image], onError },
		);
		expect(json[0]).toMatchObject({ status: 'accepted' });
	});

	it('is uploaded', async () => {
		const account = await createAccount('dialog360');
		const { json } = await createRunner('media')(
			account,
			'upload',
			{ binaryPropertyName: file },
			{ items: [image], onError },
		);
		expect(json[0].error).toBeUndefined();
		expect(json[0]).toMatchObject({ id: expect.any(String), fileName: 'a.jpg' });
	});

	it('is a template’s header', async () => {
		const account = await createAccount('dialog360', { settings: { enforceWindow: false } });
		const { json } = await runNode(
			account,
			{
				operation: 'sendTemplate',
				to: RECIPIENTS.dialog360,
				template: { __rl: true, mode: 'id', value: 'invoice_ready|en' },
				templateFields: {
					mappingMode: 'defineBelow',
					value: { header_document: file, body_1: 'Ana', body_2: 'INV-7' },
				},
			} as INodeParameters,
			{ items: [createItem(PDF, 'application/pdf', 'invoice.pdf')], onError },
		);
		expect(json[0]).toMatchObject({ status: 'accepted' });
	});
});

it.each<[string, unknown]>([
	['no file of that name', 'other'],
	['an object that is no file', { name: 'Ana' }],
	['a list', ['data']],
	['a number', 5],
	['a file without bytes', { mimeType: 'image/png', fileName: 'other.png' }],
	['JSON that is no file', '{"a":1}'],
	['a name that every object has', 'constructor'],
	['no file at all', null],
])('%s is named by its field', async (_, value) => {
	const account = await freeAccount();
	await account.clearRequests();
	for (const item of [fileItem(JPEG, 'image/jpeg', 'a.jpg'), { json: {} }]) {
		const { json } = await runNode(
			account,
			{
				operation: 'sendMedia',
				to: RECIPIENTS.dialog360,
				mediaType: 'image',
				binaryPropertyName: '={{ $json.value }}',
			},
			{ items: [{ ...item, json: { value } as IDataObject }], onError },
		);
		expect((json[0].error as IDataObject).title).toMatch(/^'Input Data Field Name' is [^.]*$/);
	}
	expect(await account.requests()).toEqual([]);
});

it.each<[string, INodeParameters, string]>([
	[
		'a header',
		{
			interactiveType: 'buttons',
			headerType: 'image',
			headerBinaryPropertyName: 'toString',
			buttons: { button: [{ title: 'Yes' }] },
		},
		"'Header Input Data Field Name' is 'toString'; enter the name of an input field that contains a file, such as data",
	],
	[
		'a document header',
		{
			interactiveType: 'buttons',
			headerType: 'document',
			headerBinaryPropertyName: '={{ $binary }}',
			buttons: { button: [{ title: 'Yes' }] },
		},
		"'Header Input Data Field Name' is not a file; enter the name of an input field that contains a file, such as data",
	],
	[
		'a card',
		{
			interactiveType: 'mediaCarousel',
			cards: {
				card: ['data', 'toString'].map((file) => ({
					mediaType: 'image',
					mediaSource: 'binary',
					binaryPropertyName: file,
					text: 'Room',
					buttonText: 'Open',
					buttonUrl: 'https://example.com',
				})),
			},
		},
		"'Card 2: Input Data Field Name' is 'toString'; enter the name of an input field that contains a file, such as data",
	],
])('what is no file is the only fault of %s', async (_, parameters, title) => {
	const { json } = await runNode(
		await freeAccount(),
		{
			operation: 'sendInteractive',
			to: RECIPIENTS.dialog360,
			bodyText: 'Hi',
			...parameters,
		},
		{ items: [fileItem(JPEG, 'image/jpeg', 'a.jpg')], onError },
	);
	expect((json[0].error as IDataObject).title).toBe(title);
});
