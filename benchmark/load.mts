import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { packPackage, unpack } from '../sandbox/n8n/package.mts';
import { takeTurns, type Comparison } from './rounds.mts';

interface Load {
	/** From before `require()` until an instance with its description is there, as n8n makes one. */
	ms: number;
	/** Of the files that `require()` read; what n8n's engine has in memory by then is not counted. */
	bytes: number;
	/** By how much V8's heap grew, after a collection. */
	heapBytes: number;
}

const run = promisify(execFile);

async function load(files: string[], nodePath: string): Promise<Load> {
	const program = path.join(import.meta.dirname, 'loadOnce.cjs');
	const { stdout } = await run(process.execPath, ['--expose-gc', program, ...files], {
		env: { ...process.env, NODE_PATH: nodePath },
	});
	return JSON.parse(stdout) as Load;
}

/**
 * Size and cold load time of this package's nodes and of n8n's built-in WhatsApp nodes, each in fresh
 * processes.
 * @param nodePath `node_modules` of the n8n that they are loaded with
 */
export async function measureLoad(
	nodePath: string,
	work: string,
	rounds: number,
): Promise<Comparison[]> {
	const ours = path.join(work, 'loaded');
	await unpack(await packPackage(work), ours);
	const inFolder = (folder: string, names: string[]) =>
		names.map((name) => path.join(folder, `${name}.node.js`));
	const own = inFolder(path.join(ours, 'dist/nodes/WhatsAppBsp'), [
		'WhatsAppBsp',
		'WhatsAppBspTrigger',
	]);
	const builtIn = inFolder(path.join(nodePath, 'n8n-nodes-base/dist/nodes/WhatsApp'), [
		'WhatsApp',
		'WhatsAppTrigger',
	]);
	const loads = await takeTurns(
		[own, builtIn],
		rounds,
		async (files) => await load(files, nodePath),
	);
	const [ownLoads, others] = [loads.get(own) ?? [], loads.get(builtIn) ?? []];
	return MEASURES.map(({ what, of, digits }) => ({
		what: `Loading both nodes: ${what}`,
		beside: 'n8n’s built-in pair',
		pairs: ownLoads.map((each, round): [number, number] => [of(each), of(others[round])]),
		digits,
	}));
}

const MEASURES: Array<{ what: string; of(load: Load): number; digits: number }> = [
	{ what: 'ms', of: ({ ms }) => ms, digits: 1 },
	{ what: 'KB of files', of: ({ bytes }) => bytes / 1024, digits: 0 },
	{ what: 'KB of heap', of: ({ heapBytes }) => heapBytes / 1024, digits: 0 },
];
