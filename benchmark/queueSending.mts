import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import type { Cluster } from '../sandbox/n8n/queue/cluster.mts';
import type { Execution, WorkflowFile } from '../sandbox/n8n/workflow.mts';
import type { Sandbox } from './sandbox.mts';

const TRIGGER = 'Start';
const FIRST_RECIPIENT = 60_120_000_000;
const SAMPLE_MS = 250;

/** One execution that sends to as many recipients, each with a number of its own. */
export interface Share {
	items: number;
	/** Number of the first recipient, so that no two executions write to the same person. */
	offset: number;
	/** When it is started, in milliseconds after the first one. */
	afterMs: number;
	/** Of the node; default: its own. */
	options?: object;
}

/** What the provider had counted up to a moment. */
export interface Sample {
	ms: number;
	accepted: number;
	rejected: number;
}

export interface Sending {
	samples: Sample[];
	/** Recipients that got nothing, and those that got it more than once. */
	lost: number;
	duplicates: number;
	/** Names of the processes that ran an execution. */
	workers: string[];
	statuses: string[];
	seconds: number;
	/** When each execution was over. */
	endsMs: number[];
}

function workflow(
	name: string,
	credential: { id: string },
	{ items, offset, options = {} }: Share,
): WorkflowFile {
	const list = `={{ Array.from({ length: ${items} }, (_, i) => ({ to: String(${FIRST_RECIPIENT + offset} + i) })) }}`;
	const node = (title: string, type: string, typeVersion: number, parameters: object) => ({
		id: title,
		name: title,
		type,
		typeVersion,
		position: [0, 0] as [number, number],
		parameters: parameters as Record<string, unknown>,
	});
	const to = (title: string) => ({ main: [[{ node: title, type: 'main', index: 0 }]] });
	const send = {
		provider: 'dialog360',
		resource: 'message',
		operation: 'sendText',
		to: '={{ $json.to }}',
		text: 'Your order has been shipped.',
		options,
	};
	return {
		name,
		nodes: [
			node(TRIGGER, 'n8n-nodes-base.manualTrigger', 1, {}),
			node('List', 'n8n-nodes-base.set', 3.4, {
				assignments: { assignments: [{ id: '1', name: 'list', type: 'array', value: list }] },
				options: {},
			}),
			node('Split', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'list', options: {} }),
			{
				...node('Send', 'n8n-nodes-whatsapp-bsp.whatsAppBsp', 1, send),
				credentials: { dialog360Api: { id: credential.id, name: 'sandbox' } },
			},
		],
		connections: { [TRIGGER]: to('List'), List: to('Split'), Split: to('Send') },
		settings: { saveManualExecutions: true, executionOrder: 'v1' },
	};
}

/** Runs the shares side by side on one account, and watches what the provider counts. */
export async function send(
	{ client, workers }: Cluster,
	sandbox: Sandbox,
	provider: { ratePerSecond: number | null; latencyMs: number },
	shares: Share[],
): Promise<Sending> {
	const account = await sandbox.account({ title: '', items: 0, ...provider });
	const base = `${sandbox.url}/control/accounts/${account.id}`;
	const credential = await client.createCredential('dialog360Api', 'sandbox', account.credentials);
	const files = await Promise.all(
		shares.map(
			async (share, i) => await client.createWorkflow(workflow(`Share ${i}`, credential, share)),
		),
	);
	const samples: Sample[] = [];
	const started = performance.now();
	const endsMs: number[] = [];
	let isOver = false;
	const watching = (async () => {
		while (!isOver) {
			const { data } = await axios.get<{ accepted: number; rateLimited: number }>(`${base}/stats`);
			const ms = performance.now() - started;
			samples.push({ ms, accepted: data.accepted, rejected: data.rateLimited });
			await sleep(SAMPLE_MS);
		}
	})();
	const executions = await Promise.all(
		files.map(async ({ id }, i): Promise<Execution> => {
			await sleep(shares[i]?.afterMs);
			const execution = await client.run(id, TRIGGER, 600_000);
			endsMs.push(performance.now() - started);
			return execution;
		}),
	);
	const seconds = (performance.now() - started) / 1000;
	isOver = true;
	await watching;
	const counts = await sandbox.recipients(account);
	await axios.delete(base);
	const numbers = shares.flatMap(({ items, offset }) =>
		Array.from({ length: items }, (_, i) => String(FIRST_RECIPIENT + offset + i)),
	);
	const ran = workers.filter((worker) =>
		executions.some(({ id }) => worker.log().includes(`Worker finished execution ${id} `)),
	);
	return {
		samples,
		lost: numbers.filter((number) => !counts.has(number)).length,
		duplicates: [...counts.values()].filter((count) => count > 1).length,
		workers: ran.map(({ name }) => name),
		statuses: executions.map(({ status }) => status),
		seconds,
		endsMs,
	};
}

/** What was counted between two moments, in milliseconds. */
export function countBetween(samples: Sample[], fromMs: number, toMs: number): Sample {
	const at = (ms: number) => samples.findLast((sample) => sample.ms <= ms) ?? samples[0];
	const [first, last] = [at(fromMs), at(toMs)];
	if (!first || !last) return { ms: 0, accepted: 0, rejected: 0 };
	return {
		ms: last.ms - first.ms,
		accepted: last.accepted - first.accepted,
		rejected: last.rejected - first.rejected,
	};
}
