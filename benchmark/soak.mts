/**
 * `npm run soak -- [--minutes=30] [--rate=N] [--engine=vm]`: a real n8n for a long time. Customers
 * write, each is answered, and the provider reports each answer as sent and delivered: one message out
 * and three events in for each customer. `--rate`: customers a second; without it, half of what this
 * machine carries, measured first. Ends with code 1 when something is lost or doubled.
 */
import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { installN8n } from '../sandbox/n8n/install.mts';
import { startN8n } from '../sandbox/n8n/n8n.mts';
import { packPackage } from '../sandbox/n8n/package.mts';
import { until } from '../sandbox/n8n/wait.mts';
import { Driver } from '../test/faults/driver.mts';
import { Provider } from '../test/faults/provider.mts';
import { lowPoints, Memory, slopePerHour, type Sample } from './memory.mts';
import { Sandbox } from './sandbox.mts';
import { soakWorkflow } from './soakWorkflow.mts';

const { values } = parseArgs({
	options: {
		minutes: { type: 'string', default: '30' },
		rate: { type: 'string' },
		engine: { type: 'string', default: 'vm' },
	},
});
const SAMPLE_SECONDS = 10;
/** Holds at least one collection of garbage. */
const SPAN_SECONDS = 180;
const RECEIPTS = ['sent', 'delivered'];
const AT_ONCE = 200;
/** Those of the measurement before, who are not counted. */
const OTHER_CUSTOMERS = 60160000000;

const say = (text: string) => process.stderr.write(`  ${text}\n`);

/** Counts how often each receipt came out of the workflow. */
async function countingServer() {
	const counts = new Map<string, number>();
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', (data: Buffer) => (body += data.toString()));
		request.on('end', () => {
			const { id } = JSON.parse(body) as { id: string };
			counts.set(id, (counts.get(id) ?? 0) + 1);
			response.setHeader('content-type', 'application/json').end('{}');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as { port: number };
	return { counts, url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

type Counter = Awaited<ReturnType<typeof countingServer>>;

/** Every customer was answered, and every receipt came through. */
async function allOut(driver: Driver, counter: Counter, ms: number): Promise<void> {
	await driver.stop();
	await until('every event to be taken', ms, () => driver.waiting === 0);
	const due = RECEIPTS.length * driver.events.length;
	await until('every receipt', ms, () => counter.counts.size >= due, { everyMs: 200 });
}

/** Customers a second that this n8n serves to the end when so many come at once. */
async function capacity(provider: Provider, counter: Counter): Promise<number> {
	const driver = new Driver(await provider.webhook(), OTHER_CUSTOMERS);
	const started = performance.now();
	driver.burst(AT_ONCE);
	await allOut(driver, counter, 300_000);
	const rate = AT_ONCE / ((performance.now() - started) / 1000);
	counter.counts.clear();
	return rate;
}

const install = await installN8n();
const work = mkdtempSync(path.join(tmpdir(), 'whatsapp-bsp-soak-'));
const counter = await countingServer();
const sandbox = await Sandbox.start();
const n8n = await startN8n({
	install,
	packageTarball: await packPackage(work),
	userFolder: path.join(work, 'user'),
	logFile: path.join(work, 'n8n.log'),
	env: { N8N_METRICS: 'true', N8N_LOG_LEVEL: 'warn', N8N_EXPRESSION_ENGINE: values.engine },
});

async function openAccount(): Promise<Provider> {
	const provider = await Provider.open(sandbox, 40);
	const { id: name, credentials } = provider.account;
	await provider.set({
		receipts: { sentMs: 200, deliveredMs: 800, readMs: null },
		retryDelaysMs: Array.from({ length: 60 }, (_, i) => Math.min(16_000, 500 * 2 ** i)),
		maxEntries: 1_000_000,
	});
	const { id } = await n8n.client.createCredential('dialog360Api', name, credentials);
	const workflow = await n8n.client.createWorkflow(soakWorkflow({ id, name }, counter.url));
	await n8n.client.activate(workflow.id);
	return provider;
}

function tell({ at, rss, heap, cpu }: Sample): void {
	say(
		`${at.toFixed(0)} s: RSS ${rss.toFixed(0)} MB, heap ${heap.toFixed(0)} MB, CPU ${cpu.toFixed(0)} s`,
	);
}

function memoryRows(
	name: string,
	samples: Sample[],
	second: Sample[],
	of: (sample: Sample) => number,
): string[][] {
	const low = (part: Sample[]) => lowPoints(part, SPAN_SECONDS, of);
	const perHour = (part: Sample[]) => `${slopePerHour(part, of).toFixed(1)} MB/h`;
	const known = samples.map(of).filter(Number.isFinite);
	return [
		[`${name}, highest`, `${Math.max(...known).toFixed(0)} MB`],
		[
			`${name}, lowest of each ${SPAN_SECONDS / 60} min`,
			low(samples)
				.map((sample) => of(sample).toFixed(0))
				.join(', '),
		],
		[`${name}, slope of the second half`, perHour(second)],
		[`${name}, slope of the second half's lowest`, perHour(low(second))],
	];
}

async function soak(provider: Provider, rate: number): Promise<boolean> {
	const driver = new Driver(await provider.webhook());
	const memory = new Memory(n8n, SAMPLE_SECONDS, tell);
	const started = performance.now();
	driver.pace(rate);
	await sleep(Number(values.minutes) * 60_000);
	const seconds = (performance.now() - started) / 1000;
	const samples = await memory.end();
	await allOut(driver, counter, 300_000).catch((error: unknown) => say(String(error)));

	const messages = await provider.messages();
	const answers = driver.events.map(({ customer }) => messages.get(customer)?.length ?? 0);
	const events = driver.events.length;
	const receipts = [...counter.counts.values()];
	const figures = {
		lost: answers.filter((count) => count === 0).length,
		twice: answers.filter((count) => count > 1).length,
		receiptsLost: RECEIPTS.length * events - receipts.length,
		receiptsTwice: receipts.filter((count) => count > 1).length,
	};
	const second = samples.slice(Math.floor(samples.length / 2));
	const cpu = ((samples.at(-1)?.cpu ?? 0) - samples[0].cpu) / seconds;
	const rows = [
		['minutes', (seconds / 60).toFixed(1)],
		['messages out a second', (events / seconds).toFixed(2)],
		['events in a second', ((events * (1 + RECEIPTS.length)) / seconds).toFixed(2)],
		['events in', String(events * (1 + RECEIPTS.length))],
		['messages out', String(answers.reduce((sum, count) => sum + count, 0))],
		['lost: messages, receipts', `${figures.lost}, ${figures.receiptsLost}`],
		['twice: messages, receipts', `${figures.twice}, ${figures.receiptsTwice}`],
		['messages delivered again', String(driver.refused)],
		["n8n's share of one core", `${(100 * cpu).toFixed(0)} %`],
		...memoryRows('RSS', samples, second, ({ rss }) => rss),
		...memoryRows('heap', samples, second, ({ heap }) => heap),
	];
	process.stdout.write(
		`\n### Soak\n\n| | |\n| --- | ---: |\n${rows.map((cells) => `| ${cells.join(' | ')} |\n`).join('')}`,
	);
	return Object.values(figures).every((count) => count === 0);
}

const measured = values.rate === undefined;
let clean = false;
try {
	await n8n.client.becomeOwner();
	const provider = await openAccount();
	const full = measured ? await capacity(provider, counter) : 2 * Number(values.rate);
	if (measured) say(`this machine carries ${full.toFixed(1)} customers a second`);
	clean = await soak(provider, full / 2);
} finally {
	await n8n.stop();
	sandbox.stop();
	counter.close();
	rmSync(work, { recursive: true, force: true });
}
process.exit(clean ? 0 : 1);
