import { createHash } from 'crypto';
import { createAccount, type SandboxAccount } from '../support/sandboxClient';
import { fileItem, JPEG, createRunner } from '../support/engine';
import { startReceiver } from '../support/runtime';
import type { INodeParameters } from 'n8n-workflow';

const sha256 = createHash('sha256').update(JPEG).digest('hex');

const run = createRunner('media');

const upload = async (account: SandboxAccount, parameters: INodeParameters = {}) =>
	await run(account, 'upload', parameters, { items: [fileItem(JPEG, 'image/jpg', 'a.jpg')] });

const NUMBERS: Array<[string, Parameters<typeof createAccount>, INodeParameters]> = [
	['360dialog', ['dialog360', {}], {}],
	['360dialog On-Premise', ['dialog360', { hosting: 'onPremise' }], {}],
	['Modica', ['modica', {}], { senderId: '1234567890' }],
];

describe.each(NUMBERS)('Media through %s', (_, account_, sender) => {
	it('uploads a file and downloads it again, byte for byte', async () => {
		const account = await createAccount(...account_);
		const uploaded = await upload(account, sender);
		expect(uploaded.error).toBeUndefined();
		const [{ id, ...rest }] = uploaded.json;
		expect(rest).toEqual({ fileName: 'a.jpg', mimeType: 'image/jpeg', size: JPEG.length });

		const { items, error } = await run(account, 'download', {
			mediaId: String(id),
			fileName: 'photo.jpg',
		});
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{
				json: { id, mimeType: 'image/jpeg', size: JPEG.length },
				binary: {
					data: expect.objectContaining({ mimeType: 'image/jpeg', fileName: 'photo.jpg' }),
				},
				pairedItem: { item: 0 },
			},
		]);
		const { data } = items[0].binary?.data ?? { data: '' };
		expect(Buffer.from(data, 'base64').equals(JPEG)).toBe(true);
	});

	it('names a file by its ID and type where no name is entered', async () => {
		const account = await createAccount(...account_);
		const [{ id }] = (await upload(account, sender)).json;
		const { items } = await run(account, 'download', { mediaId: String(id) });
		expect(items[0].binary?.data.fileName).toBe(`${String(id)}.jpg`);
	});

	it.each([
		['breaks off', { kind: 'resetAfter' }],
		['ends with a page', { kind: 'html', status: 502 }],
		['says neither yes nor no', { kind: 'status', status: 200, body: 'Hello' }],
	])('an upload that %s can be tried again', async (_what, fault) => {
		const account = await createAccount(...account_);
		await account.addFault({ ...fault, pathIncludes: 'media' });
		const { json } = await run(account, 'upload', sender, {
			items: [fileItem(JPEG, 'image/jpg', 'a.jpg')],
			onError: 'continueRegularOutput',
		});
		expect(json).toMatchObject([
			{
				status: 'failed',
				error: {
					retryable: true,
					advice: 'Nothing was changed. Wait a moment, then try again.',
				},
			},
		]);
		expect(await account.requests()).toHaveLength(1);
	});

	it('explains an id that is nowhere', async () => {
		const account = await createAccount(...account_);
		const { json } = await run(
			account,
			'download',
			{ mediaId: '404404' },
			{ onError: 'continueRegularOutput' },
		);
		expect(json[0]).toMatchObject({
			success: false,
			error: { category: 'parameter', advice: expect.stringMatching(/\w/) },
		});
	});
});

describe('360dialog', () => {
	it('gets what is known of a file', async () => {
		const account = await createAccount('dialog360');
		const { id } = await account.addMedia(JPEG.toString('base64'), 'image/jpeg');
		const { json } = await run(account, 'get', { mediaId: id });
		expect(json).toEqual([
			{
				id,
				mimeType: 'image/jpeg',
				size: JPEG.length,
				sha256,
				url: expect.stringContaining('lookaside.fbsbx.com'),
			},
		]);
	});

	it.each([
		['cloud', 'Code 100: '],
		['onPremise', 'Code http-404: '],
	] as const)('deletes on %s', async (hosting, code) => {
		const account = await createAccount('dialog360', { hosting });
		const { id } = await account.addMedia(JPEG.toString('base64'), 'image/jpeg');
		const { json, error } = await run(account, 'delete', { mediaId: id });
		expect(error).toBeUndefined();
		expect(json).toEqual([{ deleted: true, id }]);
		const again = await run(account, 'delete', { mediaId: id });
		expect(again.error?.description).toContain(code);
	});

	it('downloads what a customer sent', async () => {
		const account = await createAccount('dialog360');
		const { id } = await account.addMedia(JPEG.toString('base64'), 'image/jpeg');
		const { items } = await run(account, 'download', { mediaId: id });
		expect(Buffer.from(items[0].binary?.data.data ?? '', 'base64').equals(JPEG)).toBe(true);
	});

	it.each<[string, Parameters<typeof createAccount>]>([
		['360dialog On-Premise', ['dialog360', { hosting: 'onPremise' }]],
		['Modica', ['modica', {}]],
	])('says that a response of %s contains no file', async (_, args) => {
		const account = await createAccount(...args);
		const { id } = await account.addMedia(JPEG.toString('base64'), 'image/jpeg');
		await account.addFault({ kind: 'status', status: 200, body: '', pathIncludes: 'media' });
		const { json } = await run(
			account,
			'download',
			{ mediaId: id },
			{ onError: 'continueRegularOutput' },
		);
		expect(json).toMatchObject([{ success: false, status: 'failed' }]);
	});

	it('takes the file from the host of the credential: its key goes nowhere else', async () => {
		const account = await createAccount('dialog360');
		const stranger = await startReceiver();
		for (const url of [
			`${stranger.url}/whatsapp_business/attachments/?mid=1`,
			'https://lookaside.fbsbx.com.evil.example/x',
			'https://evil.example/?https://lookaside.fbsbx.com/',
		]) {
			await account.clearRequests();
			await account.addFault({ kind: 'status', status: 200, body: { id: '1', url } });
			const { error } = await run(account, 'download', { mediaId: '1' });
			expect(error?.message).toContain('the API key can’t be sent to');
			expect(await account.requests()).toHaveLength(1);
		}
		expect(stranger.requests).toEqual([]);
		await stranger.close();
	});

	it.each([{ id: '1' }, { id: '1', url: '' }, {}])(
		'says that a look-up without a URL can’t be read: %j',
		async (body) => {
			const account = await createAccount('dialog360');
			await account.addFault({ kind: 'status', status: 200, body });
			const { error } = await run(account, 'download', { mediaId: '1' });
			expect(error?.message).toBe('The provider’s response couldn’t be read');
			expect(await account.requests()).toHaveLength(1);
		},
	);

	it('takes a URL whose slashes are escaped', async () => {
		const account = await createAccount('dialog360');
		const { id } = await account.addMedia(JPEG.toString('base64'), 'image/jpeg');
		const { json } = await run(account, 'get', { mediaId: id });
		const url = String(json[0].url).replace(/\//g, '\\/');
		await account.addFault({ kind: 'status', status: 200, body: { id, url } });
		const { items, error } = await run(account, 'download', { mediaId: id });
		expect(error).toBeUndefined();
		expect(items[0].binary?.data.mimeType).toBe('image/jpeg');
	});

	it('looks once: a throttle on failing look-ups is not provoked', async () => {
		const account = await createAccount('dialog360');
		await run(account, 'get', { mediaId: '404404' });
		expect(await account.requests()).toHaveLength(1);
	});

	it('says that On-Premise has no look-up, without asking', async () => {
		const account = await createAccount('dialog360', { hosting: 'onPremise' });
		const { error } = await run(account, 'get', { mediaId: '1' });
		expect(error?.message).toContain('Only numbers on the Cloud API');
		expect(await account.requests()).toEqual([]);
	});
});

it.each([
	[
		'of a type that WhatsApp does not take',
		'image/gif',
		9,
		/of type image\/gif, which WhatsApp doesn’t support/,
	],
	['that is empty', 'image/png', 0, /is empty/],
	['that is too large', 'image/png', 5 * 1024 * 1024 + 1, /5\.01 MB; the maximum is 5 MB/],
])('uploads no file %s', async (_, mimeType, size, message) => {
	const account = await createAccount('dialog360');
	const { error } = await run(
		account,
		'upload',
		{},
		{ items: [fileItem(Buffer.alloc(size), mimeType, 'a.file')] },
	);
	expect(error?.message).toMatch(message);
	expect(await account.requests()).toEqual([]);
});

it('names the account of Modica that sends', async () => {
	const account = await createAccount('modica');
	await upload(account, { senderId: '1234567890' });
	expect((await account.requests())[0].query).toEqual({ source: '1234567890' });
	expect((await upload(account)).error).toBeUndefined();
	await account.patch({ settings: { mediaNeedsSource: true } });
	expect((await upload(account)).error?.description).toContain('source');
});

describe('the sender of files in Modica’s credential', () => {
	const uploadAndDownload = async (fileSenderId: string, parameters: INodeParameters) => {
		const account = await createAccount('modica', { settings: { mediaNeedsSource: true } });
		const credentials = { ...account.credentials, fileSenderId };
		const items = [fileItem(JPEG, 'image/jpg', 'a.jpg')];
		const { json, error } = await run(account, 'upload', parameters, { items, credentials });
		if (error) return { error };
		const mediaId = String(json[0].id);
		const downloaded = await run(account, 'download', { mediaId }, { credentials });
		const requests = await account.requests();
		return { error: downloaded.error, sources: requests.map(({ query }) => query.source) };
	};

	it('is named with uploads and downloads, unless the node names another', async () => {
		const own = { senderId: '9876543210' };
		const [everywhere, unlessNamed] = [
			await uploadAndDownload('1234567890', {}),
			await uploadAndDownload('1234567890', own),
		];
		expect(everywhere).toEqual({ sources: ['1234567890', '1234567890'] });
		expect(unlessNamed).toEqual({ sources: ['9876543210', '1234567890'] });
	});

	it('is missed in a download by newer versions of the API', async () => {
		const { error } = await uploadAndDownload('', { senderId: '9876543210' });
		expect(error?.description).toContain('source is required');
	});
});
