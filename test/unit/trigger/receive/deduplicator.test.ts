import { EventDeduplicator } from '../../../../nodes/WhatsAppBsp/trigger/receive/deduplicator';
import { createDeferred } from '../../../../nodes/WhatsAppBsp/core/deferred';

const events = (...ids: string[]) => ids.map((id) => ({ id }));
const yes = Promise.resolve(true);
const settled = async () => await new Promise<void>((resolve) => queueMicrotask(resolve)).then();

it('counts an id as a duplicate once its execution is created', async () => {
	const deduplicator = new EventDeduplicator();
	expect(deduplicator.claim(events('a', 'b'), yes)).toEqual({
		newEvents: events('a', 'b'),
		inFlight: [],
	});
	await settled();
	expect(deduplicator.claim(events('a', 'c', 'b'), yes)).toEqual({
		newEvents: events('c'),
		inFlight: [],
	});
});

it('counts the second of two same ids in one request as a duplicate', () => {
	expect(new EventDeduplicator().claim(events('a', 'a'), yes)).toEqual({
		newEvents: events('a'),
		inFlight: [],
	});
});

it('has another request wait for what is in flight, and accepts it if that fails', async () => {
	const deduplicator = new EventDeduplicator();
	const first = createDeferred<boolean>();
	deduplicator.claim(events('a'), first.promise);
	const second = deduplicator.claim(events('a'), yes);
	expect(second).toMatchObject({ newEvents: [], inFlight: [first.promise] });
	first.resolve(false);
	await settled();
	expect(deduplicator.claim(events('a'), yes).newEvents).toEqual(events('a'));
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

it('stores what every request has created an execution of, with or without a response, and nothing in flight', () => {
	const deduplicator = new EventDeduplicator();
	const open = new Promise<boolean>(() => {});
	for (const id of ['first', 'second', 'on its way']) deduplicator.claim(events(id), open);
	deduplicator.markCreated(events('second'));
	deduplicator.markCreated(events('first'));
	const after = new EventDeduplicator();
	after.restore(deduplicator.serialize());
	expect(after.claim(events('first', 'second', 'on its way'), yes).newEvents).toEqual(
		events('on its way'),
	);
});

it('forgets what created no execution after all, and stores it no more', async () => {
	const deduplicator = new EventDeduplicator();
	const outcome = createDeferred<boolean>();
	deduplicator.claim(events('a'), outcome.promise);
	deduplicator.markCreated(events('a'));
	outcome.resolve(false);
	await settled();
	expect(deduplicator.serialize()).toBe('');
	expect(deduplicator.claim(events('a'), yes).newEvents).toEqual(events('a'));
});

it.each([undefined, null, 7, {}, '', 'short'])(
	'makes nothing of %p as what was stored',
	(stored) => {
		const deduplicator = new EventDeduplicator();
		deduplicator.restore(stored);
		expect(deduplicator.claim(events('a'), yes).newEvents).toEqual(events('a'));
	},
);

it('stores little, the newest, and remembers ten thousand', async () => {
	const deduplicator = new EventDeduplicator();
	const many = Array.from({ length: 12_000 }, (_, index) => ({ id: `wamid.${index}` }));
	for (const event of many) deduplicator.claim([event], yes);
	await settled();
	expect(deduplicator.serialize().length).toBe(4000);
	const after = new EventDeduplicator();
	after.restore(deduplicator.serialize());
	expect(after.claim(many.slice(-400), yes).newEvents).toEqual([]);
	expect(deduplicator.claim(many.slice(-10_000), yes).newEvents).toEqual([]);
	expect(deduplicator.claim(many.slice(0, 1000), yes).newEvents).toHaveLength(1000);
});
