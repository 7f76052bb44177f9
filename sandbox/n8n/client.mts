import axios, { type AxiosInstance } from 'axios';
import { parseFlatted } from './flatted.mts';
import { until } from './wait.mts';
import type { Execution, ExecutionSummary, Json, Workflow, WorkflowFile } from './workflow.mts';

export interface Login {
	email: string;
	password: string;
}

/** The owner of every throw-away n8n: it listens on this machine only. */
export const OWNER: Login & { firstName: string; lastName: string } = {
	email: 'owner@example.com',
	password: 'WhatsApp-Demo-1',
	firstName: 'Demo',
	lastName: 'Owner',
};

/** n8n said no, in its own words. */
export class N8nRequestError extends Error {
	readonly status: number;

	constructor(status: number, call: string, body: unknown) {
		const { message, hint } = (body ?? {}) as { message?: string; hint?: string };
		super(
			`n8n responded to ${call} with ${status}: ${[message, hint].filter(Boolean).join(' ') || '-'}`,
		);
		this.name = 'N8nRequestError';
		this.status = status;
	}
}

const ENDED = ['success', 'error', 'crashed', 'canceled'];

/** n8n's own REST API, as its editor uses it. */
export class N8nClient {
	private readonly http: AxiosInstance;
	private cookie = '';

	readonly url: string;

	constructor(url: string) {
		this.url = url;
		this.http = axios.create({
			baseURL: url,
			proxy: false,
			timeout: 60_000,
			validateStatus: () => true,
		});
	}

	/** For a browser that is to be logged in as well. */
	get cookies(): Array<{ name: string; value: string; url: string }> {
		const [name = '', value = ''] = this.cookie.split(/=(.*)/);
		return [{ name, value, url: this.url }];
	}

	async call<T>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await this.http.request<{ data: T }>({
			method,
			url: path,
			data: body,
			headers: { ...(this.cookie && { Cookie: this.cookie }) },
		});
		const cookie = response.headers['set-cookie']?.find((text) => text.startsWith('n8n-auth='));
		if (cookie) this.cookie = cookie.split(';')[0] ?? '';
		if (response.status >= 400) {
			throw new N8nRequestError(response.status, `${method} ${path}`, response.data);
		}
		return path.startsWith('/rest/') ? response.data.data : (response.data as T);
	}

	async login({ email, password }: Login = OWNER): Promise<void> {
		await this.call('POST', '/rest/login', { emailOrLdapLoginId: email, password });
	}

	/** Sets the owner up, or logs in when that was done before. */
	async becomeOwner(): Promise<void> {
		try {
			await this.call('POST', '/rest/owner/setup', OWNER);
		} catch (error) {
			if (!(error instanceof N8nRequestError) || error.status !== 400) throw error;
			await this.login();
		}
	}

	/** Descriptions of the node types that n8n loaded. */
	async nodeTypes(prefix = ''): Promise<Array<Json & { name: string }>> {
		const all = await this.call<Array<Json & { name: string }>>('GET', '/types/nodes.json');
		return all.filter(({ name }) => name.startsWith(prefix));
	}

	async createCredential(type: string, name: string, data: Json): Promise<{ id: string }> {
		return await this.call('POST', '/rest/credentials', { name, type, data });
	}

	/** What the editor's green tick comes from: n8n runs the credential's own test request. */
	async testCredential(credentials: {
		id: string;
		name: string;
		type: string;
		data?: Json;
	}): Promise<{ ok: boolean; message: string }> {
		const { status, message } = await this.call<{ status: string; message: string }>(
			'POST',
			'/rest/credentials/test',
			{ credentials },
		);
		return { ok: status === 'OK', message };
	}

	async createWorkflow(file: WorkflowFile): Promise<Workflow> {
		const { name, nodes, connections, settings = {} } = file;
		return await this.call('POST', '/rest/workflows', { name, nodes, connections, settings });
	}

	async workflow(id: string): Promise<Workflow> {
		return await this.call('GET', `/rest/workflows/${id}`);
	}

	/** Publishes a workflow and waits until its triggers are registered. */
	async activate(id: string, timeoutMs = 30_000): Promise<void> {
		const { versionId } = await this.workflow(id);
		await this.call('POST', `/rest/workflows/${id}/activate`, { versionId });
		await until(`workflow ${id} to be active`, timeoutMs, async () => await this.isLive(id), {
			stop: (error) => error instanceof N8nRequestError,
		});
	}

	/** Newer n8n publish in the background and report each trigger's state; older ones respond with 404. */
	private async isLive(id: string): Promise<boolean> {
		interface Status {
			status: string;
			triggers: Array<{ errorMessage: string | null }>;
		}
		let state: Status;
		try {
			state = await this.call<Status>('GET', `/rest/workflows/${id}/publication-status`);
		} catch (error) {
			if (!(error instanceof N8nRequestError) || error.status !== 404) throw error;
			return (await this.workflow(id)).active;
		}
		const problem = state.triggers.find(({ errorMessage }) => errorMessage)?.errorMessage;
		if (problem)
			throw new N8nRequestError(200, `the activation of workflow ${id}`, { message: problem });
		return state.status === 'published';
	}

	async deactivate(id: string): Promise<void> {
		await this.call('POST', `/rest/workflows/${id}/deactivate`, {});
	}

	async deleteWorkflow(id: string): Promise<void> {
		await this.call('POST', `/rest/workflows/${id}/archive`, {});
		await this.call('DELETE', `/rest/workflows/${id}`);
	}

	/** Presses "Execute workflow" and waits for the end. */
	async run(id: string, triggerNode: string, timeoutMs = 60_000): Promise<Execution> {
		const executionId = await this.start(id, triggerNode);
		return await until(
			`execution ${executionId} to end`,
			timeoutMs,
			async () => {
				const execution = await this.execution(executionId);
				if (ENDED.includes(execution.status)) return execution;
				throw new Error(`its status is ${execution.status}`);
			},
			{ stop: (error) => error instanceof N8nRequestError },
		);
	}

	private async start(id: string, triggerNode: string, tries = 3): Promise<string> {
		const body = { triggerToStartFrom: { name: triggerNode } };
		try {
			const path = `/rest/workflows/${id}/run`;
			return (await this.call<{ executionId: string }>('POST', path, body)).executionId;
		} catch (error) {
			// n8n gives the check of a field's pattern 250 ms by the clock, which a busy machine exceeds.
			// That check comes before any node runs: nothing was sent.
			const busy =
				error instanceof N8nRequestError && /Regular expression .* timed out/.test(error.message);
			if (!busy || tries <= 1) throw error;
			return await this.start(id, triggerNode, tries - 1);
		}
	}

	/** Newest first. */
	async executions(workflowId: string, limit = 100): Promise<ExecutionSummary[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.call<{ results: ExecutionSummary[] }>(
			'GET',
			`/rest/executions?filter=${filter}&limit=${limit}`,
		);
		return results;
	}

	async execution(id: string): Promise<Execution> {
		const raw = await this.call<Execution & { data: unknown }>('GET', `/rest/executions/${id}`);
		const data =
			typeof raw.data === 'string' ? (parseFlatted(raw.data) as Execution['data']) : raw.data;
		return { ...raw, data };
	}
}

/** Reads each execution of a workflow once it has ended, and never twice. */
export class ExecutionReader {
	private readonly known = new Map<string, Execution>();

	private readonly client: N8nClient;
	private readonly workflowId: string;

	constructor(client: N8nClient, workflowId: string) {
		this.client = client;
		this.workflowId = workflowId;
	}

	/** Oldest first. */
	async ended(): Promise<Execution[]> {
		for (const { id, status } of await this.client.executions(this.workflowId)) {
			if (!this.known.has(id) && ENDED.includes(status)) {
				this.known.set(id, await this.client.execution(id));
			}
		}
		return [...this.known.values()].sort((a, b) => Number(a.id) - Number(b.id));
	}
}
