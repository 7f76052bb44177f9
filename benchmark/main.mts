/**
 * `npm run bench`: this node next to what people use in its place, on the sandbox, in one run.
 * Options: `--quick` (a tenth of the items), `--only=pace,open,memory`, `--repeat=3`.
 * Figures depend on the machine: compare the ratios.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { installN8n } from '../sandbox/n8n/install.mts';
import { Sandbox } from './sandbox.mts';
import { printTable } from './table.mts';
import type { Contender, ContenderInput, Report, Row, Scenario } from './types.mts';

const run = promisify(execFile);
const REPOSITORY = path.resolve(import.meta.dirname, '..');
const option = (name: string) =>
	process.argv.find((each) => each.startsWith(`--${name}=`))?.split('=')[1];
const scale = process.argv.includes('--quick') ? 0.1 : 1;
const only = option('only')?.split(',');
const repeat = Number(option('repeat') ?? 1);

const LIMIT = 80;
const batch = (batchSize: number, batchInterval: number) => ({
	batching: { batch: { batchSize, batchInterval } },
});

const rivals = (atOnce: number, serialItems: number): Contender[] => [
	{
		name: 'one after the other (community nodes)',
		kind: 'serial',
		parameters: {},
		items: serialItems,
	},
	{ name: 'HTTP Request node, no batching', kind: 'httpRequest', parameters: {} },
	{ name: 'HTTP Request node, default batching', kind: 'httpRequest', parameters: batch(50, 1000) },
	{ name: 'HTTP Request node, 6 at a time', kind: 'httpRequest', parameters: batch(6, 75) },
	{ name: `n8n's helper, ${atOnce} in flight`, kind: 'helper', parameters: { atOnce } },
	{ name: `axios with keep-alive, ${atOnce} in flight`, kind: 'axios', parameters: { atOnce } },
];

const PARTS: Record<string, { scenario: Scenario; contenders: Contender[] }> = {
	pace: {
		scenario: {
			title: `360dialog, ${LIMIT} messages a second, 80 ms latency`,
			items: 2000,
			latencyMs: 80,
			ratePerSecond: LIMIT,
		},
		contenders: [{ name: 'this node', kind: 'node', parameters: {} }, ...rivals(16, 300)],
	},
	open: {
		scenario: { title: 'no limit, no latency', items: 2000, latencyMs: 0, ratePerSecond: null },
		contenders: [
			{
				name: 'this node, 16 in flight',
				kind: 'node',
				parameters: { maxPerSecond: 0, maxInFlight: 16 },
			},
			...rivals(16, 1000).filter(({ parameters }) => !('batching' in parameters)),
		],
	},
	memory: {
		scenario: { title: '10,000 items: memory', items: 10_000, latencyMs: 0, ratePerSecond: null },
		contenders: [
			{ name: 'this node, 1 item', kind: 'node', parameters: { maxPerSecond: 0 }, items: 1 },
			{
				name: 'this node, 16 in flight',
				kind: 'node',
				parameters: { maxPerSecond: 0, maxInFlight: 16 },
			},
			{ name: 'one after the other (community nodes)', kind: 'serial', parameters: {} },
			{ name: 'HTTP Request node, no batching', kind: 'httpRequest', parameters: {} },
		],
	},
};

/** The sources as they are now, compiled next to the repository's own build. */
async function compile(n8n: string): Promise<string> {
	const dist = path.join(REPOSITORY, '.cache/bench');
	rmSync(dist, { recursive: true, force: true });
	mkdirSync(dist, { recursive: true });
	const flags = [
		'-p',
		REPOSITORY,
		'--outDir',
		dist,
		'--incremental',
		'false',
		'--declaration',
		'false',
	];
	const tsc = path.join(REPOSITORY, 'node_modules/typescript/bin/tsc');
	await run(process.execPath, [tsc, ...flags], { cwd: REPOSITORY });
	cpSync(path.join(REPOSITORY, 'package.json'), path.join(dist, 'package.json'));
	symlinkSync(n8n, path.join(dist, 'node_modules'));
	return dist;
}

async function compete(order: ContenderInput): Promise<Report> {
	const file = path.join(import.meta.dirname, 'contender.mts');
	const { stdout } = await run(process.execPath, [file, JSON.stringify(order)], {
		maxBuffer: 64e6,
	});
	return JSON.parse(stdout.trim().split('\n').at(-1) as string) as Report;
}

const { folder } = await installN8n();
const n8n = path.join(folder, 'node_modules');
const dist = await compile(n8n);
const sandbox = await Sandbox.start();
try {
	for (const [name, { scenario, contenders }] of Object.entries(PARTS)) {
		if (only && !only.includes(name)) continue;
		for (let round = 1; round <= repeat; round++) {
			const rows: Row[] = [];
			for (const { name: contender, kind, parameters, items = scenario.items } of contenders) {
				const count = Math.max(1, Math.round(items * scale));
				process.stderr.write(`  ${scenario.title}: ${contender}, ${count} items ...\n`);
				const account = await sandbox.account(scenario);
				const { credentials } = account;
				const report = await compete({ kind, items: count, parameters, credentials, n8n, dist });
				rows.push(await sandbox.row(account, contender, count, report));
			}
			printTable(scenario, rows, repeat > 1 ? `, round ${round}` : '');
		}
	}
} finally {
	sandbox.stop();
}
