/**
 * `npm run bench:waits`: how fast and how surely an answer resumes the execution that waits for it.
 * 1. Each response type of each provider, one after the other: milliseconds from the answer to the
 *    next node, and the executions that the trigger started.
 * 2. Many waits open at once, answered as fast as n8n takes them, 10 % tapped twice, 5 % after their
 *    time-out, n8n killed (SIGKILL) in the middle. Ends with code 1 when an answer is lost or an
 *    execution resumed twice.
 * Options: `--queue`, `--rounds=20`, `--open=500` (0: no second part).
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
import { openCluster } from '../sandbox/n8n/queue/cluster.mts';
import { until } from '../sandbox/n8n/wait.mts';
import { formatMarkdownTable } from './markdownTable.mts';
import { median } from './rounds.mts';
import { Sandbox } from './sandbox.mts';
import { KINDS, OFFERED, TEMPLATE, tap, type Kind } from './waitsKinds.mts';
import { ResumedSink, WaitTestAccount } from './waitsWorld.mts';

const { values } = parseArgs({
	options: {
		rounds: { type: 'string', default: '20' },
		open: { type: 'string', default: '500' },
		queue: { type: 'boolean', default: false },
	},
});
const ROUNDS = Number(values.rounds);
const OPEN = Number(values.open);
const IN_QUEUE_MODE = values.queue;
const PATIENCE_MS = 300_000;
const CONCURRENCY = 16;

/** Socnet reaches Uganda only. */
const customer = (i: number, provider = 'dialog360') =>
	String((provider === 'socnet' ? 256_772_000_000 : 4_915_200_000_000) + i);

/** The question to a person, as soon as the provider has it. */
async function getQuestion(account: WaitTestAccount, to: string) {
	return await until('the question', PATIENCE_MS, async () => (await account.messages(to)).at(-1), {
		everyMs: 10,
	});
}

async function measure(account: WaitTestAccount, kind: Kind, sink: ResumedSink, client: N8nClient) {
	const times: number[] = [];
	let output = '';
	const before = await account.started(client);
	for (let i = 0; i <= ROUNDS; i++) {
		const to = customer(i, account.provider);
		const seen = sink.posts.length;
		await account.ask(to);
		const message = await getQuestion(account, to);
		// A person reads first; that a faster answer is kept as well is tested elsewhere.
		await sleep(500);
		const at = Date.now();
		await kind.answer(account, to, message);
		await until('the next node', PATIENCE_MS, () => sink.posts.length > seen, { everyMs: 2 });
		const post = sink.posts[seen];
		output = `${post.status}${post.value === null ? '' : `, ${post.value}`}`;
		// The first one warms up.
		if (i > 0) times.push(post.at - at);
	}
	const startedBy = (await account.started(client)) - before;
	return [Math.round(median(times)), Math.max(...times), startedBy, output].map(String);
}

/** Runs all, so many at the same time. */
async function inParallel<T>(entries: T[], run: (entry: T) => Promise<unknown>): Promise<void> {
	const left = [...entries];
	const work = async () => {
		for (let next = left.shift(); next !== undefined; next = left.shift()) await run(next);
	};
	await Promise.all(Array.from({ length: CONCURRENCY }, work));
}

interface World {
	client(): N8nClient;
	url: string;
	kill(): Promise<void>;
}

async function answerMany(world: World, sandbox: Sandbox, sink: ResumedSink) {
	const place = { client: world.client(), n8nUrl: world.url, sandboxUrl: sandbox.url };
	const parameters = { responseType: 'approval' };
	const account = await WaitTestAccount.open(place, 'dialog360', parameters, sink.url);
	const limitWaitTime = {
		values: { limitType: 'afterTimeInterval', resumeAmount: 1, resumeUnit: 'seconds' },
	};
	const late = await WaitTestAccount.open(
		place,
		'dialog360',
		{ ...parameters, options: { limitWaitTime } },
		sink.url,
	);
	const all = Array.from({ length: OPEN }, (_, i) => customer(i));
	const lates = all.slice(0, Math.round(OPEN / 20));
	const answered = all.slice(lates.length);
	const twice = answered.slice(0, Math.round(OPEN / 10));
	sink.posts.length = 0;
	await inParallel(lates, async (to) => await late.ask(to));
	await inParallel(answered, async (to) => await account.ask(to));
	const count = async (of: WaitTestAccount) => (await of.messages()).length;
	await until('all questions', PATIENCE_MS, async () => (await count(account)) === answered.length);
	await until('the time-outs', PATIENCE_MS, () => sink.posts.length === lates.length);

	const began = Date.now();
	const questions = new Map((await account.messages()).map(({ to, payload }) => [to, payload]));
	const first = answered.slice(0, answered.length / 2);
	const answer = async (to: string) =>
		await tap('button_reply')(account, to, { id: '', payload: questions.get(to) ?? {} });
	const killed = inParallel(first, answer);
	await until(
		'some answers',
		PATIENCE_MS,
		() => sink.posts.length > lates.length + first.length / 2,
	);
	await world.kill();
	await killed;
	await inParallel(answered.slice(first.length), answer);
	/** Those whose next node ran before the kill count as answered. */
	const cutOff = async () =>
		(await account.crashed(world.client())).filter(
			(id) => !sink.posts.some(({ execution }) => execution === id),
		).length;
	const executions = () => new Set(sink.posts.map(({ execution }) => execution)).size;
	await until(
		'every execution',
		PATIENCE_MS,
		async () => executions() + (await cutOff()) >= all.length,
		{ everyMs: 1000 },
	).catch(async (error: Error) => {
		const waiting = await account.waiting(world.client());
		console.log(`${error.message}: ${sink.posts.length} went on, ${waiting} still wait`);
	});
	const seconds = (Date.now() - began) / 1000;
	await inParallel(twice, answer);
	const lateQuestions = new Map((await late.messages()).map(({ to, payload }) => [to, payload]));
	await inParallel(lates, async (to) => {
		await tap('button_reply')(late, to, { id: '', payload: lateQuestions.get(to) ?? {} });
	});
	// What nobody waits for starts the workflow.
	await until('the late and second taps', PATIENCE_MS, async () =>
		(await started()).every((number, i) => number >= [twice.length, lates.length][i]),
	);
	async function started(): Promise<number[]> {
		return [await account.started(world.client()), await late.started(world.client())];
	}
	const unfinished = await cutOff();
	const [startedTwice, startedLate] = await started();
	const byKey = (status: string) =>
		new Set(sink.posts.filter((post) => post.status === status).map(({ key }) => key)).size;
	return {
		open: all.length,
		'answered, each once': byKey('answered'),
		'timed out': byKey('timedOut'),
		'resumed twice': sink.posts.length - executions(),
		'cut off by the kill after they went on (n8n lists them)': unfinished,
		lost: all.length - executions() - unfinished,
		'second taps that started the workflow': `${startedTwice} of ${twice.length}`,
		'late taps that started the workflow': `${startedLate} of ${lates.length}`,
		'seconds for the answers, kill and start of n8n included': seconds.toFixed(1),
	};
}

const work = mkdtempSync(path.join(tmpdir(), 'whatsapp-bsp-waits-'));
const packageTarball = await packPackage(work);
const sandbox = await Sandbox.start();
const sink = new ResumedSink();
await sink.start();
let n8n: N8n | undefined;
const cluster = IN_QUEUE_MODE ? await openCluster({ packageTarball }) : undefined;
const start = async (port?: number) =>
	await startN8n({
		install: await installN8n(),
		packageTarball,
		userFolder: path.join(work, 'user'),
		logFile: path.join(work, 'n8n.log'),
		...(port ? { port } : {}),
	});
if (!cluster) {
	n8n = await start();
	await n8n.client.becomeOwner();
}
const world: World = {
	url: cluster?.url ?? n8n?.url ?? '',
	client: () => {
		const client = cluster?.client ?? n8n?.client;
		if (!client) throw new Error('n8n is down');
		return client;
	},
	kill: async () => {
		if (cluster) {
			const [worker] = cluster.workers;
			await worker.kill9();
			await worker.start();
			return;
		}
		const port = n8n?.port;
		await n8n?.kill9();
		n8n = await start(port);
		await n8n.client.becomeOwner();
	},
};
try {
	const head = [
		'provider',
		'response type',
		'median ms',
		'worst ms',
		'trigger executions',
		'output',
	];
	const rows: string[][] = [];
	for (const [provider, names] of ROUNDS > 0 ? Object.entries(OFFERED) : []) {
		for (const name of names) {
			const kind = KINDS[name];
			const place = { client: world.client(), n8nUrl: world.url, sandboxUrl: sandbox.url };
			const account = await WaitTestAccount.open(place, provider, kind.parameters, sink.url);
			if (name === 'template') await account.addTemplate(TEMPLATE);
			rows.push([provider, name, ...(await measure(account, kind, sink, world.client()))]);
			console.error(rows.at(-1)?.join(' | '));
		}
	}
	console.log(`\n${IN_QUEUE_MODE ? 'Queue mode' : 'SQLite'}, ${ROUNDS} rounds\n`);
	console.log(formatMarkdownTable(head, rows, [0, 1, 5]));
	if (OPEN > 0) {
		const verdict = await answerMany(world, sandbox, sink);
		for (const [name, value] of Object.entries(verdict)) console.log(`${name}: ${value}`);
		if (verdict.lost !== 0 || verdict['resumed twice'] !== 0) process.exitCode = 1;
	}
} finally {
	await n8n?.stop();
	await cluster?.close();
	sandbox.stop();
	sink.stop();
	rmSync(work, { recursive: true, force: true });
}
