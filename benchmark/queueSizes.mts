/**
 * `npm run bench:queueSizes`: what one worker and one webhook processor of n8n's queue mode can handle, each
 * measured with the others idle. Options: `--engine=vm` or `--engine=legacy`, `--quick`.
 * Figures depend on the machine: compare the ratios.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { openCluster, type Cluster } from '../sandbox/n8n/queue/cluster.mts';
import { until } from '../sandbox/n8n/wait.mts';
import { countBetween, send } from './queueSending.mts';
import { Sandbox } from './sandbox.mts';
import { buildBody, createOwnTrigger } from './triggerWorkflows.mts';
import { sendOnResponse, type Target } from './webhookLoad.mts';

const isQuick = process.argv.includes('--quick');
const SECONDS = isQuick ? 4 : 10;
const only = process.argv.find((each) => each.startsWith('--engine='))?.split('=')[1];
const ENGINES = ['vm', 'legacy'].filter((engine) => only === undefined || engine === only);

const BATCH = { batch: 'window', batchWindowMs: 150 };
const FINISHED = /Worker finished execution \d+ /g;

interface Capacity {
	what: string;
	perSecond: number;
	p50?: number;
	p99?: number;
	note: string;
}

/** A trigger, and the URL at which one processor receives its requests. */
async function target(
	{ client, webhooks }: Cluster,
	sandbox: Sandbox,
	parameters: { triggerOn: string[]; options?: object },
): Promise<Target> {
	const scenario = { title: '', items: 0, latencyMs: 0, ratePerSecond: null };
	const { id: name, credentials } = await sandbox.account(scenario);
	const { id } = await client.createCredential('dialog360Api', name, credentials);
	const workflow = await client.createWorkflow(createOwnTrigger(name, { id, name }, parameters));
	await client.activate(workflow.id);
	const { data } = await axios.get<{ url: string; headers: Record<string, string> }>(
		`${credentials.baseUrl}/v1/configs/webhook`,
		{ headers: { 'D360-API-KEY': credentials.apiKey } },
	);
	const url = `${webhooks[0]?.url}${new URL(data.url).pathname}`;
	return { url, headers: data.headers, body: buildBody('status', name) };
}

const finished = ({ workers }: Cluster): number => workers[0]?.log().match(FINISHED)?.length ?? 0;

/** The worker is stopped meanwhile: executions wait in Redis. */
async function receiving(
	cluster: Cluster,
	sandbox: Sandbox,
	what: string,
	parameters: { triggerOn: string[]; options?: object },
	connections: number,
): Promise<Capacity[]> {
	const to = await target(cluster, sandbox, parameters);
	const [worker] = cluster.workers;
	await sendOnResponse(to, 16, 1);
	await worker?.stop();
	const figures = await sendOnResponse(to, connections, SECONDS);
	const events = figures.calls - figures.rejected;
	const into: Capacity = {
		what: `webhook processor, ${what}`,
		perSecond: events / figures.seconds,
		p50: figures.p50,
		p99: figures.p99,
		note: figures.rejected > 0 ? `${figures.rejected} not 200` : '',
	};
	const before = finished(cluster);
	await worker?.start();
	const counts: Array<{ ms: number; count: number }> = [];
	const isDone = () => {
		const count = finished(cluster) - before;
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
			what: `worker, ${what}`,
			perSecond: (executions * each) / seconds,
			note: `${(executions / seconds).toFixed(0)} executions/s`,
		},
	];
}

async function sending(cluster: Cluster, sandbox: Sandbox): Promise<Capacity> {
	const share = {
		items: isQuick ? 1000 : 4000,
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
		await step('sending', async () => [await sending(cluster, sandbox)]);
		const cases: Array<
			[name: string, parameters: Parameters<typeof target>[2], connections: number]
		> = [
			['one execution for each event', { triggerOn: ['status'] }, 64],
			['batches of 150 ms', { triggerOn: ['status'], options: BATCH }, 256],
			['events filtered out', { triggerOn: ['message'] }, 64],
		];
		for (const [name, parameters, connections] of cases) {
			await step(
				name,
				async () => await receiving(cluster, sandbox, name, parameters, connections),
			);
		}
		return capacities;
	} finally {
		await cluster.close();
	}
}

function print(engine: string, rows: Capacity[]): void {
	const number = (value?: number) => (value === undefined ? '' : value.toFixed(0));
	const head = ['one process', 'messages or events/s', 'p50 ms', 'p99 ms', ''];
	const lines = [
		head,
		['---', '---:', '---:', '---:', '---'],
		...rows.map(({ what, perSecond, p50, p99, note }) => [
			what,
			number(perSecond),
			number(p50),
			number(p99),
			note,
		]),
	];
	const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
	process.stdout.write(`\n### Queue mode, N8N_EXPRESSION_ENGINE=${engine}\n\n${table}\n`);
}

const sandbox = await Sandbox.start();
try {
	for (const engine of ENGINES) print(engine, await measure(engine, sandbox));
} finally {
	sandbox.stop();
}
process.exit();
