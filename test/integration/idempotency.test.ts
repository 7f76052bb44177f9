import type { IDataObject } from 'n8n-workflow';
import { freeAccount, holdResponses } from '../support/accounts';
import { runNode } from '../support/engine';
import { phone, send } from '../support/manyItems';
import { logLines } from '../support/n8nLogger';
import { initDeduplication, type DeduplicationRows } from '../support/processedDataTable';
import { createAccount, type SandboxAccount } from '../support/sandboxClient';

const MODES = ['atMostOnce', 'atLeastOnce'];
const orders = (count: number) =>
	Array.from({ length: count }, (_, i) => ({
		json: { to: phone(i), text: `Order ${i}`, order: `order-${i}` },
	}));

let store: DeduplicationRows;
let nodes = 0;

beforeAll(async () => {
	store = await initDeduplication();
});

/** Runs one and the same node as often as it is called. */
function createRun(account: SandboxAccount, options: IDataObject, parameters: IDataObject = {}) {
	const nodeId = `node ${nodes++}`;
	const keyed = { idempotencyKey: '={{ $json.order }}', ...options };
	return async (items = orders(20), more = {}) =>
		await runNode(account, { ...send, options: keyed, ...parameters } as never, {
			items,
			nodeId,
			onError: 'continueRegularOutput',
			...more,
		});
}

describe.each(MODES)('%s', (idempotencyMode) => {
	it('sends nothing in a second run, and says which key it was', async () => {
		const account = await freeAccount();
		const run = createRun(account, { idempotencyMode });
		const first = await run();
		expect(first.json.every(({ status }) => status === 'accepted')).toBe(true);
		const second = await run();
		expect(second.json).toEqual(
			orders(20).map(({ json }): unknown =>
				expect.objectContaining({
					success: true,
					status: 'skipped',
					to: json.to,
					idempotencyKey: json.order,
					messageId: null,
				}),
			),
		);
		expect(second.items.map(({ pairedItem }) => pairedItem)).toEqual(
			orders(20).map((_, item) => ({ item })),
		);
		expect(second.hints[0]).toContain('20 skipped because their idempotency key was used before');
		expect((await account.stats()).accepted).toBe(20);
	});

	it('sends in a second run what failed in the first', async () => {
		const account = await freeAccount();
		for (const i of [2, 5]) await account.setOutcome({ to: phone(i), reject: { code: 131026 } });
		const run = createRun(account, { idempotencyMode });
		await run();
		const { json } = await run();
		expect(json.flatMap(({ status }, i) => (status === 'skipped' ? [] : [[i, status]]))).toEqual([
			[2, 'accepted'],
			[5, 'accepted'],
		]);
		const { accepted, duplicates } = await account.stats();
		expect([accepted, duplicates]).toEqual([20, 0]);
	});

	it('goes on where a run stopped on a failure', async () => {
		const account = await freeAccount({ latencyMs: 5 });
		await account.setOutcome({ to: phone(30), reject: { code: 131026 } });
		const run = createRun(account, { idempotencyMode, maxInFlight: 4 });
		const { error } = await run(orders(100), { onError: undefined });
		expect(error?.context?.itemIndex).toBe(30);
		const sent = (await account.stats()).accepted;
		expect(sent).toBeLessThan(60);
		const { json } = await run(orders(100));
		expect(json.filter(({ status }) => status === 'skipped')).toHaveLength(sent);
		const { accepted, duplicates } = await account.stats();
		expect([accepted, duplicates]).toEqual([100, 0]);
	});

	it('counts a key per recipient', async () => {
		const account = await freeAccount();
		const run = createRun(account, { idempotencyMode });
		const item = (to: string) => [{ json: { to, text: 'Hi', order: 'order-1' } }];
		await run(item(phone(1)));
		const { json } = await run(item(`${phone(1)}, ${phone(2)}`));
		expect(json.map(({ to, status }) => [to, status])).toEqual([
			[phone(1), 'skipped'],
			[phone(2), 'accepted'],
		]);
	});

	it('sends two items of one run with the same key and recipient once', async () => {
		const account = await freeAccount();
		const run = createRun(account, { idempotencyMode });
		const { json } = await run([...orders(3), ...orders(3)]);
		expect(json.map(({ status }) => status)).toEqual([
			...['accepted', 'accepted', 'accepted'],
			...['skipped', 'skipped', 'skipped'],
		]);
	});

	it('takes skipped ones out of Bulk360’s shared requests', async () => {
		const account = await createAccount('bulk360');
		const run = createRun(account, { idempotencyMode });
		const text = 'Hi Ana, your order 12 has shipped.';
		const items = orders(14).map(({ json }) => ({ json: { ...json, text } }));
		await run(items.filter((_, i) => i % 2 === 0));
		const { json } = await run(items);
		expect(json.map(({ status }) => status)).toEqual(
			items.map((_, i) => (i % 2 === 0 ? 'skipped' : 'accepted')),
		);
		expect(new Set((await account.messages()).map(({ to }) => to)).size).toBe(14);
		expect(await account.messages()).toHaveLength(14);
	});
});

it.each([
	['atMostOnce', 'skipped', 1],
	['atLeastOnce', 'accepted', 2],
])('%s: a message with an unknown outcome is %s in the next run', async (mode, status, taken) => {
	const account = await freeAccount();
	await account.addFault({ kind: 'resetAfter' });
	const run = createRun(account, { idempotencyMode: mode });
	expect((await run(orders(1))).json[0].status).toBe('unknown');
	expect((await run(orders(1))).json[0].status).toBe(status);
	expect(await account.messages()).toHaveLength(taken);
});

describe.each(MODES)('%s, in four executions at the same time', (idempotencyMode) => {
	const together = async (run: ReturnType<typeof createRun>, items = orders(30)) =>
		await Promise.all(Array.from({ length: 4 }, async () => await run(items)));
	/** What became of each message in all four, in alphabetical order. */
	const getStatuses = (runs: Awaited<ReturnType<typeof together>>) =>
		runs[0].json.map((_, i) => runs.map(({ json }) => json[i].status).sort());
	const ONCE = ['accepted', 'skipped', 'skipped', 'skipped'];

	it('sends each key once', async () => {
		const account = await freeAccount({ latencyMs: 10 });
		const runs = await together(createRun(account, { idempotencyMode }));
		expect(getStatuses(runs)).toEqual(orders(30).map(() => ONCE));
		expect(await account.stats()).toMatchObject({ accepted: 30, duplicates: 0 });
	});

	it('sends each key once, one request at a time and in any order', async () => {
		const account = await freeAccount({ latencyMs: 10 });
		const run = createRun(account, { idempotencyMode, maxInFlight: 1 });
		const items = orders(12);
		const runs = await Promise.all([
			run(items),
			run([...items].reverse()),
			run(items),
			run([...items].reverse()),
		]);
		const sent = runs.flatMap(({ json }) => json).filter(({ status }) => status === 'accepted');
		expect(sent.map(({ to }) => to).sort()).toEqual(items.map(({ json }) => json.to).sort());
		expect(await account.stats()).toMatchObject({ accepted: 12, duplicates: 0 });
	});

	it('sends each key once in shared requests', async () => {
		const account = await createAccount('bulk360');
		const text = 'Hi Ana, your order 12 has shipped.';
		const items = orders(14).map(({ json }) => ({ json: { ...json, text } }));
		const runs = await together(createRun(account, { idempotencyMode }), items);
		expect(getStatuses(runs)).toEqual(items.map(() => ONCE));
		expect(await account.messages()).toHaveLength(14);
	});

	it('sends in the second what is rejected in the first', async () => {
		const account = await freeAccount({ latencyMs: 10 });
		await account.setOutcome({ to: phone(0), reject: { code: 131026 }, times: 1 });
		const runs = await together(createRun(account, { idempotencyMode }), orders(1));
		expect(getStatuses(runs)).toEqual([['accepted', 'failed', 'skipped', 'skipped']]);
		expect(await account.messages()).toHaveLength(1);
	});

	it('sends in the second what the first holds when it is stopped', async () => {
		const account = await freeAccount();
		const run = createRun(account, { idempotencyMode, maxInFlight: 1 });
		const { whenInFlight, release } = await holdResponses(account);
		let stop = () => {};
		const first = run(orders(2), { onStart: (cancel: () => void) => (stop = cancel) });
		await whenInFlight(1);
		const second = run(orders(2));
		stop();
		await release();
		await first;
		expect((await second).json.map(({ status }) => status)).toEqual(['skipped', 'accepted']);
		expect((await account.stats()).accepted).toBe(2);
	});
});

describe('a key that cannot be released', () => {
	it('is free all the same in this process, and the log says so', async () => {
		const account = await freeAccount();
		await account.setOutcome({ to: phone(0), reject: { code: 131026 }, times: 2 });
		const run = createRun(account, {});
		for (let i = 0; i < 2; i++) {
			store.removalsToFail = 4;
			const lines = logLines('warn');
			expect((await run(orders(1))).json[0].status).toBe('failed');
			expect(lines.map(({ message }) => message)).toContainEqual(
				expect.stringMatching(
					/could not release 1 idempotency key .* another process, or this one after a restart, skips them/,
				),
			);
		}
		expect((await run(orders(1))).json[0].status).toBe('accepted');
		expect((await run(orders(1))).json[0].status).toBe('skipped');
		expect(await account.messages()).toHaveLength(1);
	});

	it('is free in the other mode, too', async () => {
		const account = await freeAccount();
		await account.setOutcome({ to: phone(0), reject: { code: 131026 }, times: 1 });
		const options = { idempotencyScope: 'workflow', idempotencyKey: 'one' };
		store.removalsToFail = 4;
		expect((await createRun(account, options)(orders(1))).json[0].status).toBe('failed');
		const other = createRun(account, { ...options, idempotencyMode: 'atLeastOnce' });
		expect((await other(orders(1))).json[0].status).toBe('accepted');
		expect((await other(orders(1))).json[0].status).toBe('skipped');
	});
});

it('keeps nodes apart, or together when the scope is the workflow', async () => {
	const account = await freeAccount();
	const status = async (options: IDataObject) =>
		(await createRun(account, options)(orders(1))).json[0].status;
	expect(await status({})).toBe('accepted');
	expect(await status({})).toBe('accepted');
	expect(await status({ idempotencyScope: 'workflow' })).toBe('accepted');
	expect(await status({ idempotencyScope: 'workflow' })).toBe('skipped');
});

it('sends without a key as often as it is told to', async () => {
	const account = await freeAccount();
	const run = createRun(account, { idempotencyKey: ' ' });
	await run(orders(2));
	await run(orders(2));
	expect((await account.stats()).accepted).toBe(4);
});

it.each(MODES)('%s: sends all parts of a text of which the first was rejected', async (mode) => {
	const account = await freeAccount();
	await account.setOutcome({ to: phone(0), reject: { code: 131026 }, times: 1 });
	const options = { idempotencyMode: mode, splitLongText: true, maxRetries: 0 };
	const run = createRun(account, options, { text: 'word '.repeat(2000) });
	const getStatuses = async () => (await run(orders(1))).json.map(({ status }) => status);
	expect(await getStatuses()).toEqual(['failed', 'failed', 'failed']);
	expect(await getStatuses()).toEqual(['accepted', 'accepted', 'accepted']);
	expect(await getStatuses()).toEqual(['skipped', 'skipped', 'skipped']);
});

it('sends nothing without a key where an expression was to give one', async () => {
	const account = await freeAccount();
	const run = createRun(account, { idempotencyKey: '={{ $json.none }}' });
	const { json } = await run(orders(1));
	expect((json[0].error as IDataObject).title).toBe(
		"'Idempotency Key' gives nothing; enter what makes the message unique",
	);
	expect(await account.requests()).toEqual([]);
});

it.each([true, false])('sends nothing with a key that says %s of many messages', async (paid) => {
	const account = await freeAccount();
	const run = createRun(account, { idempotencyKey: `={{ ${paid} }}` });
	const { json } = await run(orders(1));
	expect((json[0].error as IDataObject).title).toBe(
		`'Idempotency Key' is ${paid}, which would be the same for many messages; enter what makes the message unique`,
	);
	expect(await account.requests()).toEqual([]);
});

it.each(MODES)('%s: sends nothing when the keys cannot be looked up', async (idempotencyMode) => {
	const account = await freeAccount();
	const run = createRun(account, { idempotencyMode, idempotencyScope: 'workflow' });
	store.rows.set('w ', { mode: 'latestDate', data: '2026-01-01' });
	const { json } = await run(orders(3));
	store.rows.clear();
	expect(json.map(({ status, error }) => [status, (error as IDataObject).code])).toEqual(
		Array.from({ length: 3 }, () => ['failed', 'idempotency-store']),
	);
	expect(await account.requests()).toEqual([]);
});
