import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { credentials } from '../../nodes/WhatsAppBsp/actions/description';
import { runNode, type RunOptions } from '../support/engine';
import { initDeduplication, type DeduplicationRows } from '../support/processedDataTable';
import { createAccount, type SandboxAccount } from '../support/sandboxClient';

const skip = { resource: 'event', operation: 'skipDuplicates', key: '={{ $json.id }}' };
const events = (...ids: unknown[]): INodeExecutionData[] =>
	ids.map((id, i) => ({ json: { id, text: `Event ${i}` } as IDataObject }));
const many = (count: number) => Array.from({ length: count }, (_, i) => `wamid.${i}`);
const getIds = (json: IDataObject[]) => json.map(({ id }) => id);

let store: DeduplicationRows;
let account: SandboxAccount;
let nodes = 0;

beforeAll(async () => {
	store = await initDeduplication();
	account = await createAccount('dialog360');
});

/** Runs one and the same node as often as it is called. */
function createRun(options: IDataObject = {}, parameters: IDataObject = {}) {
	const nodeId = `skip ${nodes++}`;
	return async (items: INodeExecutionData[], more: RunOptions = {}) =>
		await runNode(account, { ...skip, options, ...parameters } as never, {
			items,
			nodeId,
			mode: 'trigger',
			...more,
		});
}

it('lets an event through once, and of one input the first', async () => {
	const run = createRun();
	const first = await run(events('a', 'b', 'a'));
	expect(first.error).toBeUndefined();
	expect(first.items).toEqual([
		{ json: { id: 'a', text: 'Event 0' }, pairedItem: { item: 0 } },
		{ json: { id: 'b', text: 'Event 1' }, pairedItem: { item: 1 } },
	]);
	expect(first.hints[0]).toMatch(/^1 of 3 items were seen before/);
	const second = await run(events('c', 'a', 'b'));
	expect(second.items).toEqual([{ json: { id: 'c', text: 'Event 0' }, pairedItem: { item: 0 } }]);
});

it('keeps seen items on request, and says which they are', async () => {
	const run = createRun({ keepSeen: true });
	await run(events('a'));
	const { json } = await run(events('a', 'b', 'b'));
	expect(json.map(({ id, seenBefore }) => [id, seenBefore])).toEqual([
		['a', true],
		['b', false],
		['b', true],
	]);
});

it('lets each event through once from executions at the same time', async () => {
	const run = createRun();
	const runs = await Promise.all([1, 2, 3].map(async () => await run(events(...many(50)))));
	expect(getIds(runs.flatMap(({ json }) => json)).sort()).toEqual(many(50).sort());
});

it('says which item has no key, and lets the others through when told to go on', async () => {
	const run = createRun();
	const stopped = await run(events('a', '  ', undefined, { no: 'text' }));
	expect(stopped.error?.message).toBe("'Key' is empty [Item 1]");
	const { json } = await run(events('a', '', undefined, { no: 'text' }), {
		onError: 'continueRegularOutput',
	});
	// Nothing was recorded by the run that stopped.
	expect(json[0]).toEqual({ id: 'a', text: 'Event 0' });
	expect(json.slice(1).map(({ error }) => (error as IDataObject).title)).toEqual([
		"'Key' is empty",
		"'Key' is empty",
		expect.stringMatching(/^'Key' must be text or a number/),
	]);
});

it('lets nothing through when the keys cannot be looked up', async () => {
	const run = createRun({ scope: 'workflow' });
	store.rows.set('w ', { mode: 'latestDate', data: '2026-01-01' });
	const { json } = await run(events('a', 'b'), { onError: 'continueRegularOutput' });
	store.rows.delete('w ');
	expect(json.map(({ success, error }) => [success, (error as IDataObject).code])).toEqual([
		[false, 'seen-store'],
		[false, 'seen-store'],
	]);
});

it('forgets the oldest keys', async () => {
	const run = createRun({ remember: 5 });
	await run(events(...many(5)));
	expect((await run(events(...many(5)))).items).toEqual([]);
	expect(getIds((await run(events('fresh'))).json)).toEqual(['fresh']);
	expect(getIds((await run(events(...many(5).slice(1)))).json)).toEqual([]);
	expect(getIds((await run(events('wamid.0'))).json)).toEqual(['wamid.0']);
});

it('takes no expression for the list that a run uses', async () => {
	const { error } = await createRun({ scope: '={{ $json.id }}' })(events('workflow'));
	expect(error?.message).toMatch(/^'Scope' is '\{\{ \$json\.id \}\}'/);
});

it('leaves the workflow’s other keys alone, however few a node asks for', async () => {
	const ids = many(50).map((id) => `shared ${id}`);
	await createRun({ scope: 'workflow' })(events(...ids));
	await createRun({ scope: 'workflow', remember: 1 })(events('one more'));
	expect((await createRun({ scope: 'workflow' })(events(...ids))).items).toEqual([]);
});

it('needs no credential, and asks no provider', async () => {
	const provider = await createAccount('bulk360');
	const { items, error } = await runNode(
		provider,
		{ ...skip, options: {} },
		{ items: events('a') },
	);
	expect([items.length, error]).toEqual([1, undefined]);
	expect(await provider.requests()).toEqual([]);
});

it('is the only resource for which the editor asks for no credential', () => {
	const hidden = credentials.map(({ displayOptions }) => displayOptions?.hide?.resource);
	expect(hidden).toEqual(credentials.map(() => ['event']));
});

it('is not offered for a provider that sends no events', async () => {
	const socnet = await createAccount('socnet');
	const { error } = await runNode(socnet, { ...skip, options: {} }, { items: events('a') });
	expect(error?.message).toMatch(/^Socnet has no operation .* for resource 'event'/);
});

it('keeps tries in the editor and the live workflow apart', async () => {
	const run = createRun();
	expect((await run(events('a'), { mode: 'manual' })).items).toHaveLength(1);
	expect((await run(events('a'))).items).toHaveLength(1);
	expect((await run(events('a'), { mode: 'manual' })).items).toEqual([]);
});

it('keeps nodes apart, or together when the scope is the workflow', async () => {
	const passed = async (options: IDataObject) =>
		(await createRun(options)(events('only once'))).items.length;
	expect(await passed({})).toBe(1);
	expect(await passed({})).toBe(1);
	expect(await passed({ scope: 'workflow' })).toBe(1);
	expect(await passed({ scope: 'workflow' })).toBe(0);
});

it('takes files along, and numbers as keys', async () => {
	const file = { data: { data: 'aGk=', mimeType: 'text/plain' } };
	const run = createRun();
	const { items } = await run([{ json: { id: 17 }, binary: file }, { json: { id: '17' } }]);
	expect(items).toEqual([{ json: { id: 17 }, binary: file, pairedItem: { item: 0 } }]);
});

it('uses up no key if the execution is stopped: n8n discards its output', async () => {
	const run = createRun();
	await run(events('a', 'b'), { onStart: (cancel) => cancel() }).catch(() => undefined);
	expect(getIds((await run(events('a', 'b'))).json)).toEqual(['a', 'b']);
});
