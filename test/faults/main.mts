/**
 * `npm run faults -- [single] [queue] [--only=name] [--quick] [--pace=5]
 * [--engine=vm] [--keep]`: what goes wrong in the
 * world, done to a real n8n under steady load: customers write, each is answered once. Counts at the
 * provider what came out of it. Ends with code 1 when a promise of the README is broken.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Sandbox } from '../../benchmark/sandbox.mts';
import { installN8n } from '../../sandbox/n8n/install.mts';
import { packPackage } from '../../sandbox/n8n/package.mts';
import { FAULTS } from './families/index.mts';
import { withOwnMounts } from './host.mts';
import { runFault, type Means } from './run.mts';
import { SingleStage } from './single.mts';
import { tableOf } from './table.mts';
import type { Mode, Row } from './types.mts';

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		only: { type: 'string', default: '' },
		quick: { type: 'boolean', default: false },
		engine: { type: 'string', default: 'vm' },
		pace: { type: 'string', default: '5' },
		keep: { type: 'boolean', default: false },
	},
});
const MODES: Mode[] = ['single'];
const modes = MODES.filter((mode) => positionals.length === 0 || positionals.includes(mode));

withOwnMounts();
const install = await installN8n();
const work = mkdtempSync(path.join(tmpdir(), 'whatsapp-bsp-faults-'));
const packageTarball = await packPackage(work);
const sandbox = await Sandbox.start();
const say = (text: string) => process.stderr.write(`  ${text}\n`);

async function table(mode: Mode): Promise<Row[]> {
	const rows: Row[] = [];
	const skipped = new Map<string, string>();
	const wanted = FAULTS.filter((fault) => fault.modes.includes(mode));
	for (const fault of wanted.filter(({ name }) => name.includes(values.only))) {
		const missing = fault.missing?.();
		if (missing !== undefined) {
			skipped.set(fault.name, missing);
			continue;
		}
		const number = rows.length + 1;
		const logFile = path.join(work, `${mode}-${number}.log`);
		const means: Means = {
			sandbox,
			folder: path.join(work, `${mode}-${number}`),
			quick: values.quick,
			engine: values.engine,
			pace: Number(values.pace),
			openStage: async (options) =>
				await SingleStage.open({ install, packageTarball, logFile, ...options }),
			say: (text) => say(`${mode}: ${text}`),
		};
		const row = await runFault(fault, means);
		rows.push(row);
		const { words, refusals, ...figures } = row;
		say(JSON.stringify({ ...figures, words: [...words], refusals: [...refusals] }));
	}
	process.stdout.write(tableOf(mode, rows, skipped));
	return rows;
}

let rows: Row[] = [];
try {
	for (const mode of modes) rows = [...rows, ...(await table(mode))];
} finally {
	sandbox.stop();
	if (values.keep) say(`logs are in ${work}`);
	else rmSync(work, { recursive: true, force: true });
}
process.exit(rows.length > 0 && rows.every(({ broken }) => broken.length === 0) ? 0 : 1);
