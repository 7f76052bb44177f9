/** What `bench:waits` runs in: a number with a published trigger, and a workflow that asks. */
import { randomUUID } from 'node:crypto';
import axios from 'axios';
import type { N8nClient } from '../sandbox/n8n/client.mts';
import type { Json, WorkflowFile, WorkflowNode } from '../sandbox/n8n/workflow.mts';
import { JsonSink } from './jsonSink.mts';
import { createChain, createNode } from './workflowFile.mts';

/** What an execution went on with. */
export interface Resumed {
	execution: string;
	key: string;
	status: string;
	value: string | null;
	at: number;
}

/** Every execution that went on posts here. */
export class ResumedSink extends JsonSink<Omit<Resumed, 'at'>> {
	readonly posts: Resumed[] = [];

	protected receive(body: Omit<Resumed, 'at'>): void {
		this.posts.push({ ...body, at: Date.now() });
	}
}

const CREDENTIAL_TYPES: Json = {
	dialog360: 'dialog360Api',
	modica: 'modicaApi',
	bulk360: 'bulk360Api',
	socnet: 'socnetApi',
};

/** Whose webhook is set in a portal, so that the node cannot find it. */
const PORTAL_PROVIDERS = ['modica', 'bulk360'];

const http = axios.create({ proxy: false, validateStatus: () => true });

/** One account of the sandbox with its two workflows. */
export class WaitTestAccount {
	triggerUrl = '';
	private askUrl = '';
	private triggerWorkflow = '';
	private askWorkflow = '';
	private readonly controlUrl: string;

	readonly provider: string;

	constructor(sandboxUrl: string, provider: string, id: string) {
		this.provider = provider;
		this.controlUrl = `${sandboxUrl}/control/accounts/${id}`;
	}

	static async open(
		{ client, n8nUrl, sandboxUrl }: { client: N8nClient; n8nUrl: string; sandboxUrl: string },
		provider: string,
		parameters: Json,
		sinkUrl: string,
	): Promise<WaitTestAccount> {
		const { data } = await http.post<{ id: string; credentials: Json }>(
			`${sandboxUrl}/control/accounts`,
			{
				provider,
				settings: {
					ratePerSecond: null,
					pairLimit: false,
					enforceWindow: false,
					receipts: { sentMs: null, deliveredMs: null, readMs: null },
					retryDelaysMs: [2000, 5000, 10_000, 20_000, 40_000, 60_000],
				},
			},
		);
		const account = new WaitTestAccount(sandboxUrl, provider, data.id);
		const type = String(CREDENTIAL_TYPES[provider]);
		const { id } = await client.createCredential(type, data.id, data.credentials);
		const credentials = { [type]: { id, name: data.id } };
		// Socnet has no webhooks: its customers answer by link.
		if (provider !== 'socnet') await account.publishTrigger(client, n8nUrl, credentials);
		const askPath = randomUUID();
		account.askUrl = `${n8nUrl}/webhook/${askPath}`;
		const ask = {
			...createNode('Ask', 'n8n-nodes-whatsapp-bsp.whatsAppBsp', 1, {
				provider,
				resource: 'message',
				operation: 'sendAndWait',
				to: '={{ $json.query.to }}',
				message: 'Approve the refund?',
				...parameters,
				options: {
					...(PORTAL_PROVIDERS.includes(provider) ? { triggerUrl: account.triggerUrl } : {}),
					...((parameters.options as Json | undefined) ?? {}),
				},
			}),
			credentials,
		};
		const start = {
			...createNode('Start', 'n8n-nodes-base.webhook', 2, { path: askPath, options: {} }),
			webhookId: askPath,
		};
		const body =
			"={{ JSON.stringify({ execution: $execution.id, key: $('Start').item.json.query.to, status: $json.status, value: $json.answer?.value ?? null }) }}";
		const tell = createNode('Tell', 'n8n-nodes-base.httpRequest', 4.2, {
			method: 'POST',
			url: sinkUrl,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: body,
			options: {},
		});
		const asking = await client.createWorkflow(createFile(`Asks ${data.id}`, [start, ask, tell]));
		account.askWorkflow = asking.id;
		await client.activate(asking.id);
		return account;
	}

	private async publishTrigger(
		client: N8nClient,
		n8nUrl: string,
		credentials: NonNullable<WorkflowNode['credentials']>,
	) {
		const triggerPath = randomUUID();
		this.triggerUrl = `${n8nUrl}/webhook/${triggerPath}/webhook`;
		const trigger = {
			...createNode('From WhatsApp', 'n8n-nodes-whatsapp-bsp.whatsAppBspTrigger', 1, {
				provider: this.provider,
				triggerOn: ['message'],
				options: {},
			}),
			credentials,
			webhookId: triggerPath,
		};
		const { id } = await client.createWorkflow(createFile(`Receives ${this.provider}`, [trigger]));
		await client.activate(id);
		this.triggerWorkflow = id;
		await http.post(`${this.controlUrl}/portal`, {
			moUrl: this.triggerUrl,
			dnUrl: this.triggerUrl,
			dlrUrl: this.triggerUrl,
		});
	}

	async ask(to: string): Promise<void> {
		const { status } = await http.get(this.askUrl, { params: { to } });
		if (status !== 200) throw new Error(`n8n responded to the start with ${status}`);
	}

	/** What was sent to a person, the newest last. */
	async messages(to?: string): Promise<Array<{ id: string; to: string; payload: Json }>> {
		const { data } = await http.get<Array<{ id: string; to: string; payload: Json }>>(
			`${this.controlUrl}/messages`,
			{ params: to ? { to } : {} },
		);
		return data;
	}

	/** @returns whether the provider got 200 at its first call */
	async receiveInbound(from: string, message: Json, wait = true): Promise<boolean> {
		const { data } = await http.post<{ deliveries: Array<{ status: number | null }> }>(
			`${this.controlUrl}/inbound`,
			{ from, name: 'Ana', message, wait },
		);
		return (data.deliveries ?? []).every(({ status }) => status === 200);
	}

	async sendReceipt(messageId: string, status: string): Promise<void> {
		await http.post(`${this.controlUrl}/receipts`, { messageId, status });
	}

	async addTemplate(template: Json): Promise<void> {
		await http.post(`${this.controlUrl}/templates`, template);
	}

	/** Executions that the trigger started. */
	async started(client: N8nClient): Promise<number> {
		if (!this.triggerWorkflow) return 0;
		return await this.count(client, { workflowId: this.triggerWorkflow });
	}

	/** Executions that a kill cut off after they went on: n8n lists them, to be retried by hand. */
	async crashed(client: N8nClient): Promise<string[]> {
		const wanted = { workflowId: this.askWorkflow, status: ['crashed', 'error'] };
		const { results } = await this.list(client, wanted, 1000);
		return results.map(({ id }) => id);
	}

	async waiting(client: N8nClient): Promise<number> {
		return await this.count(client, { workflowId: this.askWorkflow, status: ['waiting'] });
	}

	private async count(client: N8nClient, wanted: Json): Promise<number> {
		return (await this.list(client, wanted, 1)).count;
	}

	private async list(client: N8nClient, wanted: Json, limit: number) {
		const filter = encodeURIComponent(JSON.stringify(wanted));
		return await client.call<{ count: number; results: Array<{ id: string }> }>(
			'GET',
			`/rest/executions?filter=${filter}&limit=${limit}`,
		);
	}
}

/** With IDs as the editor gives them: the node's ID is in the URL that resumes it. */
function createFile(name: string, nodes: WorkflowNode[]): WorkflowFile {
	const withIds = nodes.map((node) => ({ ...node, id: randomUUID() }));
	return createChain(name, withIds, {});
}
