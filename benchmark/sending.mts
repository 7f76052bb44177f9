/** Sending through this node and through what people use in its place, each in a process of its own. */
import { execFile } from 'node:child_process';
import { rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { packPackage, unpack } from '../sandbox/n8n/package.mts';
import { takeTurns, type Comparison } from './rounds.mts';
import { Sandbox } from './sandbox.mts';
import type { Contender, ContenderInput, Report, Row, Scenario } from './types.mts';

const run = promisify(execFile);

const unlimited = { maxPerSecond: 0, maxInFlight: 16 };
const OWN: Contender = { name: 'this node', kind: 'node', parameters: {} };
const HELPER: Contender = {
	name: 'n8n’s bare helper, 16 in flight',
	kind: 'helper',
	parameters: { atOnce: 16 },
};
const WITH_FIELDS: Contender = {
	name: 'the same in a node with two fields',
	kind: 'helperWithFields',
	parameters: { atOnce: 16 },
};
const PACED: Contender = {
	name: 'n8n’s bare helper, 80 a second',
	kind: 'pacedHelper',
	parameters: { perSecond: 80 },
};
const HTTP_REQUEST: Contender = {
	name: 'HTTP Request node',
	kind: 'httpRequest',
	parameters: {},
};
const SERIAL: Contender = { name: 'one after the other', kind: 'serial', parameters: {} };

interface Measure {
	what: string;
	of(row: Row): number;
	digits: number;
}

/** From the first item read to the last response. */
const RATE: Measure = {
	what: 'messages a second',
	of: ({ accepted, seconds }) => accepted / seconds,
	digits: 0,
};
const CPU: Measure = {
	what: 'CPU ms a message',
	of: ({ cpuSeconds, items }) => (1000 * cpuSeconds) / items,
	digits: 2,
};
const MEMORY: Measure = { what: 'peak MB', of: ({ peakMb }) => peakMb, digits: 0 };

interface Part {
	scenario: Scenario;
	own: Contender;
	others: Contender[];
	measures: Measure[];
}

const PARTS: Part[] = [
	{
		scenario: {
			title: 'no limit',
			items: 6000,
			latencyMs: 0,
			ratePerSecond: null,
			warmUpItems: 1000,
		},
		own: { ...OWN, parameters: unlimited },
		others: [HELPER, WITH_FIELDS, SERIAL],
		measures: [RATE, CPU],
	},
	{
		scenario: {
			title: 'limit of 80/s, 80 ms',
			items: 1600,
			latencyMs: 80,
			ratePerSecond: 80,
			warmUpItems: 400,
		},
		own: OWN,
		others: [PACED],
		measures: [RATE, CPU],
	},
	...[10_000, 50_000].map((items) => ({
		scenario: {
			title: `${items.toLocaleString('en')} items`,
			items,
			latencyMs: 0,
			ratePerSecond: null,
		},
		own: { ...OWN, parameters: unlimited },
		others: [HELPER, HTTP_REQUEST],
		measures: [RATE, MEMORY],
	})),
];

async function compete(input: ContenderInput): Promise<Report> {
	const file = path.join(import.meta.dirname, 'contender.mts');
	const { stdout } = await run(process.execPath, [file, JSON.stringify(input)], {
		maxBuffer: 64e6,
	});
	return JSON.parse(stdout.trim().split('\n').at(-1) as string) as Report;
}

/** An account of its own: what is sent before is not counted. */
async function openWarmUp(sandbox: Sandbox, scenario: Scenario, scale: number) {
	const { warmUpItems } = scenario;
	if (warmUpItems === undefined) return undefined;
	const { credentials } = await sandbox.createAccount({ ...scenario, ratePerSecond: null });
	return { items: Math.max(1, Math.round(warmUpItems * scale)), credentials };
}

/**
 * @param n8n `node_modules` of the n8n that runs them
 * @param scale of the items
 */
export async function measureSending(
	n8n: string,
	work: string,
	rounds: number,
	scale: number,
): Promise<Comparison[]> {
	const dist = path.join(work, 'package', 'dist');
	await unpack(await packPackage(work), path.dirname(dist));
	rmSync(path.join(dist, 'node_modules'), { force: true });
	symlinkSync(n8n, path.join(dist, 'node_modules'));
	const sandbox = await Sandbox.start();
	try {
		const comparisons: Comparison[] = [];
		for (const { scenario, own, others, measures } of PARTS) {
			const items = Math.max(1, Math.round(scenario.items * scale));
			// Short ones differ more.
			const turns = scenario.warmUpItems ? 2 * rounds + 1 : rounds;
			const results = await takeTurns([own, ...others], turns, async (contender) => {
				process.stderr.write(`  ${scenario.title}: ${contender.name}\n`);
				const account = await sandbox.createAccount(scenario);
				const { kind, name } = contender;
				const parameters = contender.parameters;
				const { credentials } = account;
				const warmUp = await openWarmUp(sandbox, scenario, scale);
				const report = await compete({
					...{ kind, items, parameters, credentials, n8n, dist },
					...(warmUp ? { warmUp } : {}),
				});
				return await sandbox.row(account, name, items, report);
			});
			const ownRows = results.get(own) ?? [];
			for (const other of others) {
				const rows = results.get(other) ?? [];
				// Who loses messages did less work than ours.
				const lost = rows.reduce((sum, row) => sum + row.lost, 0);
				for (const { what, of, digits } of measures) {
					comparisons.push({
						what: `Sending, ${scenario.title}: ${what}`,
						beside:
							lost > 0 ? `${other.name}, which lost ${lost} of ${items * rows.length}` : other.name,
						pairs: ownRows.map((row, round) => [of(row), of(rows[round])]),
						digits,
					});
				}
			}
		}
		return comparisons;
	} finally {
		sandbox.stop();
	}
}
