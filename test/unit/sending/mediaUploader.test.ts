import type { IExecuteFunctions } from 'n8n-workflow';
import { dialog360 } from '../../../nodes/WhatsAppBsp/providers/dialog360';
import {
	MediaUploader,
	UploadRejectedError,
} from '../../../nodes/WhatsAppBsp/sending/mediaUploader';
import { ProviderClient } from '../../../nodes/WhatsAppBsp/sending/providerClient';
import { nextTick } from '../../support/runtime';
import { createRejection } from '../../support/sendJobs';

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

describe.each([
	['of the same bytes', () => file('a')],
	['of the same file', getShared],
])('an upload that did not succeed, %s', (_, getFile) => {
	it.each([
		['thrown', new Error('away')],
		['rejected for now', new UploadRejectedError(createRejection({ retryable: true }), null)],
	])('is forgotten: %s', async (__, thrown) => {
		let uploads = 0;
		const store = new MediaUploader(async () => {
			uploads += 1;
			if (uploads === 1) throw thrown;
			return 'id';
		});
		await expect(store.getMediaId(getFile())).rejects.toBe(thrown);
		expect(await store.getMediaId(getFile())).toBe('id');
	});

	it('is final if the provider would reject the file again', async () => {
		const rejected = new UploadRejectedError(createRejection(), null);
		let uploads = 0;
		const store = new MediaUploader(async () => {
			uploads += 1;
			throw rejected;
		});
		for (let i = 0; i < 3; i++) await expect(store.getMediaId(getFile())).rejects.toBe(rejected);
		expect(uploads).toBe(1);
	});
});

it('once the execution is stopped, reads none of the files that wait', async () => {
	const loaded: string[] = [];
	let isStopped = false;
	const stop: Array<() => void> = [];
	const stopped = new Error('stopped');
	const store = new MediaUploader(
		async () => await new Promise((_, reject) => stop.push(() => reject(stopped))),
		() => {
			if (isStopped) throw stopped;
		},
	);
	const all = Promise.allSettled(
		Array.from({ length: 9 }, async (_, i) => await store.getMediaId(file(`${i}`, loaded))),
	);
	await nextTick();
	isStopped = true;
	stop.forEach((each) => each());
	expect(await all).toEqual(
		Array.from({ length: 9 }, () => ({ status: 'rejected', reason: stopped })),
	);
	expect(loaded).toHaveLength(4);
});

it('gives a message of a stopped execution the result of an upload that was cut off', async () => {
	const loaded: string[] = [];
	const context = { getExecutionCancelSignal: () => AbortSignal.abort() };
	const account = { baseUrl: 'https://waba-v2.360dialog.io' };
	const client = new ProviderClient(context as unknown as IExecuteFunctions, dialog360, account);
	const content = {
		type: 'media' as const,
		mediaType: 'image' as const,
		source: { file: file('a', loaded) },
	};
	expect(await client.prepare({ kind: 'message', message: { content } })).toMatchObject({
		rejected: {
			error: {
				code: 'ERR_CANCELED',
				retryable: true,
				details: expect.stringContaining('waba-v2.360dialog.io') as string,
			},
		},
	});
	expect(loaded).toEqual([]);
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
