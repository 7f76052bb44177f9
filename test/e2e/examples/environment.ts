import axios from 'axios';
import { waitFor, type SandboxAccount } from '../../support/sandboxClient';
import {
	readExample,
	startExamplesProgram,
	type ExampleFile,
	type EnvironmentData,
} from './program';

export type Json = Record<string, unknown>;

interface Task {
	data?: { main?: Array<Array<{ json: Json }> | null> };
}

export interface Execution {
	id: string;
	status: string;
	data: { resultData: { runData: Record<string, Task[]>; error?: { message: string } } };
}

export interface Credential {
	id: string;
	name: string;
	type: string;
}

/** Longest time of one example, on a busy machine. */
export const TEST_MS = 300_000;

export const CUSTOMER = '4915201234567';

/** A client that never throws on a status. */
export const http = axios.create({ proxy: false, validateStatus: () => true });

const OURS = /^n8n-nodes-whatsapp-bsp\./;

const CREDENTIAL_TYPES: Record<string, string> = {
	dialog360: 'dialog360Api',
	bulk360: 'bulk360Api',
	socnet: 'socnetApi',
	modica: 'modicaApi',
};

/** Other node types that need a credential, and which. */
const OTHERS: Record<string, string> = {
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': 'openAiApi',
	'@n8n/n8n-nodes-langchain.memoryRedisChat': 'redis',
	'n8n-nodes-base.httpRequest': 'hubspotAppToken',
	'n8n-nodes-base.postgres': 'postgres',
	'n8n-nodes-base.redis': 'redis',
};

const patient = { timeoutMs: 120_000 };

/** What a node output on one of its outputs, over all its runs. */
export const getItems = (execution: Execution, node: string, output = 0): Json[] =>
	(execution.data.resultData.runData[node] ?? []).flatMap((task) =>
		(task.data?.main?.[output] ?? []).map(({ json }) => json),
	);

/** One example, imported into n8n and given its credentials. */
export class ImportedExample {
	constructor(
		private readonly environment: Environment,
		readonly id: string,
		readonly file: ExampleFile,
	) {}

	/** Publishes the workflow, as a person does with its switch. */
	async activate(): Promise<void> {
		await this.environment.call('n8n', 'activate', this.id);
	}

	async deactivate(): Promise<void> {
		await this.environment.call('n8n', 'deactivate', this.id);
	}

	/** Presses "Execute workflow" and expects it to end well. */
	async run(trigger: string, timeoutMs?: number): Promise<Execution> {
		const args = [this.id, trigger, ...(timeoutMs === undefined ? [] : [timeoutMs])];
		const execution = await this.environment.call<Execution>('n8n', 'run', ...args);
		expect([execution.status, execution.data.resultData.error?.message]).toEqual([
			'success',
			undefined,
		]);
		return execution;
	}

	/** The executions that ended, oldest first. */
	async executions(): Promise<Execution[]> {
		const list = await this.environment.call<Execution[]>('n8n', 'executions', this.id);
		const ended = list.filter(({ status }) => !['new', 'running', 'waiting'].includes(status));
		return await Promise.all(
			ended
				.reverse()
				.map(async ({ id }) => await this.environment.call<Execution>('n8n', 'execution', id)),
		);
	}

	/** The URL that the provider calls. */
	webhookUrl(node: string): string {
		const { webhookId } = this.file.nodes.find(({ name }) => name === node) ?? {};
		return `${this.environment.data.n8n}/webhook/${webhookId}/webhook`;
	}
}

/**
 * As n8n's editor does with what is imported. A call while a workflow is unpublished brings its webhook back into n8n's
 * cache, and no other one can have it (seen with 2.39.10, `webhook.service.js`).
 */
function renewWebhookIds(text: string): string {
	return text.replace(/"webhookId":"[^"]+"/g, () => `"webhookId":"${crypto.randomUUID()}"`);
}

/** The n8n of this file's tests, with a language model and a CRM. */
export class Environment {
	private constructor(
		readonly data: EnvironmentData,
		private readonly projectId: string,
	) {}

	static async open(...args: string[]): Promise<Environment> {
		const data = await startExamplesProgram(...args);
		const draft = new Environment(data, '');
		const { id } = await draft.call<Json>('n8n', 'call', 'GET', '/rest/projects/personal');
		return new Environment(data, String(id));
	}

	/**
	 * Calls a method of the harness, or asks for a property: `n8n` (its REST client), `model`, `hubspot`;
	 * in queue mode also `main`, `worker-1`, `webhook-1`, `redis`, `postgres`, `nginx` and so on.
	 */
	async call<T>(on: string, method: string, ...args: unknown[]): Promise<T> {
		const { status, data } = await axios.post<{ result: T; message?: string }>(
			`${this.data.url}/call`,
			{ on, method, args },
			{ proxy: false, validateStatus: () => true },
		);
		if (status !== 200) throw new Error(`${on}.${method}: ${data.message}`);
		return data.result;
	}

	async credential(type: string, name: string, data: Json): Promise<Credential> {
		const { id } = await this.call<Credential>('n8n', 'createCredential', type, name, data);
		return { id, name, type };
	}

	/** A credential for an account of the sandbox. */
	async createAccountCredential(account: SandboxAccount): Promise<Credential> {
		const type = CREDENTIAL_TYPES[account.data.provider];
		return await this.credential(type, account.id, account.credentials);
	}

	/**
	 * Imports an example as its file stands, and chooses credentials in its nodes.
	 * @param edit what else the user changes
	 */
	async importExample(
		name: string,
		credentials: Credential[],
		edit: (text: string) => string = (text) => text,
	): Promise<ImportedExample> {
		const text = JSON.stringify(readExample(name));
		const file = JSON.parse(edit(renewWebhookIds(text))) as ExampleFile;
		const nodes = file.nodes.map((node) => {
			const type = OURS.test(node.type)
				? CREDENTIAL_TYPES[String(node.parameters.provider)]
				: OTHERS[node.type];
			const credential = credentials.find((candidate) => candidate.type === type);
			if (!type) return node;
			if (!credential) throw new Error(`'${node.name}' of ${name} needs a ${type}`);
			return { ...node, credentials: { [type]: { id: credential.id, name: credential.name } } };
		});
		const imported = { ...file, nodes };
		const { id } = await this.call<{ id: string }>('n8n', 'createWorkflow', imported);
		return new ImportedExample(this, id, imported);
	}

	/** All rows of a Data Table. */
	async rows(table: string): Promise<Json[]> {
		const path = `/rest/projects/${this.projectId}/data-tables`;
		const { data } = await this.call<{ data: Array<{ id: string; name: string }> }>(
			'n8n',
			'call',
			'GET',
			path,
		);
		const found = data.find(({ name }) => name === table);
		if (!found) return [];
		const rows = await this.call<{ data: Json[] }>(
			'n8n',
			'call',
			'GET',
			`${path}/${found.id}/rows`,
		);
		return rows.data;
	}

	async close(): Promise<void> {
		await this.data.stop();
	}
}

let opened: Environment | undefined;

/** One n8n for all examples. */
export async function startEnvironment(): Promise<void> {
	opened = await Environment.open();
}

/** The same in queue mode. */
export async function startQueueEnvironment(): Promise<void> {
	opened = await Environment.open('--queue');
}

export async function stopEnvironment(): Promise<void> {
	await opened?.close();
}

export function getEnvironment(): Environment {
	if (!opened) throw new Error('n8n did not start');
	return opened;
}

/** What the customer sees. */
export const textsTo = async (account: SandboxAccount, customer: string) =>
	(await account.conversation(customer))
		.filter(({ direction }) => direction === 'out')
		.map(({ text }) => text);

/** Asks until there are this many. */
export async function several<T>(
	count: number,
	what: string,
	question: () => Promise<T[]>,
	options?: { timeoutMs?: number },
): Promise<T[]> {
	const ask = async () => {
		const list = await question();
		return list.length >= count ? list : undefined;
	};
	return await eventually(`${count} ${what}`, ask, options);
}

/** Polls until the result is truthy. */
export async function eventually<T>(
	what: string,
	question: () => Promise<T>,
	options: { timeoutMs?: number } = {},
): Promise<NonNullable<T>> {
	return await waitFor(question, { ...patient, ...options, what });
}
