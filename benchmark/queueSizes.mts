/**
 * `npm run bench:queueSizes`: what one worker and one webhook processor of n8n's queue mode can handle, each
 * measured with the others idle. Options: `--engine=vm` or `--engine=legacy`, `--quick`.
 * Figures depend on the machine: compare the ratios.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openCluster, type Cluster } from '../sandbox/n8n/queue/cluster.mts';
import { until } from '../sandbox/n8n/wait.mts';
import { formatMarkdownTable } from './markdownTable.mts';
import { countBetween, send } from './queueSending.mts';
import { Sandbox } from './sandbox.mts';
import { buildBody, createOwnTrigger } from './triggerWorkflows.mts';
import { sendOnResponse, type Target } from './webhookLoad.mts';

const { values } = parseArgs({
	options: { engine: { type: 'string' }, quick: { type: 'boolean', default: false } },
});
const SECONDS = values.quick ? 4 : 10;
const ENGINES = ['vm', 'legacy'].filter((engine) => engine === (values.engine ?? engine));

const BATCH = { batch: 'window', batchWindowMs: 150 };
const FINISHED = /Worker finished execution \d+ /g;

interface Capacity {
	what: string;
	perSecond: number;
	p50?: number;
	p99?: number;
	note: string;
}

interface TriggerParameters {
	triggerOn: string[];
	options?: object;
}

/** A trigger, and the URL at which one processor receives its requests. */
async function createTarget(
	{ client, webhooks }: Cluster,
	sandbox: Sandbox,
	parameters: TriggerParameters,
): Promise<Target> {
	const account = await sandbox.createAccount({ latencyMs: 0, ratePerSecond: null });
	const { id: name } = account;
	const { id } = await client.createCredential('dialog360Api', name, account.credentials);
	const workflow = await client.createWorkflow(createOwnTrigger(name, { id, name }, parameters));
	await client.activate(workflow.id);
	const webhook = await sandbox.getWebhook(account);
	const url = `${webhooks[0]?.url}${new URL(webhook.url).pathname}`;
	return { url, headers: webhook.headers, body: buildBody('status', name) };
}

const countFinished = ({ workers }: Cluster): number =>
	workers[0]?.log().match(FINISHED)?.length ?? 0;

interface ReceivingCase {
	name: string;
	parameters: TriggerParameters;
	connections: number;
}

/** The worker is stopped meanwhile: executions wait in Redis. */
async function measureReceiving(
	cluster: Cluster,
	sandbox: Sandbox,
	{ name, parameters, connections }: ReceivingCase,
): Promise<Capacity[]> {
	const to = await createTarget(cluster, sandbox, parameters);
	const [worker] = cluster.workers;
	await sendOnResponse(to, 16, 1);
	await worker?.stop();
	const figures = await sendOnResponse(to, connections, SECONDS);
	const events = figures.calls - figures.rejected;
	const into: Capacity = {
		what: `webhook processor, ${name}`,
		perSecond: events / figures.seconds,
		p50: figures.p50,
		p99: figures.p99,
		note: figures.rejected > 0 ? `${figures.rejected} not 200` : '',
	};
	const before = countFinished(cluster);
	await worker?.start();
	const counts: Array<{ ms: number; count: number }> = [];
	const isDone = () => {
		const count = countFinished(cluster) - before;
		if (count > 0) counts.push({ ms: performance.now(), count });
		const last = counts.at(-1);
		const quiet = counts.filter((each) => each.count === last?.count);
		return last !== undefined && last.ms - (quiet[0]?.ms ?? 0) > 1500;
	};
	if (!parameters.triggerOn.includes('status')) return [into];
	await until('the executions to end', 90_000, isDone, { everyMs: 100 });
	const last = counts.at(-1)?.count ?? 0;
	const end = counts.find(({ count }) => count === last);
	const [start] = counts;
	const executions = last - (start?.count ?? 0);
	const seconds = ((end?.ms ?? 0) - (start?.ms ?? 0)) / 1000;
	const each = events / last;
	return [
		into,
		{
			what: `worker, ${name}`,
			perSecond: (executions * each) / seconds,
			note: `${(executions / seconds).toFixed(0)} executions/s`,
		},
	];
}

async function measureSending(cluster: Cluster, sandbox: Sandbox): Promise<Capacity> {
	const share = {
		items: values.quick ? 1000 : 4000,
		offset: 0,
		afterMs: 0,
		options: { maxPerSecond: 0, maxInFlight: 50 },
	};
	const provider = { ratePerSecond: null, latencyMs: 80 };
	const { samples, lost, duplicates, statuses } = await send(cluster, sandbox, provider, [share]);
	const from = samples.find(({ accepted }) => accepted > 0)?.ms ?? 0;
	const to = samples.find(({ accepted }) => accepted === share.items)?.ms ?? Infinity;
	const { accepted, ms } = countBetween(samples, from, to);
	const wrong = lost + duplicates > 0 || statuses[0] !== 'success';
	return {
		what: 'worker, sending without a limit, 50 in flight',
		perSecond: accepted / (ms / 1000),
		note: wrong ? `${lost} lost, ${duplicates} twice` : '',
	};
}

const RECEIVING_CASES: ReceivingCase[] = [
	{
		name: 'one execution for each event',
		parameters: { triggerOn: ['status'] },
		connections: 64,
	},
	{
		name: 'batches of 150 ms',
		parameters: { triggerOn: ['status'], options: BATCH },
		connections: 256,
	},
	{ name: 'events filtered out', parameters: { triggerOn: ['message'] }, connections: 64 },
];

async function measure(engine: string, sandbox: Sandbox): Promise<Capacity[]> {
	const cluster = await openCluster({
		workers: 1,
		webhooks: 1,
		env: { N8N_EXPRESSION_ENGINE: engine },
	});
	try {
		const capacities: Capacity[] = [];
		const step = async (name: string, work: () => Promise<Capacity[]>) => {
			process.stderr.write(`  ${engine}: ${name} ...\n`);
			capacities.push(...(await work()));
			await sleep(1000);
		};
		await step('sending', async () => [await measureSending(cluster, sandbox)]);
		for (const each of RECEIVING_CASES) {
			await step(each.name, async () => await measureReceiving(cluster, sandbox, each));
		}
		return capacities;
	} finally {
		await cluster.close();
	}
}

function print(engine: string, rows: Capacity[]): void {
	const number = (value?: number) => (value === undefined ? '' : value.toFixed(0));
	const head = ['one process', 'messages or events/s', 'p50 ms', 'p99 ms', ''];
	const cells = rows.map(({ what, perSecond, p50, p99, note }) => [
		what,
		number(perSecond),
		number(p50),
		number(p99),
		note,
	]);
	const table = formatMarkdownTable(head, cells, [0, 4]);
	process.stdout.write(`\n### Queue mode, N8N_EXPRESSION_ENGINE=${engine}\n\n${table}\n`);
}

const sandbox = await Sandbox.start();
try {
	for (const engine of ENGINES) print(engine, await measure(engine, sandbox));
} finally {
	sandbox.stop();
}
process.exit();
