import { MediaUploader } from '../../../nodes/WhatsAppBsp/sending/mediaUploader';
import { nextTick } from '../../support/runtime';

const file = (text: string, loaded: string[] = []) => ({
	fileName: 'a.png',
	mimeType: 'image/png',
	size: text.length,
	async load() {
		loaded.push(text);
		return Buffer.from(text);
	},
});

const shared = file('a');
const getShared = () => shared;

it('uploads the same bytes once, however many messages carry them', async () => {
	let uploads = 0;
	const store = new MediaUploader(async () => `id ${uploads++}`);
	const ids = await Promise.all(
		['a', 'b', 'a', 'a', 'b'].map(async (text) => await store.getMediaId(file(text))),
	);
	expect(ids).toEqual(['id 0', 'id 1', 'id 0', 'id 0', 'id 1']);
});

it('uploads the same bytes again as what another name makes of them', async () => {
	const types: string[] = [];
	const store = new MediaUploader(async ({ fileName }) => `id ${types.push(fileName)}`);
	const named = (fileName: string, mimeType = 'application/octet-stream') =>
		store.getMediaId({ ...file('a'), fileName, mimeType });
	const ids = [await named('a.m4a'), await named('a.mp4'), await named('b.mp4', 'video/mp4')];
	expect(ids).toEqual(['id 1', 'id 2', 'id 2']);
});

it('reads a file once, however many recipients get it', async () => {
	const loaded: string[] = [];
	const store = new MediaUploader(async () => 'id');
	const photo = file('a', loaded);
	for (let recipient = 0; recipient < 3; recipient++) await store.getMediaId(photo);
	expect(loaded).toEqual(['a']);
});

it.each([
	['of the same bytes', () => file('a')],
	['of the same file', getShared],
])('forgets an upload that did not succeed, %s', async (_, getFile) => {
	let uploads = 0;
	const store = new MediaUploader(async () => {
		uploads += 1;
		if (uploads === 1) throw new Error('away');
		return 'id';
	});
	await expect(store.getMediaId(getFile())).rejects.toThrow('away');
	expect(await store.getMediaId(getFile())).toBe('id');
});

it('has at most four files in memory', async () => {
	const loaded: string[] = [];
	const finish: Array<() => void> = [];
	const store = new MediaUploader(
		async (_file, bytes) =>
			await new Promise((resolve) => finish.push(() => resolve(bytes.toString()))),
	);
	const all = Promise.all(
		Array.from({ length: 9 }, async (_, i) => await store.getMediaId(file(`${i}`, loaded))),
	);
	await nextTick();
	expect(loaded).toHaveLength(4);
	finish.splice(0, 1).forEach((done) => done());
	await nextTick();
	expect(loaded).toHaveLength(5);
	while (loaded.length < 9 || finish.length > 0) {
		finish.splice(0).forEach((done) => done());
		await nextTick();
	}
	expect(await all).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8']);
});
