/**
 * `npm run bench`: this package beside what n8n itself needs, in turns, as one page; a whole run writes it
 * into docs/benchmarks.md. Options: `--only=sending,trigger,load`, `--rounds=3`, `--engine=vm`, `--quick` (a
 * tenth of the work, for trying it out), `--profile=FOLDER`: where n8n is to leave its CPU profile.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { n8nVersion } from '../sandbox/n8n/cache.mts';
import { installN8n } from '../sandbox/n8n/install.mts';
import { measureLoad } from './load.mts';
import { formatTable, type Comparison } from './rounds.mts';
import { measureSending } from './sending.mts';
import { ENGINES, measureTrigger } from './trigger.mts';

const option = (name: string) =>
	process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);

const isQuick = process.argv.includes('--quick');
const rounds = Number(option('rounds') ?? 3);
const PAGE = path.resolve(import.meta.dirname, '../docs/benchmarks.md');
const [START, END] = ['<!-- npm run bench -->', '<!-- end -->'];

const { folder } = await installN8n();
const n8n = path.join(folder, 'node_modules');
const work = mkdtempSync(path.join(tmpdir(), 'whatsapp-bsp-bench-'));

const PARTS: Record<string, () => Promise<Comparison[]>> = {
	load: async () => await measureLoad(n8n, work, isQuick ? rounds : Math.max(rounds, 11)),
	sending: async () => await measureSending(n8n, work, rounds, isQuick ? 0.1 : 1),
	trigger: async () => {
		const comparisons: Comparison[] = [];
		for (const engine of ENGINES) {
			if ((option('engine') ?? engine) !== engine) continue;
			const seconds = isQuick ? 2 : 10;
			comparisons.push(...(await measureTrigger(engine, rounds, seconds, option('profile'))));
		}
		return comparisons;
	},
};

try {
	const only = option('only')?.split(',');
	const comparisons: Comparison[] = [];
	for (const [name, measure] of Object.entries(PARTS)) {
		if (!only || only.includes(name)) comparisons.push(...(await measure()));
	}
	const title = `n8n ${n8nVersion()}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}. Medians, contenders in turns after a round that isn’t counted.`;
	const page = `${title}\n\n${formatTable(comparisons)}`;
	process.stdout.write(`\n${page}\n`);
	if (!only && !option('engine') && !isQuick) {
		const [before, rest = ''] = readFileSync(PAGE, 'utf8').split(START);
		const after = rest.split(END)[1] ?? '';
		writeFileSync(PAGE, `${before}${START}\n\n${page}\n\n${END}${after}`);
	}
} finally {
	rmSync(work, { recursive: true, force: true });
}
