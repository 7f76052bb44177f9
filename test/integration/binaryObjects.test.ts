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

const BASE64 = PDF.toString('base64');
const DOCUMENT = { operation: 'sendMedia', mediaType: 'document' };

/** A file's record as a Code node makes it, whatever is in it. */
function recordItem(record: unknown): INodeExecutionData {
	return { json: {}, binary: { data: record } as unknown as INodeExecutionData['binary'] };
}

async function sendRecord(record: unknown, parameters: INodeParameters = DOCUMENT) {
	const account = await createAccount('dialog360', { settings: { enforceWindow: false } });
	const { json } = await runNode(
		account,
		{ to: RECIPIENTS.dialog360, ...parameters },
		{ items: [recordItem(record)], onError },
	);
	const requests = await account.requests();
	return { result: json[0], requests, title: (json[0].error as IDataObject | undefined)?.title };
}

const TEMPLATE = {
	operation: 'sendTemplate',
	template: { __rl: true, mode: 'id', value: 'invoice_ready|en' },
	templateFields: {
		mappingMode: 'defineBelow',
		value: { header_document: 'data', body_1: 'Ana', body_2: 'INV-7' },
	},
} as INodeParameters;

it.each<[IDataObject, string]>([
	[{ fileName: 12345 }, '12345.pdf'],
	[{ fileName: 'may.pdf' }, 'may.pdf'],
	[{ fileName: '' }, 'file.pdf'],
	[{ fileName: ' \n' }, 'file.pdf'],
	[{ fileName: null }, 'file.pdf'],
	[{}, 'file.pdf'],
	[{ fileExtension: '.pdf' }, 'file.pdf'],
	[{ fileExtension: 'pdf' }, 'file.pdf'],
	[{ fileName: '', fileExtension: '..pdf' }, 'file.pdf'],
	[{ fileExtension: 7 }, 'file.7.pdf'],
	[{ mimeType: undefined, fileName: 'may.pdf' }, 'may.pdf'],
	[{ mimeType: null, fileExtension: '.pdf' }, 'file.pdf'],
])('a document with %j is sent as %s, and never without a name', async (fields, name) => {
	const record = { data: BASE64, mimeType: 'application/pdf', ...fields };
	for (const parameters of [DOCUMENT, TEMPLATE]) {
		const { result, requests } = await sendRecord(record, parameters);
		expect(result).toMatchObject({ status: 'accepted' });
		const [file] = requests.flatMap(({ files = [] }) => files);
		expect(file.fileName).toBe(name);
		expect(JSON.stringify(requests[requests.length - 1].body)).toContain(`"filename":"${name}"`);
	}
});

it.each<[IDataObject, string]>([
	[{ fileName: { a: 1 } }, 'name must be text, such as invoice.pdf'],
	[{ fileName: ['a.pdf'] }, 'name must be text, such as invoice.pdf'],
	[{ fileName: true }, 'name must be text, such as invoice.pdf'],
	[{ fileExtension: {} }, 'extension must be text, such as pdf'],
	[{ mimeType: 5 }, 'MIME type must be text, such as application/pdf'],
	[{ mimeType: {} }, 'MIME type must be text, such as application/pdf'],
	[{ id: 5 }, 'ID must be text'],
	[
		{ data: { type: 'Buffer', data: [1, 2] } },
		"data must be Base64 text alone, as buffer.toString('base64') gives it",
	],
	[{ data: [1, 2] }, "data must be Base64 text alone, as buffer.toString('base64') gives it"],
	[
		{ data: `data:application/pdf;base64,${BASE64}` },
		"data must be Base64 text alone, as buffer.toString('base64') gives it",
	],
	[{ data: '%PDF-1.7' }, "data must be Base64 text alone, as buffer.toString('base64') gives it"],
	[{ data: 5 }, "data must be Base64 text alone, as buffer.toString('base64') gives it"],
])('a file with %j is named by the field', async (fields, problem) => {
	const record = { data: BASE64, mimeType: 'application/pdf', fileName: 'a.pdf', ...fields };
	for (const [parameters, label] of [
		[DOCUMENT, 'Input Data Field Name'],
		[{ ...DOCUMENT, binaryPropertyName: '={{ $binary.data }}' }, 'Input Data Field Name'],
		[TEMPLATE, 'Header Document (URL, ID, Field)'],
	] as const) {
		const { title, requests } = await sendRecord(record, parameters);
		expect(title).toBe(`'${label}' points to a file whose ${problem}`);
		expect(requests.filter(({ method }) => method === 'POST')).toEqual([]);
	}
});

it.each([{}, { fileName: 'a.pdf' }, { mimeType: 'application/pdf' }])(
	'a record %j without content is empty, and no other file takes its place',
	async (record) => {
		const account = await freeAccount();
		const item = recordItem(record);
		const other = { data: BASE64, mimeType: 'application/pdf', fileName: 'a.pdf' };
		const { json } = await runNode(
			account,
			{ ...DOCUMENT, to: RECIPIENTS.dialog360 },
			{ items: [{ ...item, binary: { other, ...item.binary } }], onError },
		);
		expect((json[0].error as IDataObject).title).toMatch(
			/^'Input Data Field Name' points to '.*', which is empty|has no MIME type/,
		);
	},
);

it.each<[string, unknown]>([
	['a text', 'abc'],
	['a list', [1]],
	['a number', 5],
])('%s in the place of a record is no file', async (_, record) => {
	const { title } = await sendRecord(record);
	expect(title).toMatch(/^'Input Data Field Name' is 'data', which contains no file$/);
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
		"'Header Input Data Field Name' is 'toString', but the item’s files are in data",
	],
	[
		'a document header',
		{
			interactiveType: 'buttons',
			headerType: 'document',
			headerBinaryPropertyName: '={{ $binary }}',
			buttons: { button: [{ title: 'Yes' }] },
		},
		"'Header Input Data Field Name' is not a file; the item’s files are in data",
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
		"'Card 2: Input Data Field Name' is 'toString', but the item’s files are in data",
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

it('a file with a MIME type that is no text is named when it is uploaded, and as a template’s example', async () => {
	const items = [recordItem({ data: BASE64, mimeType: 5, fileName: 'a.pdf' })];
	const problem = 'points to a file whose MIME type must be text, such as application/pdf';
	const account = await createAccount('dialog360');
	const upload = await createRunner('media')(account, 'upload', {}, { items, onError });
	expect((upload.json[0].error as IDataObject).title).toBe(`'Input Data Field Name' ${problem}`);
	const parameters = {
		templateName: 'invoice',
		category: 'UTILITY',
		headerType: 'DOCUMENT',
		headerFile: 'data',
		bodyText: 'Hi',
	};
	const create = await createRunner('template')(account, 'create', parameters, { items, onError });
	expect((create.json[0].error as IDataObject).title).toBe(`'Header Example File' ${problem}`);
});
