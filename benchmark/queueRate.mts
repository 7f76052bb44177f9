/**
 * `npm run bench:queueRate`: n8n in queue mode, one number whose provider accepts 80 messages per second,
 * two and four workers that know nothing of each other. Ends with code 1 when they settle below 95 % of the
 * limit, when more than 1 % is rejected after 10 seconds, or when a message is lost or sent twice.
 * Options: `--only=two` (scenarios whose names include it), `--quick`, `--samples` (what was sent in each
 * second).
 */
import { parseArgs } from 'node:util';
import { openCluster } from '../sandbox/n8n/queue/cluster.mts';
import { formatMarkdownTable } from './markdownTable.mts';
import { countBetween, send, type Sending, type Share } from './queueSending.mts';
import { Sandbox } from './sandbox.mts';

const { values } = parseArgs({
	options: {
		only: { type: 'string', default: '' },
		quick: { type: 'boolean', default: false },
		samples: { type: 'boolean', default: false },
	},
});
const LIMIT = 80;
const LATENCY_MS = 80;
const SETTLED_MS = 10_000;
const MAX_REJECTED_SHARE = 0.01;
const MIN_SHARE_OF_LIMIT = 0.95;
const ITEMS = values.quick ? 1200 : 2000;

const SCENARIOS: Array<{ name: string; workers: number; shares: Share[]; settledMs: number }> = [
	{
		name: 'one worker',
		workers: 1,
		shares: [{ items: ITEMS, offset: 0, afterMs: 0 }],
		settledMs: SETTLED_MS,
	},
	{
		name: 'two workers',
		workers: 2,
		shares: [
			{ items: ITEMS, offset: 0, afterMs: 0 },
			{ items: ITEMS, offset: 10_000, afterMs: 0 },
		],
		settledMs: SETTLED_MS,
	},
	{
		name: 'four workers',
		workers: 4,
		shares: [0, 1, 2, 3].map((i) => ({ items: ITEMS / 2, offset: 10_000 * i, afterMs: 0 })),
		settledMs: SETTLED_MS,
	},
	{
		name: 'the second joins after 10 s',
		workers: 2,
		shares: [
			{ items: ITEMS, offset: 0, afterMs: 0 },
			{ items: ITEMS / 2, offset: 10_000, afterMs: 10_000 },
		],
		settledMs: 2 * SETTLED_MS,
	},
];

interface Row {
	cells: string[];
	isKept: boolean;
}

function row(name: string, workers: number, settledMs: number, sending: Sending): Row {
	const { samples, lost, duplicates, statuses, seconds, endsMs } = sending;
	const all = countBetween(samples, 0, Infinity);
	// Items are read before the first one is sent, which says nothing about the rate.
	const firstMs = samples.find(({ accepted }) => accepted > 0)?.ms ?? 0;
	// In its last seconds, an execution waits for its last responses only.
	const settled = countBetween(samples, firstMs + settledMs, Math.min(...endsMs) - 2000);
	const rate = settled.accepted / (settled.ms / 1000);
	const rejectedShare = settled.rejected / (settled.rejected + settled.accepted);
	const isKept =
		lost === 0 &&
		duplicates === 0 &&
		rejectedShare <= MAX_REJECTED_SHARE &&
		rate >= MIN_SHARE_OF_LIMIT * LIMIT &&
		sending.workers.length === workers &&
		statuses.every((status) => status === 'success');
	const percent = (part: number) => `${(100 * part).toFixed(1)} %`;
	const cells = [
		name,
		String(sending.workers.length),
		String(all.accepted),
		seconds.toFixed(1),
		percent(all.rejected / (all.rejected + all.accepted)),
		percent(rejectedShare),
		rate.toFixed(1),
		percent(rate / LIMIT),
		String(lost),
		String(duplicates),
		isKept ? 'kept' : 'BROKEN',
	];
	return { cells, isKept };
}

function print(rows: Row[]): void {
	const head = [
		'',
		'workers',
		'sent',
		'seconds',
		'rejected',
		'rejected once settled',
		'sent/s once settled',
		'of the limit',
		'lost',
		'twice',
		'promise',
	];
	const table = formatMarkdownTable(
		head,
		rows.map(({ cells }) => cells),
	);
	process.stdout.write(
		`\n### One number, ${LIMIT} messages a second, workers without a shared clock\n\n${table}\n`,
	);
}

const sandbox = await Sandbox.start();
// One execution each: a worker with room for ten might run them all.
const cluster = await openCluster({ workers: 4, webhooks: 1, workerConcurrency: 1 });
const rows: Row[] = [];
try {
	for (const { name, workers, shares, settledMs } of SCENARIOS) {
		if (!name.includes(values.only)) continue;
		process.stderr.write(`  ${name} ...\n`);
		const provider = { ratePerSecond: LIMIT, latencyMs: LATENCY_MS };
		const sending = await send(cluster, sandbox, provider, shares);
		if (values.samples) {
			for (let ms = 0; ms < sending.seconds * 1000; ms += 1000) {
				const { accepted, rejected } = countBetween(sending.samples, ms, ms + 1000);
				process.stderr.write(`    ${ms / 1000} s: ${accepted} sent, ${rejected} rejected\n`);
			}
		}
		rows.push(row(name, workers, settledMs, sending));
	}
} finally {
	await cluster.close();
	sandbox.stop();
}
print(rows);
process.exit(rows.every(({ isKept }) => isKept) ? 0 : 1);
