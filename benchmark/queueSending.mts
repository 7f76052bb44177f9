import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import type { Cluster } from '../sandbox/n8n/queue/cluster.mts';
import type { Execution } from '../sandbox/n8n/workflow.mts';
import type { AccountSettings, Sandbox } from './sandbox.mts';
import { createSendWorkflow, getRecipient, TRIGGER } from './sendWorkflow.mts';

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

/** Runs the shares side by side on one account, and watches what the provider counts. */
export async function send(
	{ client, workers }: Cluster,
	sandbox: Sandbox,
	provider: AccountSettings,
	shares: Share[],
): Promise<Sending> {
	const account = await sandbox.createAccount(provider);
	const base = `${sandbox.url}/control/accounts/${account.id}`;
	const credential = await client.createCredential('dialog360Api', 'sandbox', account.credentials);
	const files = await Promise.all(
		shares.map(async ({ items, offset, options = {} }, i) => {
			const file = createSendWorkflow({
				name: `Share ${i}`,
				credential,
				items,
				offset,
				text: 'Your order has been shipped.',
				options,
			});
			return await client.createWorkflow(file);
		}),
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
		Array.from({ length: items }, (_, i) => getRecipient(offset + i)),
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
