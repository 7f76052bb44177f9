/**
 * `npm run bench:load`: size and cold load time of this package's node files, compared with those of n8n's
 * built-in WhatsApp nodes, each in fresh processes, in turns. `--runs=11`.
 * Times depend on the machine and its load: compare the ratios.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { n8nVersion } from '../sandbox/n8n/cache.mts';
import { installN8n } from '../sandbox/n8n/install.mts';
import { packPackage, unpack } from '../sandbox/n8n/package.mts';

interface Load {
	/** From before `require()` until the class is there. */
	requireMs: number;
	/** ... and until an instance with its description is there, as n8n makes one. */
	ms: number;
	/** Files that `require()` read; what n8n's engine has in memory by then is not counted. */
	files: number;
	bytes: number;
	/** Of these, the node's own package's. */
	ownBytes: number;
	/** By how much V8's heap grew, after a collection. */
	heapBytes: number;
}

interface Candidate {
	name: string;
	files: string[];
	loads: Load[];
}

const run = promisify(execFile);
const asked = process.argv.find((each) => each.startsWith('--runs='))?.split('=')[1];
const runs = Number(asked ?? 11);

function median(numbers: number[]): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	const upper = sorted[middle] ?? NaN;
	return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? NaN)) / 2;
}

const of = ({ loads }: Candidate, key: keyof Load) => median(loads.map((load) => load[key]));

async function load(files: string[], nodePath: string): Promise<Load> {
	const program = path.join(import.meta.dirname, 'loadOnce.cjs');
	const { stdout } = await run(process.execPath, ['--expose-gc', program, ...files], {
		env: { ...process.env, NODE_PATH: nodePath },
	});
	return JSON.parse(stdout) as Load;
}

const COLUMNS: Array<{ title: string; of(one: Candidate, own: Candidate): string }> = [
	{ title: '', of: ({ name }) => name },
	{ title: 'files', of: (one) => String(of(one, 'files')) },
	{ title: 'KB', of: (one) => (of(one, 'bytes') / 1024).toFixed(0) },
	{ title: 'KB of its own package', of: (one) => (of(one, 'ownBytes') / 1024).toFixed(0) },
	{ title: 'KB of heap', of: (one) => (of(one, 'heapBytes') / 1024).toFixed(0) },
	{ title: 'require() ms', of: (one) => of(one, 'requireMs').toFixed(1) },
	{ title: 'with its description ms', of: (one) => of(one, 'ms').toFixed(1) },
	{
		title: 'fastest – slowest ms',
		of: ({ loads }) => {
			const all = loads.map(({ ms }) => ms);
			return `${Math.min(...all).toFixed(1)} – ${Math.max(...all).toFixed(1)}`;
		},
	},
	{
		title: 'size, compared with ours',
		of: (one, own) => (one === own ? '' : `${(of(one, 'bytes') / of(own, 'bytes')).toFixed(2)} ×`),
	},
	{
		title: 'time, compared with ours',
		of: (one, own) => (one === own ? '' : `${(of(one, 'ms') / of(own, 'ms')).toFixed(2)} ×`),
	},
];

function printTable(pair: Candidate[]): void {
	const [own] = pair;
	if (!own) return;
	const lines = [
		COLUMNS.map(({ title }) => title),
		COLUMNS.map((_, i) => (i === 0 ? '---' : '---:')),
		...pair.map((one) => COLUMNS.map((column) => column.of(one, own))),
	];
	process.stdout.write(`\n${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`);
}

const folder = mkdtempSync(path.join(tmpdir(), 'bench-load-'));
try {
	const ours = path.join(folder, 'package');
	await unpack(await packPackage(folder), ours);
	const install = await installN8n();
	const nodePath = path.join(install.folder, 'node_modules');
	const own = (name: string) => path.join(ours, 'dist', 'nodes', 'WhatsAppBsp', `${name}.node.js`);
	const getBuiltIn = (name: string) =>
		path.join(nodePath, 'n8n-nodes-base', 'dist', 'nodes', 'WhatsApp', `${name}.node.js`);
	const pairs: Candidate[][] = [
		[
			{ name: 'WhatsApp BSP (four providers)', files: [own('WhatsAppBsp')], loads: [] },
			{ name: 'WhatsApp Business Cloud (built in)', files: [getBuiltIn('WhatsApp')], loads: [] },
		],
		[
			{ name: 'WhatsApp BSP Trigger', files: [own('WhatsAppBspTrigger')], loads: [] },
			{ name: 'WhatsApp Trigger (built in)', files: [getBuiltIn('WhatsAppTrigger')], loads: [] },
		],
		[
			{
				name: 'both of ours',
				files: [own('WhatsAppBsp'), own('WhatsAppBspTrigger')],
				loads: [],
			},
			{
				name: 'both built-in ones',
				files: [getBuiltIn('WhatsApp'), getBuiltIn('WhatsAppTrigger')],
				loads: [],
			},
		],
	];
	// One that does not count: the operating system then has every file in its cache.
	for (const { files } of pairs.flat()) await load(files, nodePath);
	for (let i = 0; i < runs; i++) {
		for (const one of pairs.flat()) one.loads.push(await load(one.files, nodePath));
	}
	console.log(
		`Medians of ${runs} fresh processes each, in turns. Node ${process.version}, n8n ${n8nVersion()}.`,
	);
	pairs.forEach(printTable);
} finally {
	rmSync(folder, { recursive: true, force: true });
}
