import type { Interactive } from '../../../nodes/WhatsAppBsp/messages/interactive';
import type { MediaFile } from '../../../nodes/WhatsAppBsp/messages/mediaSource';

export const long = (length: number) => '🙂'.repeat(length);
export const numbered = <T>(count: number, make: (n: number) => T) =>
	Array.from({ length: count }, (_, i) => make(i + 1));
export const link = { link: 'https://example.com/a.png' };
export const file = (mimeType: string, size = 9): { file: MediaFile } => ({
	file: { fileName: 'a.bin', mimeType, size, load: async () => Buffer.alloc(size) },
});
export const url = (text = 'Go', target = 'https://example.com') => ({
	button: { text, url: target },
});
export const body = 'b';

export const buttons = (count: number): Interactive => ({
	type: 'buttons',
	body,
	buttons: numbered(count, (n) => ({ id: `i${n}`, title: `t${n}` })),
});
export const list = (...rowsPerSection: number[]): Interactive => ({
	type: 'list',
	body,
	buttonText: 'Menu',
	sections: rowsPerSection.map((rows, s) => ({
		title: `S${s + 1}`,
		rows: numbered(rows, (r) => ({ id: `${s}-${r}`, title: `r${r}` })),
	})),
});
export const productList = (...productsPerSection: number[]): Interactive => ({
	type: 'productList',
	header: { type: 'text', text: 'h' },
	body,
	catalogId: 'C',
	sections: productsPerSection.map((products, s) => ({
		title: `S${s + 1}`,
		productIds: numbered(products, (n) => `SKU-${n}`),
	})),
});
export const card = (more: object = {}) => ({
	header: { type: 'image' as const, source: link },
	body: '',
	action: url(),
	...more,
});
export const cards = (count: number, more: object = {}): Interactive => ({
	type: 'mediaCarousel',
	body,
	cards: numbered(count, () => card(more)),
});
export const products = (count: number): Interactive => ({
	type: 'productCarousel',
	body,
	catalogId: 'C',
	productIds: numbered(count, (n) => `SKU-${n}`),
});
export const flow = (more: object = {}): Interactive =>
	({
		type: 'flow',
		body,
		flow: { id: 'F' },
		buttonText: 'Start',
		mode: 'published',
		action: 'navigate',
		...more,
	}) as Interactive;
