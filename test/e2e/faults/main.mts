/**
 * `npm run faults -- [single] [queue] [--only=name] [--quick] [--pace=3] [--engine=legacy]
 * [--allow-skipped] [--keep]`: what
 * goes wrong in the world, done to a real n8n under steady load: customers write, each gets a reply
 * once. Counts at the provider what came out of it. Ends with code 1 when a promise of docs/reliability.md is
 * broken, or when a fault was skipped and `--allow-skipped` is not given. `--pace`: customers a second. `--engine`: n8n's expression engine; with its default one, `vm`,
 * the storm without batch drives n8n's memory above 15 GB and does not end: leave it out with `--only`.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Sandbox } from '../../../benchmark/sandbox.mts';
import { installN8n } from '../../../sandbox/n8n/install.mts';
import { packPackage } from '../../../sandbox/n8n/package.mts';
import { FAULTS } from './families/index.mts';
import { requireValue } from './given.mts';
import { withOwnMounts } from './host.mts';
import { QueueInstance } from './queue.mts';
import { runFault } from './run.mts';
import { SingleInstance } from './single.mts';
import { formatTable } from './table.mts';
import type { Fault, Mode, Row } from './types.mts';
import { failed } from './verdict.mts';
import { openWorld, getWorldKey, type World, type WorldOptions } from './world.mts';

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		only: { type: 'string', default: '' },
		quick: { type: 'boolean', default: false },
		engine: { type: 'string', default: 'legacy' },
		pace: { type: 'string', default: '3' },
		'allow-skipped': { type: 'boolean', default: false },
		keep: { type: 'boolean', default: false },
	},
});
const { only, quick, pace, engine, keep } = values;
const MODES: Mode[] = ['single', 'queue'];
const modes = MODES.filter((mode) => positionals.length === 0 || positionals.includes(mode));

withOwnMounts({ asRootOnly: modes.includes('queue') });
const work = mkdtempSync(path.join(tmpdir(), 'whatsapp-bsp-faults-'));
// PostgreSQL runs as another user.
chmodSync(work, 0o755);
const packageTarball = await packPackage(work);
const sandbox = await Sandbox.start();

/** What differs between the modes: how n8n is started. */
const INSTANCES: Record<Mode, (say: (line: string) => void) => WorldOptions['startInstance']> = {
	single: () => async (options) =>
		await SingleInstance.open({
			install: await installN8n(),
			packageTarball,
			logFile: path.join(work, 'n8n.log'),
			...options,
		}),
	queue:
		(say) =>
		async ({ env }) =>
			await QueueInstance.open({ env, packageTarball }, say),
};

interface Table {
	rows: Row[];
	skipped: Map<string, string>;
}

async function table(mode: Mode): Promise<Table> {
	const rows: Row[] = [];
	const skipped = new Map<string, string>();
	let world: World | undefined;
	let kind = '';
	let fault = '';
	const say = (line: string) => process.stderr.write(`  ${mode}: ${fault}: ${line}\n`);
	const runOne = async (each: Fault): Promise<Row> => {
		if (kind !== getWorldKey(each)) {
			await world?.close();
			world = undefined;
			const folder = path.join(work, `${mode}-${rows.length}`);
			world = await openWorld(each, { folder, engine, startInstance: INSTANCES[mode](say) });
			kind = getWorldKey(each);
		}
		return await runFault(each, requireValue(world), { sandbox, quick, pace: Number(pace), say });
	};
	const wanted = FAULTS.filter(({ modes, name }) => modes.includes(mode) && name.includes(only));
	for (const each of wanted) {
		fault = each.name;
		const missing = each.missing?.();
		if (missing !== undefined) {
			skipped.set(fault, missing);
			continue;
		}
		const row = await runOne(each).catch((error: unknown) => failed(each, error));
		rows.push(row);
		const { errorTexts, rejections, ...figures } = row;
		say(JSON.stringify({ ...figures, errorTexts: [...errorTexts], rejections: [...rejections] }));
		// What a broken promise leaves behind must not count for the next one.
		if (row.broken.length > 0) kind = '';
	}
	await world?.close();
	process.stdout.write(formatTable(mode, rows, skipped));
	return { rows, skipped };
}

const tables: Table[] = [];
try {
	for (const mode of modes) tables.push(await table(mode));
} finally {
	sandbox.stop();
	if (keep) process.stderr.write(`  logs are in ${work}\n`);
	else rmSync(work, { recursive: true, force: true });
}
const rows = tables.flatMap((each) => each.rows);
const isComplete = values['allow-skipped'] || tables.every(({ skipped }) => skipped.size === 0);
if (!isComplete) process.stderr.write('  faults were skipped: see the table, or --allow-skipped\n');
const isKept = rows.length > 0 && rows.every(({ broken }) => broken.length === 0);
process.exit(isKept && isComplete ? 0 : 1);
