import { trimOldest } from '../../../nodes/WhatsAppBsp/core/trimOldest';

const create = (size: number) => new Map(Array.from({ length: size }, (_, i) => [i, i]));

it('leaves up to a tenth more alone, and beyond that forgets the oldest down to the limit', () => {
	const entries = create(110);
	trimOldest(entries, 100);
	expect(entries.size).toBe(110);
	entries.set(110, 110);
	trimOldest(entries, 100);
	expect([...entries.keys()]).toEqual(Array.from({ length: 100 }, (_, i) => i + 11));
});

it('keeps what must not be forgotten, even beyond the limit', () => {
	const entries = create(300);
	trimOldest(entries, 100, (value) => value % 2 === 1);
	expect([...entries.values()].filter((value) => value % 2 === 0)).toHaveLength(150);
	expect(entries.size).toBe(150);
});
