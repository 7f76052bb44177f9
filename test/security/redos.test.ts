import * as ts from 'typescript';
import { parseJson } from '../../nodes/WhatsAppBsp/core/json';
import { parseValueEvents } from '../../nodes/WhatsAppBsp/providers/cloudApi/events';
import { META_ERRORS } from '../../nodes/WhatsAppBsp/providers/cloudApi/errors';
import { EventDeduplicator } from '../../nodes/WhatsAppBsp/trigger/receive/deduplicator';
import { StatusTracker } from '../../nodes/WhatsAppBsp/trigger/receive/statusTracker';
import type { WhatsAppEvent } from '../../nodes/WhatsAppBsp/core/event';
import { matchAll, type Checked } from '../support/regexCheck';

/** As many characters as a hostile text gets; quadratic time over them is some seconds. */
const SIZE = 100_000;

/** Quadratic over a long run of one character, and never given such a text by anybody but its owner. */
const HARMLESS: ReadonlyMap<string, string> = new Map(
	(
		[
			['providers/bulk360/request.ts', '/\\/+$/', 'the base URL of the credential'],
			['providers/dialog360/urls.ts', '/\\/+$/', 'the base URL of the credential'],
			['providers/modica/request.ts', '/\\/+$/', 'the base URL of the credential'],
			['providers/shared/response.ts', '/<[^>]*>/g', 'the first 4,000 characters of an answer'],
			['messages/interactive/shared.ts', '/^-+|-+$/g', 'hyphens are single by then'],
		] as const
	).map(([file, source, why]) => [`nodes/WhatsAppBsp/${file} ${source}`, why]),
);

describe('every regular expression of the package', () => {
	const found: Checked[] = matchAll(ts, SIZE);

	it('is looked at', () => expect(found.length).toBeGreaterThan(50));

	it('that is allowed to be slow still exists', () => {
		const existing = found.map(({ file, source }) => `${file} ${source}`);
		expect([...HARMLESS.keys()].filter((each) => !existing.includes(each))).toEqual([]);
	});

	it('takes no long time over a hostile text, unless only trusted people write the text', () => {
		const slow = found
			.filter(({ isSlow }) => isSlow)
			.map(({ file, source }) => `${file} ${source}`);
		expect(slow.filter((each) => !HARMLESS.has(each))).toEqual([]);
	});
});

it.each([
	['strings that never end', '"\\'.repeat(SIZE)],
	['quotes', '"'.repeat(SIZE * 2 + 1)],
	['digits', '1'.repeat(SIZE)],
	['a deep nest', '['.repeat(SIZE)],
	['minus signs', '-'.repeat(SIZE)],
])('reading JSON: %s', (_, text) => {
	expect(['undefined', 'string', 'number']).toContain(typeof parseJson(text));
});

it('remembers a long text of JSON without losing digits', () => {
	const text = JSON.stringify({
		id: 'x'.repeat(SIZE),
		list: Array.from({ length: SIZE }, () => '"'),
	});
	expect(parseJson(text.replace('{', '{"big":12345678901234567890,'))).toMatchObject({
		big: '12345678901234567890',
	});
});

describe('a flood of webhooks', () => {
	it('leaves a bounded number of ids behind', async () => {
		const seen = new EventDeduplicator();
		for (let i = 0; i < 50; i++) {
			const events = Array.from({ length: 1000 }, (_, n) => ({
				id: `${i}-${n}-${'x'.repeat(100)}`,
			}));
			seen.claim(events, Promise.resolve(true));
			await Promise.resolve();
		}
		await new Promise<void>((resolve) => queueMicrotask(resolve));
		const { ids } = seen as unknown as { ids: Map<string, unknown> };
		expect(ids.size).toBeLessThanOrEqual(11_000);
		expect([...ids.keys()].every((key) => key.length <= 10)).toBe(true);
	});

	it('leaves a bounded number of statuses behind, and none of their text', () => {
		const progress = new StatusTracker();
		for (let i = 0; i < 20_000; i++) {
			const id = `wamid.${i}${'x'.repeat(i % 3 === 0 ? 1000 : 50)}`;
			const body = { statuses: [{ id, status: 'sent', timestamp: '1790000000' }] };
			const context = { provider: 'dialog360', receivedAt: new Date(), errors: META_ERRORS };
			progress.markSuperseded(parseValueEvents(body, context) as WhatsAppEvent[]);
		}
		const { ranks } = progress as unknown as { ranks: Map<string, number> };
		expect(ranks.size).toBeGreaterThanOrEqual(10_000);
		expect(ranks.size).toBeLessThanOrEqual(11_000);
		expect(Math.max(...[...ranks.keys()].map((key) => key.length))).toBeLessThan(100);
	});
});
