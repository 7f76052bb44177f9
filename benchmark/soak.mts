/**
 * `npm run soak -- [--minutes=30] [--rate=N] [--engine=vm] [--alone]`: a real n8n for a long time.
 * Customers write, each gets a reply, and the provider reports each reply as sent and delivered: one
 * message out and three events in for each customer. `--rate`: customers a second; without it, half of
 * what this machine can handle, measured first. Next to it, at the same rate, runs an n8n without this
 * package that does the same with its own nodes: whose memory grows then, n8n's or ours? `--alone`
 * leaves it out. Ends with code 1 when something of ours is lost or doubled.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { installN8n } from '../sandbox/n8n/install.mts';
import { formatMarkdownTable } from './markdownTable.mts';
import { lowPoints, Memory, slopePerHour, type Sample } from './memory.mts';
import { Sandbox } from './sandbox.mts';
import { RECEIPTS, SoakEnvironment, type Outcome } from './soakEnvironment.mts';

const { values } = parseArgs({
	options: {
		minutes: { type: 'string', default: '30' },
		rate: { type: 'string' },
		engine: { type: 'string', default: 'vm' },
		alone: { type: 'boolean', default: false },
	},
});
const SAMPLE_SECONDS = 10;
/** Holds at least one collection of garbage. */
const SPAN_SECONDS = 180;
const DRAIN_MS = 300_000;

const say = (text: string) => process.stderr.write(`  ${text}\n`);

interface Result {
	seconds: number;
	events: number;
	rejected: number;
	outcome: Outcome;
	samples: Sample[];
}

async function soak(name: string, environment: SoakEnvironment, rate: number): Promise<Result> {
	const driver = await environment.driver();
	const memory = new Memory(environment.n8n, SAMPLE_SECONDS, ({ at, rss, heap, cpu }) =>
		say(
			`${name}, ${at.toFixed(0)} s: RSS ${rss.toFixed(0)} MB, heap ${heap.toFixed(0)} MB, CPU ${cpu.toFixed(0)} s`,
		),
	);
	const started = performance.now();
	driver.setRate(rate);
	await sleep(Number(values.minutes) * 60_000);
	const seconds = (performance.now() - started) / 1000;
	const samples = await memory.end();
	await environment
		.allOut(driver, DRAIN_MS)
		.catch((error: unknown) => say(`${name}: ${String(error)}`));
	return {
		seconds,
		events: driver.events.length,
		rejected: driver.rejectedCount,
		outcome: await environment.outcome(driver),
		samples,
	};
}

type Row = [title: string, of: (result: Result) => string];

function memoryRows(name: string, of: (sample: Sample) => number): Row[] {
	const low = (part: Sample[]) => lowPoints(part, SPAN_SECONDS, of);
	const second = ({ samples }: Result) => samples.slice(Math.floor(samples.length / 2));
	const perHour = (part: Sample[]) =>
		part.length > 1 ? `${slopePerHour(part, of).toFixed(1)} MB/h` : 'too short';
	return [
		[
			`${name}, highest`,
			({ samples }) =>
				`${Math.max(...samples.map(of).filter((value) => Number.isFinite(value))).toFixed(0)} MB`,
		],
		[
			`${name}, lowest of each ${SPAN_SECONDS / 60} min`,
			({ samples }) =>
				low(samples)
					.map((sample) => of(sample).toFixed(0))
					.join(' '),
		],
		[`${name}, slope of the second half`, (result) => perHour(second(result))],
		[`${name}, slope of the second half's lowest`, (result) => perHour(low(second(result)))],
	];
}

const EVENTS_EACH = 1 + RECEIPTS.length;
const ROWS: Row[] = [
	['minutes', ({ seconds }) => (seconds / 60).toFixed(1)],
	['messages out a second', ({ events, seconds }) => (events / seconds).toFixed(2)],
	['events in a second', ({ events, seconds }) => ((events * EVENTS_EACH) / seconds).toFixed(2)],
	['events in', ({ events }) => String(events * EVENTS_EACH)],
	['messages out', ({ outcome }) => String(outcome.messagesOut)],
	['lost: messages, receipts', ({ outcome }) => `${outcome.lost}, ${outcome.receiptsLost}`],
	['twice: messages, receipts', ({ outcome }) => `${outcome.twice}, ${outcome.receiptsTwice}`],
	['messages redelivered', ({ rejected }) => String(rejected)],
	[
		"n8n's share of one core",
		({ samples, seconds }) =>
			`${((100 * ((samples.at(-1)?.cpu ?? 0) - (samples[0]?.cpu ?? 0))) / seconds).toFixed(0)} %`,
	],
	...memoryRows('RSS', ({ rss }) => rss),
	...memoryRows('heap', ({ heap }) => heap),
];

function print(capacityText: string, results: Map<string, Result>): void {
	const rows = ROWS.map(([title, of]) => [title, ...[...results.values()].map(of)]);
	const table = formatMarkdownTable(['', ...results.keys()], rows);
	process.stdout.write(
		`\n### Soak, expression engine ${values.engine}\n\n${capacityText}\n\n${table}\n`,
	);
}

const install = await installN8n();
const work = mkdtempSync(path.join(tmpdir(), 'whatsapp-bsp-soak-'));
const sandbox = await Sandbox.start();
const environments = new Map<string, SoakEnvironment>();

async function open(name: string, plain = false): Promise<SoakEnvironment> {
	const folder = mkdtempSync(path.join(work, 'n8n-'));
	const environment = await SoakEnvironment.open({
		install,
		sandbox,
		folder,
		engine: values.engine,
		plain,
	});
	environments.set(name, environment);
	return environment;
}

async function capacity(): Promise<number> {
	const name = 'capacity';
	const environment = await open(name);
	const rate = await environment.capacity(say);
	await environment.close();
	environments.delete(name);
	return rate;
}

let clean = false;
try {
	const full = values.rate === undefined ? await capacity() : undefined;
	const rate = full === undefined ? Number(values.rate) : full / 2;
	const capacityText = full
		? `This machine handled ${full.toFixed(1)} customers a second; the soak has half of that.`
		: `${rate} customers a second, from --rate.`;
	say(capacityText);
	await open('this package');
	if (!values.alone) await open("n8n's own nodes", true);
	const results = new Map(
		await Promise.all(
			[...environments].map(
				async ([name, environment]) =>
					[name, await soak(name, environment, rate)] as [string, Result],
			),
		),
	);
	print(capacityText, results);
	const outcome = results.get('this package')?.outcome;
	clean = outcome !== undefined && !(outcome.lost || outcome.twice);
	clean &&= !(outcome?.receiptsLost || outcome?.receiptsTwice);
} finally {
	for (const environment of environments.values()) await environment.close();
	sandbox.stop();
	rmSync(work, { recursive: true, force: true });
}
process.exit(clean ? 0 : 1);
