/**
 * `npm run bench:trigger`: webhooks into a real n8n, through this trigger and through what people use
 * in its place, in one run on one machine. Options: `--quick`, `--engine=vm` or `--engine=legacy`,
 * `--only=` a part of a name, `--profile=FOLDER`: where n8n is to leave its CPU profile.
 * Figures depend on the machine: compare the ratios.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { installN8n } from '../sandbox/n8n/install.mts';
import { startN8n, type N8n } from '../sandbox/n8n/n8n.mts';
import { packPackage } from '../sandbox/n8n/package.mts';
import { Sandbox } from './sandbox.mts';
import {
	buildBody,
	createMinimalTrigger,
	MINIMAL_CODE,
	createOwnTrigger,
	createWebhookNode,
} from './triggerWorkflows.mts';
import { sendOnResponse, sendAtRate, type Figures, type Target } from './webhookLoad.mts';

const isQuick = process.argv.includes('--quick');
const only = process.argv.find((each) => each.startsWith('--engine='))?.split('=')[1];
const wanted = process.argv.find((each) => each.startsWith('--only='))?.slice('--only='.length);
const profile = process.argv.find((each) => each.startsWith('--profile='))?.split('=')[1];
const ENGINES = ['vm', 'legacy'].filter((engine) => only === undefined || engine === only);
const CONNECTIONS = 64;
const SECONDS = isQuick ? 4 : 12;
/** What 80 messages a second bring back: sent, delivered and read of each. */
const PACE = 240;
/** Or, where n8n cannot do that many, this share of what it can. */
const SHARE_OF_RATE = 0.7;
/**
 * As many as fill a batch; fewer on the default engine, where each open call has an isolate of its own
 * and some hundred of them fill the memory.
 */
const BATCH_CONNECTIONS: Record<string, number> = { vm: 64, legacy: 256 };

interface Contender {
	name: string;
	isBatch?: boolean;
	setUp(n8n: N8n, sandbox: Sandbox): Promise<Target>;
}

/** This trigger, registered at the sandbox by its own activation. */
const own =
	(triggerOn: string[], kind: 'status' | 'message', options: object = {}): Contender['setUp'] =>
	async ({ client }, sandbox) => {
		const scenario = { title: '', items: 0, latencyMs: 0, ratePerSecond: null };
		const { id: name, credentials } = await sandbox.account(scenario);
		const { id } = await client.createCredential('dialog360Api', name, credentials);
		const file = createOwnTrigger(name, { id, name }, { triggerOn, options });
		const workflow = await client.createWorkflow(file);
		await client.activate(workflow.id);
		const { data } = await axios.get<{ url: string; headers: Record<string, string> }>(
			`${credentials.baseUrl}/v1/configs/webhook`,
			{ headers: { 'D360-API-KEY': credentials.apiKey } },
		);
		return { ...data, body: buildBody(kind, name) };
	};

const webhook =
	(kind: 'status' | 'message', onlyMessages: boolean): Contender['setUp'] =>
	async ({ client, url }) => {
		const route = crypto.randomUUID();
		const { id } = await client.createWorkflow(createWebhookNode(route, route, onlyMessages));
		await client.activate(id);
		return { url: `${url}/webhook/${route}`, headers: {}, body: buildBody(kind, route) };
	};

const minimal: Contender['setUp'] = async ({ client, url }) => {
	const { webhookId, ...file } = createMinimalTrigger('minimal');
	const { id } = await client.createWorkflow(file);
	await client.activate(id);
	return {
		url: `${url}/webhook/${webhookId}/webhook`,
		headers: {},
		body: buildBody('status', 'm'),
	};
};

const CONTENDERS: Contender[] = [
	{ name: 'this trigger', setUp: own(['status'], 'status') },
	{
		name: 'this trigger, batch of 150 ms',
		isBatch: true,
		setUp: own(['status'], 'status', { batch: 'window', batchWindowMs: 150 }),
	},
	{ name: 'Webhook node', setUp: webhook('status', false) },
	{ name: 'minimal trigger node', setUp: minimal },
	{ name: 'this trigger, event filtered out', setUp: own(['message'], 'status') },
	{ name: 'Webhook node + Filter node', setUp: webhook('status', true) },
];

interface Row {
	name: string;
	fast: Figures;
	/** Calls a second, each sent whether or not those before have a response. */
	pace: number;
	paced: Figures;
}

/** n8n still runs executions after the last response: the next one must not pay for that. */
const settle = async () => await sleep(isQuick ? 1000 : 4000);

async function measure(engine: string, sandbox: Sandbox): Promise<Row[]> {
	const work = mkdtempSync(path.join(tmpdir(), `whatsapp-bsp-trigger-${engine}-`));
	const extensions = path.join(work, 'extensions');
	mkdirSync(extensions);
	writeFileSync(path.join(extensions, 'MinimalTrigger.node.js'), MINIMAL_CODE);
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
		const rows: Row[] = [];
		for (const { name, isBatch, setUp } of CONTENDERS) {
			if (wanted && !name.includes(wanted)) continue;
			process.stderr.write(`  ${engine}: ${name} ...\n`);
			await n8n.ready();
			const target = await setUp(n8n, sandbox);
			await sendOnResponse(target, 16, 1);
			await settle();
			const connections = isBatch ? BATCH_CONNECTIONS[engine] : CONNECTIONS;
			const fast = await sendOnResponse(target, connections, SECONDS);
			await settle();
			// Above what it can do, calls only pile up, in front of the next contender as well.
			const pace = Math.max(1, Math.round(Math.min(PACE, SHARE_OF_RATE * rate(fast))));
			const paced = await sendAtRate(target, pace, SECONDS);
			await settle();
			rows.push({ name, fast, pace, paced });
		}
		return rows;
	} finally {
		await n8n.stop();
		rmSync(work, { recursive: true, force: true });
	}
}

const rate = ({ calls, rejected, seconds }: Figures) => (calls - rejected) / seconds;

function print(engine: string, rows: Row[]): void {
	const head = [
		'',
		'events/s',
		'of this trigger',
		'p50 ms',
		'p99 ms',
		'at a pace of',
		'p50 ms',
		'p99 ms',
		'not 200',
	];
	const first = rows[0] ? rate(rows[0].fast) : NaN;
	const lines = [
		head,
		head.map((_, index) => (index === 0 ? '---' : '---:')),
		...rows.map(({ name, fast, pace, paced }) => [
			name,
			rate(fast).toFixed(0),
			`${(rate(fast) / first).toFixed(1)} ×`,
			fast.p50.toFixed(0),
			fast.p99.toFixed(0),
			`${pace}/s`,
			paced.p50.toFixed(0),
			paced.p99.toFixed(0),
			String(fast.rejected + paced.rejected),
		]),
	];
	const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
	process.stdout.write(`\n### N8N_EXPRESSION_ENGINE=${engine}\n\n${table}\n`);
}

const sandbox = await Sandbox.start();
try {
	for (const engine of ENGINES) print(engine, await measure(engine, sandbox));
} finally {
	sandbox.stop();
}
