// Random crashes of n8n, without HTTP and without time: some thousands take minutes.
import 'reflect-metadata';
import { EventEmitter } from 'node:events';
import { WebhookContext } from 'n8n-core';
import * as n8nWorkflow from 'n8n-workflow';
import { Workflow, type IDataObject, type INode, type IWebhookData } from 'n8n-workflow';
import * as providers from '../../nodes/WhatsAppBsp/providers';
import type { handleWebhook } from '../../nodes/WhatsAppBsp/trigger/receive/handleWebhook';
import { createAdditionalData, createNodeTypes } from './engine';
import { loadTrigger } from './loadNode';
import { createRandom, type Random } from './random';
import { textMessage } from './webhookSender';

const TOKEN = { name: 'X-N8N-Webhook-Token', value: 'f'.repeat(64) };
const QUIET_MS = 300;
const SENDERS = ['16505076520', '16505076521', '16505076522', '16505076523'];

/** What a run ended with: each message was answered 200 in the end. */
export interface SimulationResult {
	seed: number;
	messages: number;
	crashes: number;
	/** In no execution. */
	lost: string[];
	/** In more than one execution. */
	doubled: string[];
}

const trigger = loadTrigger();

interface CodeModule {
	handleWebhook: typeof handleWebhook;
}

/** The node's code with nothing in memory, as in a process that has just started. */
function loadCode(): CodeModule {
	let code: CodeModule | undefined;
	jest.isolateModules(() => {
		// Both remember nothing, and take long to load.
		jest.doMock('n8n-workflow', () => n8nWorkflow);
		jest.doMock('../../nodes/WhatsAppBsp/providers', () => providers);
		const path = '../../nodes/WhatsAppBsp/trigger/receive/handleWebhook';
		code = jest.requireActual<CodeModule>(path);
	});
	return code as CodeModule;
}

const MAX_CRASHES = 4;

/** Each run has a workflow of its own, of which none of these has heard. */
const processes = Array.from({ length: MAX_CRASHES + 1 }, loadCode);

const sleep = async (ms: number) => await new Promise<void>((resolve) => setTimeout(resolve, ms));

const copy = (data: IDataObject): IDataObject => JSON.parse(JSON.stringify(data)) as IDataObject;

/** Express' response, as far as n8n and the node use it: `json`, and Node's `writeHead` and `end`. */
class FakeResponse extends EventEmitter {
	headersSent = false;
	writableEnded = false;
	destroyed = false;
	statusCode = 200;

	status(code: number): this {
		this.statusCode = code;
		return this;
	}

	writeHead(code: number): this {
		return this.status(code);
	}

	json(): this {
		return this.end();
	}

	end(): this {
		if (this.destroyed) return this;
		this.headersSent = true;
		this.writableEnded = true;
		this.emit('finish');
		return this;
	}

	/** Its process has ended: nothing waits for it any more. */
	destroy(): void {
		this.destroyed = true;
		this.writableEnded = true;
		this.statusCode = 0;
		this.emit('close');
	}
}

/** One workflow in n8n with 'Group By Sender', its database, and a provider that redelivers until it gets 200. */
class Simulation {
	/** The texts of each execution that was created. */
	readonly executions: string[][] = [];

	crashes = 0;

	private saved: IDataObject;

	private code: CodeModule | undefined = processes[0];

	private readonly open = new Set<FakeResponse>();

	private readonly node: INode;

	constructor(
		private readonly workflowId: string,
		private readonly random: Random,
	) {
		this.node = {
			id: '1',
			name: 'Trigger',
			type: 'n8n-nodes-whatsapp-bsp.whatsAppBspTrigger',
			typeVersion: 1,
			position: [0, 0],
			webhookId: 'w',
			parameters: {
				provider: 'dialog360',
				options: { groupBy: 'sender', quietTimeMs: QUIET_MS },
			},
		};
		this.saved = { [`node:${this.node.name}`]: { secretHeader: TOKEN } };
	}

	/** Delivers one message, as often as it takes. */
	async deliver(id: string, from: string): Promise<void> {
		while ((await this.request(id, from)) !== 200) await sleep(this.random.integer(100, 6000));
	}

	/** n8n ends at once: nobody is answered any more, and what it has not saved is gone. */
	async crash(): Promise<void> {
		this.crashes++;
		this.code = undefined;
		for (const response of this.open) response.destroy();
		this.open.clear();
		await sleep(this.random.integer(50, 8000));
		this.code = processes[this.crashes];
	}

	private async request(id: string, from: string): Promise<number> {
		const response = new FakeResponse();
		this.open.add(response);
		const gone = new Promise<number>((resolve) => response.once('close', () => resolve(0)));
		const served = this.serve(id, from, response).catch(() => {
			response.status(500).json();
			return response.statusCode;
		});
		const status = await Promise.race([gone, served]);
		this.open.delete(response);
		return status;
	}

	/** In n8n's order: `live-webhooks.js`, `webhook-helpers.js`. */
	private async serve(id: string, from: string, response: FakeResponse): Promise<number> {
		const { code } = this;
		if (!code) return 503;
		const isDead = () => this.code !== code;
		await sleep(this.random.integer(1, 20));
		const workflow = this.createWorkflow(copy(this.saved));
		const result = await code.handleWebhook.call(this.createContext(workflow, id, from, response));
		if (isDead()) return 0;
		if (result.workflowData) {
			await sleep(this.random.integer(1, 1500));
			if (isDead()) return 0;
			if (this.random.isTrue(0.1)) throw new Error('The execution could not be created');
			const [items] = result.workflowData;
			this.executions.push(items.map(({ json }) => String(json.text)));
			this.createWorkflow(workflow.staticData);
		}
		void result.webhookResponse;
		if (workflow.staticData.__dataChanged === true) {
			const written = copy(workflow.staticData);
			await sleep(5);
			if (isDead()) return 0;
			this.saved = written;
			await sleep(this.random.integer(0, 5));
			if (isDead()) return 0;
		}
		if (!result.noWebhookResponse) response.status(200).json();
		return response.statusCode;
	}

	private createWorkflow(staticData: IDataObject): Workflow {
		return new Workflow({
			id: this.workflowId,
			nodes: [this.node],
			connections: {},
			active: true,
			nodeTypes: createNodeTypes(trigger),
			staticData,
		});
	}

	private createContext(workflow: Workflow, id: string, from: string, response: FakeResponse) {
		const body = { messages: [textMessage(id, from)] };
		const httpRequest = {
			method: 'POST',
			url: '/webhook/w/webhook',
			headers: { 'content-type': 'application/json', [TOKEN.name.toLowerCase()]: TOKEN.value },
			query: {},
			body,
			rawBody: Buffer.from(JSON.stringify(body)),
		};
		const webhookData = { httpMethod: 'POST', node: this.node.name, path: 'webhook' };
		const context = new WebhookContext(
			workflow,
			this.node,
			createAdditionalData({}, { httpRequest, httpResponse: response }),
			'webhook',
			webhookData as unknown as IWebhookData,
			[],
			null,
		);
		jest.spyOn(context.logger, 'warn').mockImplementation(() => {});
		return context;
	}
}

/** Several senders, each in bursts, while n8n crashes now and then. Needs fake timers. */
export async function simulateCrashes(seed: number): Promise<SimulationResult> {
	const random = createRandom(seed);
	const simulation = new Simulation(`seed ${seed}`, random);
	const sent: string[] = [];
	const deliveries: Array<Promise<void>> = [];
	const write = async (from: string) => {
		await sleep(random.integer(0, 4000));
		for (let burst = random.integer(1, 4); burst > 0; burst--) {
			for (let count = random.integer(1, 4); count > 0; count--) {
				const id = `${from}-${sent.length}`;
				sent.push(id);
				deliveries.push(simulation.deliver(id, from));
				await sleep(random.integer(20, 500));
			}
			await sleep(random.integer(300, 9000));
		}
	};
	const crash = async () => {
		for (let count = random.integer(1, MAX_CRASHES); count > 0; count--) {
			await sleep(random.integer(200, 12_000));
			await simulation.crash();
		}
	};
	const run = async () => {
		await Promise.all([...SENDERS.map(write), crash()]);
		await Promise.all(deliveries);
		// What is orphaned by now comes along with anybody's message.
		for (const id of ['last-1', 'last-2', 'last-3']) {
			await sleep(11_000);
			await simulation.deliver(id, '16505076599');
		}
	};
	await passTime(run());
	const times = new Map<string, number>();
	for (const text of simulation.executions.flat()) times.set(text, (times.get(text) ?? 0) + 1);
	return {
		seed,
		messages: sent.length,
		crashes: simulation.crashes,
		lost: sent.filter((id) => !times.has(id)),
		doubled: sent.filter((id) => (times.get(id) ?? 0) > 1),
	};
}

async function passTime(run: Promise<void>): Promise<void> {
	let isOver = false;
	void run.finally(() => (isOver = true));
	while (!isOver) await jest.advanceTimersByTimeAsync(1000);
	await run;
	jest.clearAllTimers();
}
