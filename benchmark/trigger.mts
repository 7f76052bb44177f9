/**
 * Webhooks into a real n8n, through this trigger and through minimal ones, which show what n8n itself needs
 * for a request. They take turns in one n8n.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installN8n } from '../sandbox/n8n/install.mts';
import { startN8n, type N8n } from '../sandbox/n8n/n8n.mts';
import { packPackage } from '../sandbox/n8n/package.mts';
import { takeTurns, type Comparison } from './rounds.mts';
import { Sandbox } from './sandbox.mts';
import {
	buildBody,
	createMinimalTrigger,
	createOwnTrigger,
	MINIMAL_CODE,
} from './triggerWorkflows.mts';
import { sendAtRate, sendOnResponse, type Figures, type Target } from './webhookLoad.mts';

export const ENGINES = ['vm', 'legacy'] as const;
export type Engine = (typeof ENGINES)[number];

/** Share of what it can do, at which response times are measured: above it, calls only pile up. */
const PACE = 0.7;
/** Part of the rate before that is left after a turn in which the pace was still `PACE`. */
const STEADY = 0.8;
const MAX_ATTEMPTS = 3;
/** Fewer on the default engine, where each open call has an isolate of its own: more would measure the memory. */
const CONNECTIONS: Record<Engine, number> = { vm: 24, legacy: 64 };
/** As many as fill a batch, for all whose calls start no execution each. */
const BATCH_CONNECTIONS: Record<Engine, number> = { vm: 24, legacy: 256 };

/** Turns for each of the rounds asked for, of that much less time: many short ones, where a second has events enough. */
const TURNS: Record<Engine, number> = { vm: 2, legacy: 6 };

interface Contender {
	name: string;
	connections: Record<Engine, number>;
	setUp(n8n: N8n, sandbox: Sandbox): Promise<Target>;
}

async function createAccount(client: N8n['client'], sandbox: Sandbox) {
	const account = await sandbox.createAccount({ latencyMs: 0, ratePerSecond: null });
	const { id: name } = account;
	const { id } = await client.createCredential('dialog360Api', name, account.credentials);
	return { credential: { id, name }, account };
}

/** This trigger, registered at the sandbox by its own activation. */
const own =
	(triggerOn: string[], kind: 'status' | 'message', options: object = {}): Contender['setUp'] =>
	async ({ client }, sandbox) => {
		const { credential, account } = await createAccount(client, sandbox);
		const { name } = credential;
		const file = createOwnTrigger(name, credential, { triggerOn, options });
		const workflow = await client.createWorkflow(file);
		await client.activate(workflow.id);
		return { ...(await sandbox.getWebhook(account)), body: buildBody(kind, name) };
	};

const minimal =
	(returns: 'item' | 'nothing', hasCredential = false): Contender['setUp'] =>
	async ({ client, url }, sandbox) => {
		const created = hasCredential ? await createAccount(client, sandbox) : undefined;
		const { webhookId, ...file } = createMinimalTrigger(returns, created?.credential);
		const { id } = await client.createWorkflow(file);
		await client.activate(id);
		const body = buildBody('status', returns);
		return { url: `${url}/webhook/${webhookId}/webhook`, headers: {}, body };
	};

const BATCH = { batch: 'window', batchWindowMs: 150 };

const EACH: Contender = {
	name: 'an execution per event',
	connections: CONNECTIONS,
	setUp: own(['status'], 'status'),
};
const BATCHED: Contender = {
	name: 'batch of 150 ms',
	connections: BATCH_CONNECTIONS,
	setUp: own(['status'], 'status', BATCH),
};
const LEFT_OUT: Contender = {
	name: 'event left out',
	connections: BATCH_CONNECTIONS,
	setUp: own(['message'], 'status'),
};
const ONE_ITEM: Contender = {
	name: 'a trigger that returns one item',
	connections: CONNECTIONS,
	setUp: minimal('item'),
};
/** n8n looks in its database whether a workflow may use its credentials, for each execution. */
const WITH_CREDENTIAL: Contender = {
	name: 'the same with a credential',
	connections: CONNECTIONS,
	setUp: minimal('item', true),
};
const NOTHING: Contender = {
	name: 'a trigger that returns nothing',
	connections: BATCH_CONNECTIONS,
	setUp: minimal('nothing'),
};

const PAIRS: Array<[own: Contender, other: Contender]> = [
	[EACH, ONE_ITEM],
	[EACH, WITH_CREDENTIAL],
	[BATCHED, NOTHING],
	[LEFT_OUT, NOTHING],
];

/** Whose response times are measured as well: a batch makes its calls wait. */
const PACED: Contender[] = [BATCHED, NOTHING];

/** n8n still runs executions after the last response: the next one must not pay for that. */
const SETTLE_MS = 3000;

const rate = ({ calls, rejected, seconds }: Figures) => (calls - rejected) / seconds;

/** @param profile folder for n8n's CPU profile */
export async function measureTrigger(
	engine: Engine,
	rounds: number,
	seconds: number,
	profile?: string,
): Promise<Comparison[]> {
	const work = mkdtempSync(path.join(tmpdir(), `whatsapp-bsp-trigger-${engine}-`));
	const extensions = path.join(work, 'extensions');
	mkdirSync(extensions);
	writeFileSync(path.join(extensions, 'MinimalTrigger.node.js'), MINIMAL_CODE);
	const sandbox = await Sandbox.start();
	const n8n = await startN8n({
		install: await installN8n(),
		packageTarball: await packPackage(work),
		userFolder: path.join(work, 'user'),
		logFile: path.join(work, 'n8n.log'),
		env: {
			N8N_EXPRESSION_ENGINE: engine,
			N8N_CUSTOM_EXTENSIONS: extensions,
			N8N_LOG_LEVEL: 'error',
			...(profile ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profile}` } : {}),
		},
	});
	try {
		await n8n.client.becomeOwner();
		const targets = new Map<Contender, Target>();
		const contenders = [...new Set(PAIRS.flat())];
		for (const each of contenders) targets.set(each, await each.setUp(n8n, sandbox));
		const measure = async (each: Contender, run: (target: Target) => Promise<Figures>) => {
			process.stderr.write(`  ${engine}: ${each.name}\n`);
			const figures = await run(targets.get(each) as Target);
			await sleep(SETTLE_MS);
			return figures;
		};
		const runFast = async (contender: Contender, duration: number) => {
			const connections = contender.connections[engine];
			return await measure(contender, (target) => sendOnResponse(target, connections, duration));
		};
		// What else n8n does (disk, garbage) hits one round or another: it takes many for a ratio.
		const turns = TURNS[engine];
		const fast = await takeTurns(
			contenders,
			turns * rounds,
			async (contender) => await runFast(contender, (2 * seconds) / turns),
		);
		const paced = await takeTurns(PACED, 2 * rounds - 1, async (contender) => {
			for (let attempt = 1; ; attempt++) {
				// What it can do now: the machine may do twice as much, or half, minutes later.
				const before = rate(await runFast(contender, seconds / 2));
				const perSecond = Math.max(1, Math.round(PACE * before));
				const figures = await measure(contender, (target) =>
					sendAtRate(target, perSecond, 2 * seconds),
				);
				const after = rate(await runFast(contender, seconds / 2));
				if (after >= STEADY * before || attempt === MAX_ATTEMPTS) return figures;
				process.stderr.write(`  ${engine}: again, as the machine has become slower\n`);
			}
		});
		return PAIRS.flatMap(([own, other]) => compare({ engine, own, other, fast, paced }));
	} finally {
		await n8n.stop();
		sandbox.stop();
		rmSync(work, { recursive: true, force: true });
	}
}

type Results = ReadonlyMap<Contender, Figures[]>;

function compare({
	engine,
	own,
	other,
	fast,
	paced,
}: {
	engine: Engine;
	own: Contender;
	other: Contender;
	fast: Results;
	paced: Results;
}): Comparison[] {
	const row = (what: string, results: Results, of: (figures: Figures) => number): Comparison => {
		const [ours, others] = [results.get(own) ?? [], results.get(other) ?? []];
		const rejected = ours.reduce((sum, each) => sum + each.rejected, 0);
		const note = rejected > 0 ? ` (${rejected} not 200)` : '';
		return {
			what: `\`${engine}\`, ${own.name}: ${what}${note}`,
			beside: other.name,
			pairs: ours.map((each, round) => [of(each), of(others[round])]),
		};
	};
	return [
		row('events a second', fast, rate),
		...(PACED.includes(own)
			? [row('p99 in ms at 70 % of its own rate', paced, ({ p99 }) => p99)]
			: []),
	];
}
