import type { AxiosInstance } from 'axios';
import { createAccount, dialog360Http, type SandboxAccount } from '../../support/sandboxClient';

const CUSTOMER = '16505076520';
const MB = 1024 * 1024;

let account: SandboxAccount;
let http: AxiosInstance;
beforeAll(async () => {
	account = await createAccount('dialog360', { settings: { mediaRatePerSecond: null } });
	http = dialog360Http(account);
	await account.writeText(CUSTOMER);
});

async function upload(
	contentType: string,
	data: Buffer,
	product: string | undefined = 'whatsapp',
	client = http,
	fileName = 'file.bin',
) {
	const form = new FormData();
	if (product) form.append('messaging_product', product);
	form.append('file', new Blob([data], { type: contentType }), fileName);
	return await client.post('/media', form, { maxBodyLength: Infinity });
}

const send = async (type: string, part: object) =>
	await http.post('/messages', {
		messaging_product: 'whatsapp',
		to: CUSTOMER,
		type,
		[type]: part,
	});

describe('360dialog media', () => {
	it('uploads, looks up on Meta’s host, downloads through its own, deletes', async () => {
		const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 255]);
		const { data, status } = await upload('image/png', bytes);
		expect([status, Object.keys(data as object)]).toEqual([200, ['id']]);
		const info = await http.get(`/${data.id}`);
		expect(info.data).toEqual({
			messaging_product: 'whatsapp',
			url: expect.stringMatching(
				/^https:\/\/lookaside\.fbsbx\.com\/whatsapp_business\/attachments\/\?mid=\d+&ext=\d+&hash=\w+$/,
			),
			mime_type: 'image/png',
			sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
			file_size: 8,
			id: data.id,
		});
		const path = (info.data.url as string).replace('https://lookaside.fbsbx.com', '');
		const file = await http.get(path, { responseType: 'arraybuffer' });
		expect(Buffer.from(file.data).equals(bytes)).toBe(true);
		expect(file.headers['content-type']).toBe('image/png');
		expect((await http.get(path.replace(/hash=\w/, 'hash=0x'))).status).toBe(404);
		expect((await http.get(path, { headers: { 'D360-API-KEY': '' } })).status).toBe(401);
		expect((await send('image', { id: data.id })).status).toBe(200);
		expect((await http.delete(`/${data.id}`)).data).toEqual({ success: true });
		expect((await http.get(`/${data.id}`)).data.error).toMatchObject({
			code: 100,
			error_subcode: 33,
		});
		expect((await send('image', { id: data.id })).data.error.code).toBe(100);
		expect((await account.stats()).uploads).toBe(1);
		const logged = (await account.requests()).find(({ path: where }) => where === '/media');
		expect(logged?.files).toEqual([
			{
				field: 'file',
				fileName: 'file.bin',
				mimeType: 'image/png',
				size: 8,
				sha256: info.data.sha256,
			},
		]);
	});

	it('lets download links expire after five minutes and a customer’s files after a week', async () => {
		const own = await createAccount('dialog360');
		const { id } = await own.addMedia(Buffer.from('x').toString('base64'), 'image/png');
		const client = dialog360Http(own);
		const { url } = (await client.get(`/${id}`)).data;
		await own.advanceClock(0.1);
		const path = (url as string).replace('https://lookaside.fbsbx.com', '');
		expect((await client.get(path)).status).toBe(404);
		expect((await client.get(`/${id}`)).status).toBe(200);
		await own.advanceClock(8 * 24);
		expect((await client.get(`/${id}`)).status).toBe(400);
	});

	it('keeps uploads for thirty days', async () => {
		const own = await createAccount('dialog360');
		const client = dialog360Http(own);
		const { id } = (await upload('image/png', Buffer.from('x'), 'whatsapp', client)).data;
		await own.advanceClock(29 * 24);
		expect((await client.get(`/${id}`)).status).toBe(200);
		await own.advanceClock(2 * 24);
		expect((await client.get(`/${id}`)).status).toBe(400);
	});

	it('blocks look-ups after twenty that failed', async () => {
		const own = await createAccount('dialog360');
		const client = dialog360Http(own);
		for (let n = 0; n < 20; n += 1) expect((await client.get('/123')).status).toBe(400);
		expect((await client.get('/123')).status).toBe(429);
	});

	it.each<[string, string, number]>([
		['an unknown type', 'text/html', 10],
		['an archive', 'application/zip', 10],
		['an image over 5 MB', 'image/jpeg', 5 * MB + 1],
		['a video over 16 MB', 'video/mp4', 16 * MB + 1],
		['a sticker over 500 KB', 'image/webp', 501 * 1024],
		['an empty file', 'image/png', 0],
	])('rejects %s', async (_name, mimeType, size) => {
		const response = await upload(mimeType, Buffer.alloc(size));
		expect([response.status, response.data.error.code]).toEqual([400, 100]);
		expect(response.data.error.error_data.details).toMatch(/^Param file must/);
	});

	it('rejects an upload without messaging_product or file', async () => {
		expect((await upload('image/png', Buffer.from('x'), '')).status).toBe(400);
		expect((await http.post('/media', { messaging_product: 'whatsapp' })).status).toBe(400);
	});

	it.each([
		['sticker', 'image/png'],
		['image', 'application/pdf'],
		['audio', 'video/mp4'],
	])('does not send as %s what is %s', async (type, mimeType) => {
		const { id } = (await upload(mimeType, Buffer.from('x'))).data;
		expect((await send(type, { id })).data.error.code).toBe(131053);
		expect((await send('document', { id })).status).toBe(200);
	});

	it('wants ogg for a voice note and 100 KB for a static sticker', async () => {
		const ogg = (await upload('audio/ogg; codecs=opus', Buffer.from('x'))).data.id;
		const mp3 = (await upload('audio/mpeg', Buffer.from('x'))).data.id;
		expect((await send('audio', { id: ogg, voice: true })).status).toBe(200);
		expect((await send('audio', { id: mp3, voice: true })).status).toBe(400);
		const webp = Buffer.alloc(200 * 1024);
		const still = (await upload('image/webp', webp)).data.id;
		expect((await send('sticker', { id: still })).status).toBe(400);
		webp.write('VP8X', 12);
		webp[20] = 2;
		const moving = (await upload('image/webp', webp)).data.id;
		expect((await send('sticker', { id: moving })).status).toBe(200);
	});

	it.each([
		['audio/ogg', 'note.ogg'],
		['audio/ogg; codecs=vorbis', 'note.ogg'],
		['audio/ogg; codecs=opus', 'note.mp4'],
		['audio/mpeg', 'song.m4a'],
	])('plays no %s named %s', async (mimeType, fileName) => {
		const { data } = await upload(mimeType, Buffer.from('x'), 'whatsapp', http, fileName);
		expect((await send('audio', { id: data.id })).data.error.code).toBe(131053);
	});

	it('limits uploads to 25 a second', async () => {
		const usual = await createAccount('dialog360');
		expect(usual.data.settings).toMatchObject({ mediaRatePerSecond: 25, mediaRateBurst: null });
		// As usual, but that none comes back while the test lasts.
		const own = await createAccount('dialog360', {
			settings: { mediaRatePerSecond: 0.001, mediaRateBurst: 25 },
		});
		const client = dialog360Http(own);
		const answers = await Promise.all(
			Array.from({ length: 100 }, async () => (await client.post('/media', {})).status),
		);
		const rejected = answers.filter((status) => status === 429).length;
		expect(rejected).toBe(75);
	});
});
