import { deferred } from '../../../nodes/WhatsAppBsp/events/batch';
import { EventDeduplicator } from '../../../nodes/WhatsAppBsp/events/duplicates';

const events = (...ids: string[]) => ids.map((id) => ({ id }));
const yes = Promise.resolve(true);
const settled = async () => await new Promise<void>((resolve) => queueMicrotask(resolve)).then();

it('takes an id once it is handed over for seen', async () => {
	const seen = new EventDeduplicator();
	expect(seen.claim(events('a', 'b'), yes)).toEqual({
		fresh: events('a', 'b'),
		seen: 0,
		elsewhere: [],
	});
	await settled();
	expect(seen.claim(events('a', 'c', 'b'), yes)).toEqual({
		fresh: events('c'),
		seen: 2,
		elsewhere: [],
	});
});

it('takes the second of two same ids in one call for seen', () => {
	expect(new EventDeduplicator().claim(events('a', 'a'), yes)).toMatchObject({
		fresh: events('a'),
		seen: 1,
	});
});

it('has another call wait for what is being handed over, and takes it when that fails', async () => {
	const seen = new EventDeduplicator();
	const first = deferred<boolean>();
	seen.claim(events('a'), first.promise);
	const second = seen.claim(events('a'), yes);
	expect(second).toMatchObject({ fresh: [], seen: 0, elsewhere: [first.promise] });
	first.resolve(false);
	await settled();
	expect(seen.claim(events('a'), yes).newEvents).toEqual(events('a'));
});

it('knows after a restart what was stored, and no more', async () => {
	const before = new EventDeduplicator();
	before.claim(events('a', 'b'), yes);
	await settled();
	before.claim(events('c'), new Promise(() => {}));
	before.markCreated(events('c'));
	const stored = before.serialize();

	const after = new EventDeduplicator();
	after.restore(stored);
	expect(after.claim(events('a', 'b', 'c', 'd'), yes).newEvents).toEqual(events('d'));
});

it('stores what every call has handed over, answered or not, and nothing that is only on its way', () => {
	const seen = new EventDeduplicator();
	const open = new Promise<boolean>(() => {});
	for (const id of ['first', 'second', 'on its way']) seen.claim(events(id), open);
	seen.markCreated(events('second'));
	seen.markCreated(events('first'));
	const after = new EventDeduplicator();
	after.restore(seen.serialize());
	expect(after.claim(events('first', 'second', 'on its way'), yes).newEvents).toEqual(
		events('on its way'),
	);
});

it('forgets what did not come off after all, and stores it no more', async () => {
	const seen = new EventDeduplicator();
	const outcome = deferred<boolean>();
	seen.claim(events('a'), outcome.promise);
	seen.markCreated(events('a'));
	outcome.resolve(false);
	await settled();
	expect(seen.serialize()).toBe('');
	expect(seen.claim(events('a'), yes).newEvents).toEqual(events('a'));
});

it.each([undefined, null, 7, {}, '', 'short'])(
	'makes nothing of %p as what was stored',
	(stored) => {
		const seen = new EventDeduplicator();
		seen.restore(stored);
		expect(seen.claim(events('a'), yes).newEvents).toEqual(events('a'));
	},
);

it('stores little, the newest, and remembers ten thousand', async () => {
	const seen = new EventDeduplicator();
	const many = Array.from({ length: 12_000 }, (_, index) => ({ id: `wamid.${index}` }));
	for (const event of many) seen.claim([event], yes);
	await settled();
	expect(seen.serialize().length).toBe(4000);
	const after = new EventDeduplicator();
	after.restore(seen.serialize());
	expect(after.claim(many.slice(-400), yes).newEvents).toEqual([]);
	expect(seen.claim(many.slice(-10_000), yes).newEvents).toEqual([]);
	expect(seen.claim(many.slice(0, 1000), yes).newEvents).toHaveLength(1000);
});
