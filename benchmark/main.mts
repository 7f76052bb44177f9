/**
 * `npm run bench`: this package compared with what n8n itself needs, in turns, as one page; each part that ran
 * whole is written into docs/benchmarks.md. Options: `--only=sending,trigger,load`, `--rounds=3`, `--engine=vm`, `--quick` (a
 * tenth of the work, for trying it out), `--profile=FOLDER`: where n8n is to leave its CPU profile.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { n8nVersion } from '../sandbox/n8n/cache.mts';
import { installN8n } from '../sandbox/n8n/install.mts';
import { measureLoad } from './load.mts';
import { formatTable, type Comparison } from './rounds.mts';
import { measureSending } from './sending.mts';
import { ENGINES, measureTrigger } from './trigger.mts';

const { values } = parseArgs({
	options: {
		only: { type: 'string' },
		rounds: { type: 'string', default: '3' },
		engine: { type: 'string' },
		quick: { type: 'boolean', default: false },
		profile: { type: 'string' },
	},
});

/** A name that is not known would measure nothing, and look like success. */
function choose(name: 'only' | 'engine', known: readonly string[]): readonly string[] {
	const chosen = values[name]?.split(',') ?? known;
	const unknown = chosen.filter((each) => !known.includes(each));
	if (unknown.length > 0)
		throw new Error(`--${name}: ${unknown.join()} is none of ${known.join()}`);
	return chosen;
}

const parts = choose('only', ['load', 'sending', 'trigger']);
const engines = choose('engine', ENGINES);
const { quick: isQuick, profile } = values;
const rounds = Number(values.rounds);
const PAGE = path.resolve(import.meta.dirname, '../docs/benchmarks.md');

const { folder } = await installN8n();
const n8n = path.join(folder, 'node_modules');
const work = mkdtempSync(path.join(tmpdir(), 'whatsapp-bsp-bench-'));

const PARTS: Record<string, () => Promise<Comparison[]>> = {
	load: async () => await measureLoad(n8n, work, isQuick ? rounds : Math.max(rounds, 11)),
	sending: async () => await measureSending(n8n, work, rounds, isQuick ? 0.1 : 1),
	trigger: async () => {
		const comparisons: Comparison[] = [];
		for (const engine of ENGINES) {
			if (!engines.includes(engine)) continue;
			const seconds = isQuick ? 2 : 10;
			comparisons.push(...(await measureTrigger(engine, rounds, seconds, profile)));
		}
		return comparisons;
	},
};

/** Between this part's marks in the page. */
function writeSection(name: string, text: string): void {
	const [start, end] = [`<!-- npm run bench: ${name} -->`, `<!-- end: ${name} -->`];
	const [before, rest = ''] = readFileSync(PAGE, 'utf8').split(start);
	const [, after = ''] = rest.split(end);
	writeFileSync(PAGE, `${before}${start}\n\n${text}\n\n${end}${after}`);
}

try {
	for (const [name, measure] of Object.entries(PARTS)) {
		if (!parts.includes(name)) continue;
		const table = formatTable(await measure());
		const title = `n8n ${n8nVersion()}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}. Medians, contenders in turns after a round that isn’t counted.`;
		process.stdout.write(`\n${title}\n\n${table}\n`);
		if (!values.engine && !profile && !isQuick) writeSection(name, `${title}\n\n${table}`);
	}
} finally {
	rmSync(work, { recursive: true, force: true });
}
