import { addIds } from '../../../nodes/WhatsAppBsp/messages/interactive/shared';
import { resolveMedia } from '../../../nodes/WhatsAppBsp/messages/resolveMedia';
import type { MessageContent } from '../../../nodes/WhatsAppBsp/messages';
import type { MediaFile } from '../../../nodes/WhatsAppBsp/messages/mediaSource';

describe('an id that was left out', () => {
	it.each([
		['Yes, please!', 'yes-please'],
		['  Ça va? ', 'ca-va'],
		['Größe M', 'große-m'],
		['はい', 'はい'],
		['ガス', 'ガス'],
		['हाँ', 'हाँ'],
		['👍', 'button-1'],
		['', 'button-1'],
	])('is made of the title %j: %s', (title, id) => {
		expect(addIds([{ id: '', title }], 'button')).toEqual([{ id, title }]);
	});

	it('is never one that another entry has', () => {
		const titles = ['Yes', 'Yes', 'yes!', 'No'];
		const entries = titles.map((title, i) => ({ id: i === 3 ? 'yes' : '', title }));
		expect(addIds(entries, 'button').map(({ id }) => id)).toEqual([
			'yes-2',
			'yes-3',
			'yes-4',
			'yes',
		]);
	});

	it('is not longer than any type allows', () => {
		const [{ id }] = addIds([{ id: '', title: 'x'.repeat(500) }], 'row');
		expect(id.length).toBeLessThanOrEqual(200);
	});
});

describe('replaceFiles', () => {
	const file = (fileName: string): MediaFile => ({
		fileName,
		mimeType: 'image/png',
		size: 1,
		load: async () => Buffer.alloc(1),
	});
	const getId = async ({ fileName }: MediaFile) => `id of ${fileName}`;

	it('puts an id in the place of a file, however deep it lies', async () => {
		const content: MessageContent = {
			type: 'interactive',
			interactive: {
				type: 'mediaCarousel',
				body: 'b',
				cards: [
					{
						header: { type: 'image', source: { file: file('a') } },
						body: '',
						action: { replies: [] },
					},
					{
						header: { type: 'video', source: { link: 'https://example.com' } },
						body: '',
						action: { replies: [] },
					},
				],
			},
		};
		const ready = await resolveMedia(content, getId);
		expect(ready).toEqual({
			type: 'interactive',
			interactive: {
				type: 'mediaCarousel',
				body: 'b',
				cards: [
					{
						header: { type: 'image', source: { id: 'id of a' } },
						body: '',
						action: { replies: [] },
					},
					{
						header: { type: 'video', source: { link: 'https://example.com' } },
						body: '',
						action: { replies: [] },
					},
				],
			},
		});
		expect(content).toHaveProperty('interactive.cards.0.header.source.file');
	});

	it('keeps what is next to the file', async () => {
		const content: MessageContent = {
			type: 'template',
			name: 'n',
			language: 'en',
			components: [
				{
					type: 'header',
					parameters: [{ type: 'document', document: { file: file('a'), filename: 'x.pdf' } }],
				},
			],
		};
		expect(await resolveMedia(content, getId)).toMatchObject({
			components: [{ parameters: [{ document: { id: 'id of a', filename: 'x.pdf' } }] }],
		});
	});

	it('leaves what only looks like one and dates alone', async () => {
		const when = new Date(0);
		const body = { type: 'x', file: 'a.pdf', inner: { file: { name: 'b' } }, when };
		const content: MessageContent = { type: 'raw', body };
		expect(await resolveMedia(content, getId)).toEqual({ type: 'raw', body });
	});
});
