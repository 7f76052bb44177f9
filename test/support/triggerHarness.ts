import { Readable } from 'node:stream';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	Workflow,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { CREDENTIAL_TYPES } from './engine';
import { loadTrigger } from './loadNode';
import { sleep } from './runtime';
import type { SandboxAccount } from './sandboxClient';
import { TriggerContexts } from './triggerContexts';
import { triggerNode, type TriggerOptions } from './triggerNode';
import {
	startWebhookServer,
	type ServedRequest,
	type ServedResponse,
	type WebhookServer,
} from './webhookServer';

export type { TriggerOptions };

const isMultipart = ({ headers }: ServedRequest) =>
	String(headers['content-type']).startsWith('multipart/form-data');

let harnessCount = 0;

/** One n8n runs all workflows of a test: they share the code's memory. */
let code = loadTrigger();

const copy = (data: IDataObject): IDataObject => JSON.parse(JSON.stringify(data)) as IDataObject;

/**
 * The trigger node as n8n runs it: real contexts of n8n-core around it, a web server in front, and
 * n8n's order of hooks, static data and responses (`live-webhooks.js`, `test-webhooks.js`,
 * `webhook.service.js`, `webhook-helpers.js`).
 */
export class TriggerHarness {
	/** One entry per execution that n8n would have started: its items. */
	readonly executions: IDataObject[][] = [];

	/** The same with their files, and every output. */
	readonly outputs: INodeExecutionData[][][] = [];

	/** By type of the credential; a test may change them between calls. */
	credentials: Record<string, ICredentialDataDecryptedObject>;

	/** Requests that reached it while it was active. */
	requestCount = 0;

	/** Calls whose workflow, and with its default expression engine an isolate, n8n keeps for the node. */
	heldCalls = 0;

	/** How many of the next executions cannot be created, as with a database that is down. */
	failNextExecutions = 0;

	/** Milliseconds that n8n takes to create an execution. */
	executionDelayMs = 0;

	/** Holds a request back that n8n has read its copy of the workflow for. */
	hold?: (request: ServedRequest) => Promise<void>;

	/** Called before n8n creates each execution. */
	holdExecution?: () => Promise<void>;

	/** What n8n has in its database: saved after an activation, and after production calls. */
	private saved: IDataObject = {};

	private readonly node: INode & { webhookId: string };

	private readonly contexts: TriggerContexts;

	isActive = false;

	private listener?: { staticData: IDataObject };

	private server!: WebhookServer;

	private constructor(
		account: SandboxAccount,
		private readonly options: TriggerOptions,
	) {
		const { provider } = account.data;
		const credentialType = CREDENTIAL_TYPES[provider];
		const workflowId = options.workflowId ?? `w${++harnessCount}`;
		const webhookId = `0d9c7c1e-7f0c-4a53-9f3e-${workflowId}`;
		this.node = { ...triggerNode(account, webhookId, options), webhookId };
		this.credentials = { [credentialType]: options.credentials ?? account.credentials };
		this.contexts = new TriggerContexts(this.node, workflowId, () => ({
			code,
			credentials: this.credentials,
			publicUrl: this.publicUrl,
			waitingUrl: options.waitingUrl,
		}));
	}

	static async start(account: SandboxAccount, options: TriggerOptions = {}) {
		const harness = new TriggerHarness(account, options);
		harness.server = await startWebhookServer(
			async (request, response) => await harness.serve(request, response),
		);
		return harness;
	}

	/** Lines that the node logged as warnings. */
	get warnings() {
		return this.contexts.warnings;
	}

	/** A test may change them between calls. */
	get parameters() {
		return this.node.parameters;
	}

	get url() {
		return `${this.publicUrl}/webhook/${this.node.webhookId}/webhook`;
	}

	get testUrl() {
		return `${this.publicUrl}/webhook-test/${this.node.webhookId}/webhook`;
	}

	activate = async (activation: WorkflowActivateMode = 'activate') => {
		const workflow = this.contexts.createWorkflow(copy(this.saved));
		const result = await this.register(workflow, false, 'trigger', activation);
		this.saved = copy(workflow.staticData);
		this.isActive = true;
		return result;
	};

	/** Only the second half of an activation: no look-up before. */
	create = async () =>
		await code.webhookMethods.default.create.call(
			this.contexts.createHookContext(
				this.contexts.createWorkflow({}),
				false,
				'trigger',
				'activate',
			),
		);

	/** n8n removes the triggers of a workflow one by one; only then do their URLs stop to respond. */
	static async deactivateTogether(...harnesses: TriggerHarness[]) {
		for (const harness of harnesses) {
			await harness.deactivate();
			harness.isActive = true;
		}
		for (const harness of harnesses) harness.isActive = false;
	}

	deactivate = async () => {
		this.isActive = false;
		const workflow = this.contexts.createWorkflow(copy(this.saved));
		const result = await this.unregister(workflow, false);
		this.saved = copy(workflow.staticData);
		return result;
	};

	listen = async () => {
		const workflow = this.contexts.createWorkflow({});
		const result = await this.register(workflow, true, 'manual', 'manual');
		this.listener = { staticData: copy(workflow.staticData) };
		return result;
	};

	stopListening = async () => {
		const { listener } = this;
		if (!listener) return;
		this.listener = undefined;
		await this.unregister(this.contexts.createWorkflow(listener.staticData), true);
	};

	/** n8n is killed: its listeners and all memory are gone. */
	static crash(...harnesses: TriggerHarness[]) {
		for (const harness of harnesses) harness.listener = undefined;
		code = loadTrigger();
	}

	/** n8n restarts and activates again what was active. */
	static async restart(...harnesses: TriggerHarness[]) {
		TriggerHarness.crash(...harnesses);
		for (const harness of harnesses) if (harness.isActive) await harness.activate('init');
	}

	/** n8n gets another public address, as with another WEBHOOK_URL. */
	setPublicUrl = (publicUrl: string) => {
		this.options.publicUrl = publicUrl;
	};

	/** The parameters as the user saves them; a live workflow is published again. */
	changeParameters = (parameters: INodeParameters) =>
		Object.assign(this.node.parameters, parameters);

	close = async () => await this.server.close();

	/** What the node keeps between requests, as n8n stores it with the workflow. */
	get staticData(): IDataObject {
		return (this.saved[`node:${this.node.name}`] ?? {}) as IDataObject;
	}

	/** As a copy of a workflow brings it along. */
	setStaticData = (data: IDataObject) => {
		this.saved = { [`node:${this.node.name}`]: copy(data) };
	};

	/** The texts of what is acknowledged but not in an execution yet. */
	getPendingTexts = () =>
		((this.staticData.pendingEvents ?? []) as Array<{ event: { text: string } }>).map(
			({ event }) => event.text,
		);

	private get publicUrl() {
		return this.options.publicUrl ?? this.server.url;
	}

	private async register(
		workflow: Workflow,
		isTest: boolean,
		mode: WorkflowExecuteMode,
		activation: WorkflowActivateMode,
	) {
		const context = this.contexts.createHookContext(workflow, isTest, mode, activation);
		const { checkExists, create } = code.webhookMethods.default;
		const existed = await checkExists.call(context);
		if (!existed) await create.call(context);
		return existed ? 'existed' : 'created';
	}

	private async unregister(workflow: Workflow, isTest: boolean) {
		return await code.webhookMethods.default.delete.call(
			this.contexts.createHookContext(workflow, isTest, 'internal', 'update'),
		);
	}

	private async serve(request: ServedRequest, response: ServedResponse) {
		const isTest = request.path.startsWith('/webhook-test/');
		if (isTest ? !this.listener : !this.isActive) {
			response.status(404).json({ message: 'The requested webhook is not registered.' });
			return;
		}
		const workflow = this.contexts.createWorkflow(isTest ? {} : copy(this.saved));
		if (this.listener && isTest) workflow.setTestStaticData(this.listener.staticData);
		const running = code;
		this.requestCount++;
		await this.hold?.(request);
		const context = this.contexts.createWebhookContext(workflow, isTest, request, response);
		this.heldCalls++;
		const result = await code.webhook.call(context);
		this.heldCalls--;
		if (running !== code) {
			// The n8n that received this request has ended meanwhile.
			response.destroy();
			response.end();
			return;
		}
		const isCreated = result.workflowData !== undefined;
		if (isMultipart(request)) {
			// n8n keeps the uploaded files for as long as a stream needs.
			expect(result.webhookResponse).not.toBeInstanceOf(Readable);
		}
		if (isCreated) await this.holdExecution?.();
		if (isCreated && this.executionDelayMs > 0) await sleep(this.executionDelayMs);
		if (isCreated && this.failNextExecutions > 0) {
			this.failNextExecutions--;
			throw new Error('The execution could not be created');
		}
		if (result.workflowData) {
			this.outputs.push(result.workflowData);
			const [main] = result.workflowData;
			if (main.length > 0) this.executions.push(main.map(({ json }) => json));
			// n8n creates one for the execution, whose static data counts as unchanged.
			this.contexts.createWorkflow(workflow.staticData);
		}
		const body = result.noWebhookResponse ? undefined : (result.webhookResponse as unknown);
		const isChanged = workflow.staticData.__dataChanged === true;
		if (!isTest && isChanged) this.saved = copy(workflow.staticData);
		if (!result.noWebhookResponse) {
			response.status(200).json(body ?? { message: 'Webhook call received' });
		}
		if (isTest && isCreated) await this.stopListening();
	}
}
