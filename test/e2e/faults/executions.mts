import { setTimeout as sleep } from 'node:timers/promises';
import { N8nRequestError, type N8nClient } from '../../../sandbox/n8n/client.mts';
import { until, untilNone } from '../../../sandbox/n8n/wait.mts';
import {
	getErrorText,
	getItems,
	type Execution,
	type ExecutionSummary,
} from '../../../sandbox/n8n/workflow.mts';
import { SEND } from './workflow.mts';

const UNFINISHED = ['new', 'running', 'waiting', 'unknown'];
const BADLY_ENDED = ['error', 'crashed', 'canceled'];
const ALL = [...UNFINISHED, ...BADLY_ENDED, 'success'];
const PAGE = 100;
const AT_ONCE = 4;

export interface Ended {
	id: string;
	status: string;
	/** What n8n shows as the error. */
	errorText: string;
	/** Events in it. */
	events: number;
	/** n8n or the node says that the message may have left. */
	unclear: boolean;
	/**
	 * n8n has thrown its input away, so that starting it again does nothing: what it does to the
	 * executions of a worker that was killed (2.39, `WorkflowRunner.processError`).
	 */
	emptied: boolean;
}

/** What n8n's list of executions says about one workflow. */
export class Executions {
	private readonly client: () => N8nClient;
	private readonly workflowId: string;
	/** Why n8n would not start an execution again. */
	readonly rejections: string[] = [];

	constructor(client: () => N8nClient, workflowId: string) {
		this.client = client;
		this.workflowId = workflowId;
	}

	/** Started by a webhook call. */
	async started(): Promise<number> {
		return await this.count(ALL);
	}

	async unfinished(): Promise<number> {
		return (await this.count(UNFINISHED)) + (await this.count(UNFINISHED, 'retry'));
	}

	async allEnded(stallMs: number): Promise<void> {
		await untilNone('every execution to end', stallMs, async () => await this.unfinished());
	}

	/** Oldest first. */
	async badlyEnded(): Promise<Ended[]> {
		const found = await this.list(BADLY_ENDED, 'webhook');
		const ended: Ended[] = [];
		await runConcurrently(found.reverse(), async ({ id, status }) => {
			const execution = await this.client().execution(id);
			const errorText = getErrorText(execution) ?? status;
			const unclear = status === 'crashed' || /may have (gone through|been sent)/.test(errorText);
			const held = countEvents(execution);
			const emptied = held === 0;
			ended.push({ id, status, errorText, unclear, emptied, events: Math.max(1, held) });
		});
		return ended;
	}

	/** Where customers' events are in n8n's own records: for those whose reply is missing. */
	async trace(customers: string[]): Promise<string[]> {
		if (customers.length === 0) return [];
		const found: string[] = [];
		const all = [...(await this.list(ALL, 'webhook')), ...(await this.list(ALL, 'retry'))];
		await runConcurrently(all, async ({ id, status, mode }) => {
			const execution = await this.client().execution(id);
			const text = JSON.stringify(execution.data ?? '');
			for (const customer of customers.filter((each) => text.includes(each))) {
				const sent = getItems(execution, SEND).find((item) => item.to === customer);
				const says = JSON.stringify(sent ?? getErrorText(execution));
				found.push(`${customer} in execution ${id} (${mode}, ${status}): ${says}`);
			}
		});
		return found.sort();
	}

	/**
	 * As a person does from n8n's list. n8n responds when the execution has ended, and in queue mode
	 * sometimes never: whether it was started is seen in the list.
	 */
	async retry(ended: Ended[]): Promise<void> {
		const before = await this.count(ALL, 'retry');
		for (const { id } of ended) {
			const isRejected = (error: unknown) =>
				error instanceof N8nRequestError && error.status !== 504;
			void this.client()
				.call('POST', `/rest/executions/${id}/retry`, { loadWorkflow: false })
				.catch((error: unknown) => {
					if (isRejected(error)) this.rejections.push(String(error));
				});
			await sleep(50);
		}
		const started = async () => (await this.count(ALL, 'retry')) - before + this.rejections.length;
		const all = async () => (await started()) >= ended.length;
		await until('every retry to start', 120_000, all, { everyMs: 500 });
	}

	private async count(status: string[], mode = 'webhook'): Promise<number> {
		return (await this.page(status, mode, '', 1)).count;
	}

	/** Newest first. */
	private async list(status: string[], mode: string): Promise<ExecutionSummary[]> {
		const found: ExecutionSummary[] = [];
		for (let lastId = ''; ; lastId = found.at(-1)?.id ?? '') {
			const { results } = await this.page(status, mode, lastId);
			found.push(...results);
			if (results.length < PAGE) return found;
		}
	}

	private async page(status: string[], mode: string, lastId: string, limit = PAGE) {
		const filter = JSON.stringify({ workflowId: this.workflowId, status, mode });
		const query = new URLSearchParams({ filter, limit: String(limit) });
		if (lastId !== '') query.set('lastId', lastId);
		return await this.client().call<{ results: ExecutionSummary[]; count: number }>(
			'GET',
			`/rest/executions?${query.toString()}`,
		);
	}
}

/** What the trigger output, or is about to when n8n was stopped before. */
function countEvents(execution: Execution): number {
	const { data } = execution as Execution & {
		data: {
			executionData?: { nodeExecutionStack?: Array<{ data?: { main?: unknown[][] } }> };
		};
	};
	const tasks = Object.values(data?.resultData?.runData ?? {}).flat();
	const put = tasks.map((task) => task.data?.main?.[0]?.length ?? 0);
	const waits = data?.executionData?.nodeExecutionStack?.map(
		(each) => each.data?.main?.[0]?.length,
	);
	return Math.max(0, ...put, ...(waits ?? []).map((length) => length ?? 0));
}

async function runConcurrently<T>(list: T[], work: (entry: T) => Promise<void>): Promise<void> {
	const rest = [...list];
	await Promise.all(
		Array.from({ length: AT_ONCE }, async () => {
			for (let next = rest.shift(); next; next = rest.shift()) await work(next);
		}),
	);
}
