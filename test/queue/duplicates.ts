import { waitFor } from '../support/sandboxClient';
import { http, itemsOf, stage, type Execution, type Json } from '../e2e/examples/play';

const EVENTS = 500;
const CALLS = 25;
const ENDED = ['success', 'error', 'crashed', 'canceled'];
/** Fifty executions on a machine that does much else beside them. */
const PATIENCE_MS = 90_000;

/** A workflow that takes a list of events from outside and lets each through once. */
function workflow(path: string, options: Json) {
	const node = (id: string, name: string, type: string, typeVersion: number, parameters: Json) => ({
		id,
		name,
		type,
		typeVersion,
		position: [0, 0],
		parameters,
	});
	return {
		name: `Lets through ${path}`,
		nodes: [
			{
				...node('in', 'In', 'n8n-nodes-base.webhook', 2, { path, httpMethod: 'POST' }),
				webhookId: path,
			},
			node('split', 'Split', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'body.events' }),
			node('once', 'Skip Duplicates', 'n8n-nodes-whatsapp-bsp.whatsAppBsp', 1, {
				provider: 'dialog360',
				resource: 'event',
				operation: 'skipDuplicates',
				key: '={{ $json.id }}',
				options,
			}),
		],
		connections: {
			In: { main: [[{ node: 'Split', type: 'main', index: 0 }]] },
			Split: { main: [[{ node: 'Skip Duplicates', type: 'main', index: 0 }]] },
		},
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'all' },
	};
}

interface Outcome {
	/** How often each event was let through. */
	times: number[];
	/** How many executions each worker ended. */
	byWorker: number[];
	seconds: number;
}

/** Delivers every event twice at the same moment, through either webhook processor. */
async function deliverTwice(options: Json): Promise<Outcome> {
	const path = crypto.randomUUID();
	const { id } = await stage().call<{ id: string }>(
		'n8n',
		'createWorkflow',
		workflow(path, options),
	);
	await stage().call('n8n', 'activate', id);
	const ids = Array.from({ length: EVENTS }, (_, i) => `wamid.${path}.${i}`);
	const urls = await Promise.all(
		['webhook-1', 'webhook-2'].map(async (name) => await stage().call<string>(name, 'url')),
	);
	const startedAt = Date.now();
	const size = EVENTS / CALLS;
	for (let i = 0; i < CALLS; i++) {
		const events = ids.slice(i * size, (i + 1) * size).map((event) => ({ id: event }));
		const answers = await Promise.all(
			urls.map(async (url) => await http.post(`${url}/webhook/${path}`, { events })),
		);
		expect(answers.map(({ status }) => status)).toEqual([200, 200]);
	}
	const ended = await waitFor(
		async () => {
			const list = await stage().call<Execution[]>('n8n', 'executions', id);
			const done = list.filter(({ status }) => ENDED.includes(status));
			return done.length === 2 * CALLS ? done : undefined;
		},
		{ what: 'the executions', timeoutMs: PATIENCE_MS },
	);
	expect(ended.filter(({ status }) => status !== 'success')).toEqual([]);
	const seconds = (Date.now() - startedAt) / 1000;
	const times = new Map(ids.map((event) => [event, 0]));
	for (const { id: executionId } of ended) {
		const execution = await stage().call<Execution>('n8n', 'execution', executionId);
		for (const item of itemsOf(execution, 'Skip Duplicates')) {
			times.set(String(item.id), (times.get(String(item.id)) ?? 0) + 1);
		}
	}
	const logs = await Promise.all(
		['worker-1', 'worker-2'].map(async (name) => await stage().call<string>(name, 'log')),
	);
	const byWorker = logs.map(
		(log) =>
			ended.filter((execution) => log.includes(`finished execution ${execution.id} `)).length,
	);
	return { times: [...times.values()], byWorker, seconds };
}

/** What two workers get at the same moment is done once. */
export function duplicates(): void {
	describe('Skip Duplicates', () => {
		it(
			`lets each of ${EVENTS} events through once, which two workers get at the same moment`,
			async () => {
				const { times, byWorker } = await deliverTwice({});
				expect(times).toEqual(times.map(() => 1));
				for (const share of byWorker) expect(share).toBeGreaterThan(5);
			},
			PATIENCE_MS * 2,
		);

		it(
			'needs the wait: as for a single process, two workers let many through twice',
			async () => {
				let twice = 0;
				// Whether two workers look at the same moment is chance: three rounds of it.
				for (let round = 0; round < 3 && twice === 0; round++) {
					const { times } = await deliverTwice({ singleProcess: true });
					twice = times.filter((count) => count > 1).length;
				}
				expect(twice).toBeGreaterThan(0);
			},
			PATIENCE_MS * 4,
		);
	});
}
