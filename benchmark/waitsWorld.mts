/** What `bench:waits` runs in: a number with a published trigger, and a workflow that asks. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import axios from 'axios';
import type { N8nClient } from '../sandbox/n8n/client.mts';
import type { WorkflowFile } from '../sandbox/n8n/workflow.mts';

type Json = Record<string, unknown>;

/** What an execution went on with. */
export interface Resumed {
	execution: string;
	key: string;
	status: string;
	value: string | null;
	at: number;
}

/** Every execution that went on tells it: the workflow's own effect on the world. */
export class ResumedSink {
	readonly posts: Resumed[] = [];

	private readonly server = createServer((request, response) => {
		let text = '';
		request.on('data', (data: Buffer) => (text += data.toString()));
		request.once('end', () => {
			this.posts.push({ ...(JSON.parse(text) as Omit<Resumed, 'at'>), at: Date.now() });
			response.setHeader('content-type', 'application/json').end('{}');
		});
	});

	async start(): Promise<string> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
	}

	stop(): void {
		this.server.close();
		this.server.closeAllConnections();
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
export class Line {
	triggerUrl = '';
	private askUrl = '';
	private triggerWorkflow = '';
	private askWorkflow = '';
	private readonly account: string;

	readonly provider: string;

	constructor(sandboxUrl: string, provider: string, id: string) {
		this.provider = provider;
		this.account = `${sandboxUrl}/control/accounts/${id}`;
	}

	static async open(
		{ client, n8nUrl, sandboxUrl }: { client: N8nClient; n8nUrl: string; sandboxUrl: string },
		provider: string,
		parameters: Json,
		sinkUrl: string,
	): Promise<Line> {
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
		const line = new Line(sandboxUrl, provider, data.id);
		const type = String(CREDENTIAL_TYPES[provider]);
		const { id } = await client.createCredential(type, data.id, data.credentials);
		const credentials = { [type]: { id, name: data.id } };
		// Socnet has no webhooks: its customers answer by link.
		if (provider !== 'socnet') await line.publishTrigger(client, n8nUrl, credentials);
		const askPath = randomUUID();
		line.askUrl = `${n8nUrl}/webhook/${askPath}`;
		const ask = {
			...node('Ask', 'n8n-nodes-whatsapp-bsp.whatsAppBsp', 1, {
				provider,
				resource: 'message',
				operation: 'sendAndWait',
				to: '={{ $json.query.to }}',
				message: 'Approve the refund?',
				...parameters,
				options: {
					...(PORTAL_PROVIDERS.includes(provider) ? { triggerUrl: line.triggerUrl } : {}),
					...((parameters.options as Json | undefined) ?? {}),
				},
			}),
			credentials,
		};
		const start = {
			...node('Start', 'n8n-nodes-base.webhook', 2, { path: askPath, options: {} }),
			webhookId: askPath,
		};
		const body =
			"={{ JSON.stringify({ execution: $execution.id, key: $('Start').item.json.query.to, status: $json.status, value: $json.answer?.value ?? null }) }}";
		const tell = node('Tell', 'n8n-nodes-base.httpRequest', 4.2, {
			method: 'POST',
			url: sinkUrl,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: body,
			options: {},
		});
		const asking = await client.createWorkflow(file(`Asks ${data.id}`, [start, ask, tell]));
		line.askWorkflow = asking.id;
		await client.activate(asking.id);
		return line;
	}

	private async publishTrigger(client: N8nClient, n8nUrl: string, credentials: Json) {
		const triggerPath = randomUUID();
		this.triggerUrl = `${n8nUrl}/webhook/${triggerPath}/webhook`;
		const trigger = {
			...node('From WhatsApp', 'n8n-nodes-whatsapp-bsp.whatsAppBspTrigger', 1, {
				provider: this.provider,
				triggerOn: ['message'],
				options: {},
			}),
			credentials,
			webhookId: triggerPath,
		};
		const { id } = await client.createWorkflow(file(`Receives ${this.provider}`, [trigger]));
		await client.activate(id);
		this.triggerWorkflow = id;
		await http.post(`${this.account}/portal`, {
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
			`${this.account}/messages`,
			{ params: to ? { to } : {} },
		);
		return data;
	}

	/** @returns whether the provider got 200 at its first call */
	async inbound(from: string, message: Json, wait = true): Promise<boolean> {
		const { data } = await http.post<{ deliveries: Array<{ status: number | null }> }>(
			`${this.account}/inbound`,
			{ from, name: 'Ana', message, wait },
		);
		return (data.deliveries ?? []).every(({ status }) => status === 200);
	}

	async receipt(messageId: string, status: string): Promise<void> {
		await http.post(`${this.account}/receipts`, { messageId, status });
	}

	async addTemplate(template: Json): Promise<void> {
		await http.post(`${this.account}/templates`, template);
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

function node(name: string, type: string, typeVersion: number, parameters: Json) {
	return {
		id: randomUUID(),
		name,
		type,
		typeVersion,
		position: [0, 0] as [number, number],
		parameters,
	};
}

function file(name: string, nodes: Array<ReturnType<typeof node>>): WorkflowFile {
	const next = nodes
		.slice(1)
		.map(({ name: to }, i) => [nodes[i].name, { main: [[{ node: to, type: 'main', index: 0 }]] }]);
	return { name, nodes, connections: Object.fromEntries(next) as Json, settings: {} };
}
