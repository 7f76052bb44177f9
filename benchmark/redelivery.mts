/**
 * `npm run bench:redelivery`: 10,000 events as 360dialog delivers them, a fifth of them delivered again
 * although acknowledged, a fifth late, into a real n8n that is killed (SIGKILL) at random moments on the
 * way. Each execution passes its events on to a server that counts them. Ends with code 1 when a promise
 * of docs/reliability.md is broken.
 * Options: `--events=10000`, `--batch=window` or `--batch=off` (default: both, the second with a third
 * of the events) or `--batch=sender` (Group By), `--kills=2`, `--engine=vm` (default: `legacy`, which
 * takes a third of the time), `--seed=1`, `--keep` (n8n's folder and log).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { N8nClient } from '../sandbox/n8n/client.mts';
import { installN8n } from '../sandbox/n8n/install.mts';
import { startN8n, type N8n } from '../sandbox/n8n/n8n.mts';
import { packPackage } from '../sandbox/n8n/package.mts';
import { until } from '../sandbox/n8n/wait.mts';
import { formatMarkdownTable } from './markdownTable.mts';
import { RedeliveringProvider } from './redeliveryProvider.mts';
import { RedeliverySink } from './redeliverySink.mts';
import { NAME_EXPRESSION, createRandom, createTraffic } from './redeliveryTraffic.mts';
import {
	isKept,
	evaluate,
	MAX_RECENT_IDS,
	UNSTORED_MS,
	type Kill,
	type Verdict,
} from './redeliveryVerdict.mts';
import { Sandbox } from './sandbox.mts';
import { createOwnTrigger } from './triggerWorkflows.mts';
import { createNode } from './workflowFile.mts';

const { values } = parseArgs({
	options: {
		events: { type: 'string', default: '10000' },
		batch: { type: 'string', default: 'window,off' },
		kills: { type: 'string', default: '2' },
		engine: { type: 'string', default: 'legacy' },
		seed: { type: 'string', default: '1' },
		keep: { type: 'boolean', default: false },
	},
});
const EVENTS = Number(values.events);
const ENGINE = values.engine;
const SEED = Number(values.seed);
const ALL_BATCHES: Record<string, { events: number; connections: number; options: object }> = {
	window: { events: EVENTS, connections: 64, options: { batch: 'window' } },
	off: { events: Math.ceil(EVENTS / 3), connections: 32, options: {} },
	sender: { events: EVENTS, connections: 64, options: { groupBy: 'sender', quietTimeMs: 500 } },
};
const BATCHES = values.batch.split(',');
const KILLS = Number(values.kills);
/** What was on its way to the counting server when n8n was killed has come by then. */
const GRACE_MS = 1000;

interface Result {
	batch: string;
	verdict: Verdict;
	redelivered: number;
	outOfOrder: number;
	cutOff: number;
	seconds: number;
	bodyStatuses: Map<string, number>;
	statuses: Map<number, number>;
}

const MAX_STARTS = 4;

/** After some crashes n8n ends at its next start ("reading 'getTime'"): whoever runs it restarts it. */
async function startAgain(batch: string, start: () => Promise<N8n>): Promise<N8n> {
	for (let starts = 1; ; starts++) {
		try {
			return await start();
		} catch (error) {
			if (starts === MAX_STARTS) throw error;
			process.stderr.write(`  ${batch}: started again after ${String(error).split('\n')[0]}\n`);
		}
	}
}

interface Sqlite {
	DatabaseSync: new (file: string) => {
		prepare(sql: string): { get(): { seq?: number } | undefined };
		close(): void;
	};
}

/** Read while n8n is down. Node 24 has SQLite; the types in use are those of an older Node. */
function getLastExecution(userFolder: string): number {
	const { DatabaseSync } = process.getBuiltinModule('node:sqlite') as unknown as Sqlite;
	const database = new DatabaseSync(path.join(userFolder, '.n8n', 'database.sqlite'));
	const sql = "SELECT seq FROM sqlite_sequence WHERE name = 'execution_entity'";
	const last = database.prepare(sql).get();
	database.close();
	return Number(last?.seq ?? 0);
}

/** Executions of a workflow that are not through, by n8n's word for their state. */
async function unfinished(client: N8nClient, workflowId: string, status: string[]) {
	const filter = encodeURIComponent(JSON.stringify({ workflowId, status }));
	const ids: string[] = [];
	for (let last = ''; ; ) {
		const { results } = await client.call<{ results: Array<{ id: string; status: string }> }>(
			'GET',
			`/rest/executions?filter=${filter}&limit=100${last && `&lastId=${last}`}`,
		);
		const found = results.filter((each) => status.includes(each.status));
		ids.push(...found.map(({ id }) => id));
		last = results.at(-1)?.id ?? '';
		if (results.length < 100) return ids;
	}
}

async function run(batch: string, sandbox: Sandbox, start: () => Promise<N8n>): Promise<Result> {
	const { events, connections, options } = ALL_BATCHES[batch];
	const plan = createTraffic(events, batch, SEED);
	const sink = new RedeliverySink();
	await sink.start();
	let n8n = await start();
	try {
		await n8n.client.becomeOwner();
		const account = await sandbox.createAccount({ latencyMs: 0, ratePerSecond: null });
		const { id: name } = account;
		const { id } = await n8n.client.createCredential('dialog360Api', name, account.credentials);
		const passOn = {
			...createNode('Pass on', 'n8n-nodes-base.httpRequest', 4.2, {
				method: 'POST',
				url: sink.url,
				sendBody: true,
				specifyBody: 'json',
				jsonBody: `={{ JSON.stringify({ execution: $execution.id, events: $('Trigger').all().map(${NAME_EXPRESSION}) }) }}`,
				options: {},
			}),
			executeOnce: true,
		};
		const parameters = { triggerOn: ['message', 'status'], options };
		const file = createOwnTrigger(name, { id, name }, parameters, passOn);
		const workflow = await n8n.client.createWorkflow(file);
		await n8n.client.activate(workflow.id);

		const webhook = await sandbox.getWebhook(account);
		const provider = new RedeliveringProvider(webhook, plan.calls, connections);
		const kills: Kill[] = [];
		const started = performance.now();
		const delivered = provider.deliverAll();
		const random = createRandom(SEED);
		for (let left = KILLS; left > 0; left--) {
			// Each life gets its share of what is left, between half of it and one and a half.
			const { size } = provider.acknowledged;
			const share = (plan.events.length - size) / (left + 1);
			const many = size + Math.floor(share * (0.5 + random()));
			await until(`${many} responses`, 900_000, () => provider.acknowledged.size >= many, {
				everyMs: 5,
			});
			const at = performance.now();
			await n8n.kill9();
			await sleep(GRACE_MS);
			kills.push({
				at,
				acknowledged: new Map(provider.acknowledged),
				lastExecution: getLastExecution(n8n.userFolder),
			});
			process.stderr.write(`  ${batch}: killed after ${provider.acknowledged.size} events\n`);
			provider.isPaused = true;
			n8n = await start();
			provider.isPaused = false;
		}
		await delivered;
		const seconds = (performance.now() - started) / 1000;
		await n8n.client.becomeOwner();
		const cutOff = await retryCutOff(n8n.client, workflow.id, sink);
		return {
			batch,
			verdict: evaluate(plan.events, sink.posts, kills, { isHeld: batch === 'sender' }),
			redelivered: plan.redelivered,
			outOfOrder: plan.outOfOrder,
			cutOff,
			seconds,
			bodyStatuses: provider.bodyStatuses,
			statuses: provider.statuses,
		};
	} finally {
		await n8n.stop();
		sink.stop();
	}
}

/** Does what an administrator does after a crash: presses Retry on what was cut off. */
async function retryCutOff(
	client: N8nClient,
	workflowId: string,
	sink: RedeliverySink,
): Promise<number> {
	await sleep(3000);
	let posts = -1;
	await until('the executions to end', 300_000, async () => {
		const isQuiet = posts === sink.posts.length;
		posts = sink.posts.length;
		await sleep(2000);
		return isQuiet;
	});
	const cutOff = await unfinished(client, workflowId, ['crashed', 'running', 'new', 'error']);
	sink.isRetry = true;
	for (const id of cutOff) await client.call('POST', `/rest/executions/${id}/retry`, {});
	await sleep(GRACE_MS);
	return cutOff.length;
}

function print({ batch, verdict, redelivered, outOfOrder, cutOff, ...run }: Result): void {
	const counts = (map: Map<string | number, number>) =>
		[...map].map(([word, many]) => `${many} × ${word || 'no response'}`).join(', ');
	const rows = [
		['events', verdict.events],
		['of them redelivered although acknowledged', redelivered],
		['of them later than a later status of the same message', outOfOrder],
		['processed by no execution (must be 0)', verdict.lost],
		['processed once', verdict.once],
		['twice within one process (must be 0)', verdict.sameProcess],
		[
			`twice, acknowledged among the last ${MAX_RECENT_IDS} before the kill (must be 0)`,
			verdict.amongRemembered,
		],
		['twice, acknowledged longer before the kill', verdict.older],
		[
			`twice, acknowledged in the last ${UNSTORED_MS / 1000} s before the kill: their IDs may wait in memory`,
			verdict.unstored,
		],
		[
			`twice, its execution began in the last ${UNSTORED_MS / 1000} s before the kill`,
			verdict.handedOver,
		],
		['twice, in flight at the kill', verdict.inFlight],
		['executions that the kills cut off, started again with Retry', cutOff],
		['events processed by such a Retry only', verdict.byRetryOnly],
		['events processed by such a Retry once more', verdict.byRetryToo],
	];
	process.stdout.write(
		`\n### batch: ${batch}, N8N_EXPRESSION_ENGINE=${ENGINE}, n8n killed ${KILLS} times\n\n`,
	);
	process.stdout.write(`${formatMarkdownTable(['', ''], rows)}\n\n`);
	process.stdout.write(
		`${run.seconds.toFixed(0)} s. Responses: ${counts(run.statuses)}; of the 200: ${counts(run.bodyStatuses)}. ${isKept(verdict) ? 'Kept' : 'BROKEN'}.\n`,
	);
	for (const example of verdict.examples.slice(0, 20)) process.stdout.write(`- ${example}\n`);
}

const install = await installN8n();
const work = mkdtempSync(path.join(tmpdir(), 'whatsapp-bsp-redelivery-'));
const packageTarball = await packPackage(work);
const sandbox = await Sandbox.start();
const results: Result[] = [];
try {
	for (const batch of BATCHES) {
		const userFolder = path.join(work, batch);
		const logFile = path.join(work, `${batch}.log`);
		let port: number | undefined;
		const start = async (): Promise<N8n> => {
			const options = {
				install,
				packageTarball,
				userFolder,
				logFile,
				...(port === undefined ? {} : { port }),
				env: { N8N_EXPRESSION_ENGINE: ENGINE, N8N_LOG_LEVEL: 'warn' },
			};
			const n8n = await startAgain(batch, async () => await startN8n(options));
			// The provider knows one URL.
			port = n8n.port;
			return n8n;
		};
		const result = await run(batch, sandbox, start);
		results.push(result);
		print(result);
	}
} finally {
	sandbox.stop();
	if (values.keep) process.stderr.write(`  kept: ${work}\n`);
	else rmSync(work, { recursive: true, force: true });
}
process.exit(results.every(({ verdict }) => isKept(verdict)) ? 0 : 1);
