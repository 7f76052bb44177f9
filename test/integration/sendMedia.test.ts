import { createHash } from 'crypto';
import { openAccount, RECIPIENTS } from '../support/accounts';
import { createAccount } from '../support/sandboxClient';
import { fileItem, JPEG, runNode } from '../support/engine';

const FILES: Record<string, [string, string]> = {
	image: ['image/jpeg', 'photo.jpg'],
	video: ['video/mp4', 'film.mp4'],
	audio: ['audio/mpeg', 'song.mp3'],
	voice: ['audio/ogg; codecs=opus', 'note.ogg'],
	document: ['application/pdf', 'invoice.pdf'],
	sticker: ['image/webp', 'sticker.webp'],
};
const WIRE_TYPE: Record<string, string> = { voice: 'audio' };

describe.each(['dialog360', 'modica'] as const)('Send Media from a file through %s', (provider) => {
	it.each(Object.entries(FILES))(
		'uploads and sends: %s',
		async (mediaType, [mimeType, fileName]) => {
			const account = await openAccount(provider);
			const bytes = Buffer.concat([JPEG, Buffer.from(mediaType)]);
			const { json, error } = await runNode(
				account,
				{
					operation: 'sendMedia',
					to: RECIPIENTS[provider],
					mediaType,
					options: provider === 'modica' ? { senderId: '1234567890' } : {},
				},
				{ items: [fileItem(bytes, mimeType, fileName)] },
			);
			expect(error).toBeUndefined();
			expect(json[0]).toMatchObject({ success: true, messageId: (await account.messages())[0].id });
			expect(json[0]).not.toHaveProperty('sentAs');
			const [upload, send] = (await account.requests()).slice(-2);
			expect(upload.files).toEqual([
				expect.objectContaining({
					mimeType,
					fileName,
					size: bytes.length,
					sha256: createHash('sha256').update(bytes).digest('hex'),
				}),
			]);
			const type = WIRE_TYPE[mediaType] ?? mediaType;
			expect(send.body).toMatchObject({
				type,
				[type]: {
					id: expect.any(String),
					...(mediaType === 'document' ? { filename: fileName } : {}),
					...(mediaType === 'voice' ? { voice: true } : {}),
				},
			});
		},
	);
});

it.each(['dialog360', 'modica'] as const)(
	'uploads a voice note as Telegram gives it, as what WhatsApp takes, through %s',
	async (provider) => {
		const account = await openAccount(provider);
		const { error } = await runNode(
			account,
			{ operation: 'sendMedia', to: RECIPIENTS[provider], mediaType: 'voice' },
			{ items: [fileItem(JPEG, 'audio/ogg', 'file_7.oga')] },
		);
		expect(error).toBeUndefined();
		const [upload] = (await account.requests()).slice(-2);
		expect(upload.files).toEqual([
			expect.objectContaining({ mimeType: 'audio/ogg; codecs=opus', fileName: 'file_7.oga.ogg' }),
		]);
	},
);

it('uploads the bare bytes to the On-Premise API', async () => {
	const account = await openAccount('dialog360', { hosting: 'onPremise' });
	const { json, error } = await runNode(
		account,
		{ operation: 'sendMedia', to: RECIPIENTS.dialog360, caption: 'Look' },
		{ items: [fileItem(JPEG, 'image/jpeg', 'photo.jpg')] },
	);
	expect(error).toBeUndefined();
	expect(json[0].success).toBe(true);
	const [upload, send] = (await account.requests()).slice(-2);
	expect(upload).toMatchObject({
		path: '/v1/media',
		headers: { 'content-type': 'image/jpeg', 'content-length': String(JPEG.length) },
	});
	expect(send.body).toMatchObject({
		type: 'image',
		image: { id: expect.any(String), caption: 'Look' },
	});
});

it('uploads the same file once for many items', async () => {
	const account = await createAccount('dialog360');
	const customers = Array.from({ length: 5 }, (_, i) => `6012324006${i}`);
	for (const customer of customers) await account.writeText(customer);
	const { json, error } = await runNode(
		account,
		{ operation: 'sendMedia', to: '={{ $json.to }}' },
		{ items: customers.map((to) => fileItem(JPEG, 'image/jpeg', 'photo.jpg', { to })) },
	);
	expect(error).toBeUndefined();
	expect(json).toHaveLength(5);
	expect((await account.stats()).uploads).toBe(1);
});

it('uploads a file that the provider rejects once for many items', async () => {
	const account = await createAccount('dialog360');
	const body = { error: { code: 100, message: 'Invalid parameter' } };
	await account.addFault({ kind: 'status', status: 400, body, times: null });
	const customers = Array.from({ length: 5 }, (_, i) => `6012324006${i}`);
	const { json } = await runNode(
		account,
		{ operation: 'sendMedia', to: '={{ $json.to }}', options: { maxInFlight: 2 } },
		{
			items: customers.map((to) => fileItem(JPEG, 'image/jpeg', 'photo.jpg', { to })),
			onError: 'continueRegularOutput',
		},
	);
	expect(json).toMatchObject(
		customers.map((to) => ({ to, status: 'failed', error: { code: '100' } })),
	);
	expect(await account.requests()).toHaveLength(1);
});

describe('Send Media by URL and id', () => {
	it.each(['dialog360', 'modica'] as const)('sends a link through %s', async (provider) => {
		const account = await openAccount(provider);
		const { json, error } = await runNode(account, {
			operation: 'sendMedia',
			to: RECIPIENTS[provider],
			mediaType: 'document',
			mediaSource: 'url',
			mediaUrl: 'https://example.com/a.pdf',
			caption: 'Invoice',
			fileName: 'invoice.pdf',
		});
		expect(error).toBeUndefined();
		expect(json[0].success).toBe(true);
		const [send] = (await account.requests()).slice(-1);
		expect(send.body).toMatchObject({
			type: 'document',
			document: { link: 'https://example.com/a.pdf', caption: 'Invoice', filename: 'invoice.pdf' },
		});
	});

	it('explains an unknown media id', async () => {
		const account = await openAccount('dialog360');
		const { json } = await runNode(
			account,
			{ operation: 'sendMedia', to: RECIPIENTS.dialog360, mediaSource: 'id', mediaId: '404' },
			{ onError: 'continueRegularOutput' },
		);
		expect(json[0]).toMatchObject({
			success: false,
			error: { category: 'parameter', advice: expect.stringMatching(/\w/) },
		});
	});

	it.each(['bulk360', 'socnet'] as const)(
		'sends caption and link as text through %s',
		async (provider) => {
			const account = await openAccount(provider);
			const { json, error } = await runNode(account, {
				operation: 'sendMedia',
				to: RECIPIENTS[provider],
				mediaUrl: 'https://example.com/a.pdf',
				caption: 'Invoice',
			});
			expect(error).toBeUndefined();
			expect(json[0]).toMatchObject({ success: true, sentAs: 'link' });
			const [message] = await account.messages();
			expect(message.text).toBe('Invoice\nhttps://example.com/a.pdf');
		},
	);
});

describe('a file that WhatsApp would reject is never sent', () => {
	it.each([
		['wrong type', 'image', 'image/gif', 'a.gif', 10, {}, /image\/gif.*image\/jpeg, image\/png/],
		['too large', 'image', 'image/png', 'a.png', 5 * 1024 * 1024 + 1, {}, /5\.01 MB/],
		['empty', 'document', 'application/pdf', 'a.pdf', 0, {}, /empty/],
		[
			'caption too long',
			'image',
			'image/png',
			'a.png',
			9,
			{ caption: '🙂'.repeat(1025) },
			/1025 characters/,
		],
	])('%s', async (_, mediaType, mimeType, fileName, size, extra, message) => {
		const account = await openAccount('dialog360');
		const { error } = await runNode(
			account,
			{ operation: 'sendMedia', to: RECIPIENTS.dialog360, mediaType, ...extra },
			{ items: [fileItem(Buffer.alloc(size), mimeType, fileName)] },
		);
		expect(error?.message).toMatch(message);
		expect(await account.requests()).toEqual([]);
	});

	it('counts code points: 1024 emoji are a caption', async () => {
		const account = await openAccount('dialog360');
		const { error } = await runNode(
			account,
			{ operation: 'sendMedia', to: RECIPIENTS.dialog360, caption: '🙂'.repeat(1024) },
			{ items: [fileItem(JPEG, 'image/jpeg', 'a.jpg')] },
		);
		expect(error).toBeUndefined();
	});

	it('says which input field is missing', async () => {
		const account = await openAccount('dialog360');
		const { error } = await runNode(account, {
			operation: 'sendMedia',
			to: RECIPIENTS.dialog360,
			binaryPropertyName: 'attachment',
		});
		expect(error?.message).toContain('attachment');
		expect(await account.requests()).toEqual([]);
	});

	it.each([
		[
			'https://files.example.com/Rechnung März.pdf',
			'https://files.example.com/Rechnung%20M%C3%A4rz.pdf',
		],
		[
			"https://files.example.com/a%20b.pdf?name='x'",
			"https://files.example.com/a%20b.pdf?name='x'",
		],
	])('sends a link in ASCII: %s', async (mediaUrl, link) => {
		const account = await openAccount('dialog360');
		await runNode(account, {
			operation: 'sendMedia',
			to: RECIPIENTS.dialog360,
			mediaType: 'document',
			mediaSource: 'url',
			mediaUrl,
		});
		expect((await account.requests())[0].body).toMatchObject({ document: { link } });
	});

	it.each(['dialog360', 'modica', 'bulk360', 'socnet'] as const)(
		'says that two URLs are in one field, through %s',
		async (provider) => {
			const account = await openAccount(provider);
			const { error } = await runNode(
				account,
				{
					operation: 'sendMedia',
					to: RECIPIENTS[provider],
					mediaType: 'image',
					mediaSource: 'url',
					mediaUrl: '={{ $json.photos }}',
				},
				{ items: [{ json: { photos: 'https://a.example/1.jpg\nhttps://a.example/2.jpg' } }] },
			);
			expect(error?.message).toContain("'Media URL' contains several URLs; enter one");
			expect(await account.messages()).toEqual([]);
		},
	);

	it('names every fault of an item at once', async () => {
		const account = await openAccount('dialog360');
		const { error } = await runNode(
			account,
			{
				operation: 'sendMedia',
				to: '={{ $json.nobody }}',
				caption: 'x'.repeat(1025),
				options: { callbackData: 'y'.repeat(513) },
			},
			{ items: [fileItem(Buffer.alloc(9), 'image/gif', 'a.gif')] },
		);
		expect(error?.message).toMatch(/'To'.*'Input Data Field Name'.*'Caption'.*'Callback Data'/);
	});

	it('names recipients that are none as well, if something else is wrong', async () => {
		const account = await openAccount('dialog360');
		const { error } = await runNode(
			account,
			{
				operation: 'sendMedia',
				to: 'Ana, 4915201234567, Ben, Cem, Dan',
				caption: 'x'.repeat(1025),
			},
			{ items: [fileItem(Buffer.alloc(9), 'image/png', 'a.png')] },
		);
		expect(error?.message).toMatch(
			/'Caption'.*'To' has 'Ana', 'Ben', 'Cem' and 1 more, which are no valid recipients/,
		);
		expect(await account.requests()).toEqual([]);
	});
});
