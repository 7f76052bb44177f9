import { InstanceSettings, validateUrlSignature, WebhookContext } from 'n8n-core';
import {
	type IDataObject,
	type INodeParameters,
	type IRunExecutionData,
	type IWebhookData,
	type Workflow,
} from 'n8n-workflow';
import { WhatsAppBsp } from '../../nodes/WhatsAppBsp/WhatsAppBsp.node';
import { createAdditionalData, CREDENTIAL_TYPES, runNode, type RunResult } from './engine';
import { Container } from './n8nLogger';
import type { SandboxAccount } from './sandboxClient';
import { TriggerHarness, type TriggerOptions } from './triggerHarness';
import {
	startWebhookServer,
	type ServedRequest,
	type ServedResponse,
	type WebhookServer,
} from './webhookServer';

const NODE_ID = 'ask';
const CUSTOMER = '4915201234567';

interface Waiting {
	data: IRunExecutionData;
	workflow: Workflow;
	/** Output of the waiting node, once it was resumed. */
	output?: IDataObject;
}

/**
 * The action node's wait as n8n runs it (`waiting-webhooks.js`): real contexts of n8n-core, a web
 * server in front, and a trigger for the same number beside it.
 */
export class WaitingHarness {
	private readonly executions = new Map<string, Waiting>();

	private server!: WebhookServer;

	trigger!: TriggerHarness;

	/** Requests to an execution, as they came. */
	readonly requests: ServedRequest[] = [];

	/** How many of the next resumes fail, as in an overloaded n8n. */
	failedResumes = 0;

	/** How many of the next answers n8n fails to continue the execution with. */
	failedContinuations = 0;

	/** How many of the next resumes find the execution still running, as while it sends. */
	busyResumes = 0;

	/** The credential of the asking node was deleted. */
	hasCredential = true;

	/** How many of the next resumes n8n's database fails to read that credential for. */
	failedCredentialReads = 0;

	/** Holds each resume back, until it resolves. */
	resumesHeld = Promise.resolve();

	/** Holds each continuation back, as when n8n queues executions (`N8N_CONCURRENCY_PRODUCTION_LIMIT`). */
	continuationsHeld = Promise.resolve();

	/** How often n8n continued an execution with an answer. */
	continuations = 0;

	/** Resumes that n8n had at the same time, at most. */
	maxOpenResumes = 0;

	openResumes = 0;

	private constructor(readonly account: SandboxAccount) {}

	static async start(
		account: SandboxAccount,
		options: TriggerOptions['options'] = {},
		triggerOn?: string[],
	): Promise<WaitingHarness> {
		const harness = new WaitingHarness(account);
		harness.server = await startWebhookServer(async (request, response) => {
			harness.maxOpenResumes = Math.max(harness.maxOpenResumes, ++harness.openResumes);
			await harness.resumesHeld;
			await harness.serve(request, response).finally(() => harness.openResumes--);
		});
		const { waitingUrl } = harness;
		harness.trigger = await TriggerHarness.start(account, { options, waitingUrl, triggerOn });
		await harness.trigger.activate();
		const { url } = harness.trigger;
		if (account.data.provider !== 'dialog360') {
			await account.setPortal({ moUrl: url, dnUrl: url, dlrUrl: url });
		}
		await account.writeText(CUSTOMER, 'hello');
		return harness;
	}

	get waitingUrl(): string {
		return `${this.server.url}/webhook-waiting`;
	}

	/**
	 * Runs the node until it waits, or ends.
	 * @param executionId of an execution that asks again, as in a loop
	 * @param typeName of the node that n8n makes of it, as for a human review
	 */
	async ask(
		parameters: INodeParameters,
		executionId = String(this.executions.size + 100),
		typeName?: string,
	): Promise<RunResult & { executionId: string }> {
		const { options, ...rest } = parameters;
		const run = await runNode(
			this.account,
			{
				operation: 'sendAndWait',
				to: CUSTOMER,
				message: 'Approve the refund?',
				...rest,
				options: { triggerUrl: this.trigger.url, ...(options as object) },
			} as INodeParameters,
			{
				nodeId: NODE_ID,
				mode: 'trigger',
				typeName,
				additionalData: { executionId, webhookWaitingBaseUrl: this.waitingUrl },
			},
		);
		const data = run.execution as IRunExecutionData;
		if (data.waitTill) this.executions.set(executionId, { data, workflow: run.workflow });
		return { ...run, executionId };
	}

	/** The newest message, and the references on its buttons. */
	async getLastQuestion() {
		const messages = await this.account.messages();
		const { id, payload, text } = messages[messages.length - 1];
		const ids = [...JSON.stringify(payload).matchAll(/"(?:id|payload)":"(n8n-wait[^"]*)"/g)];
		return { id, payload, text, ids: ids.map(([, reference]) => reference) };
	}

	/** Somebody taps a button. */
	async tap(id: string, title: string, from = CUSTOMER) {
		const interactive = { type: 'button_reply', button_reply: { id, title } };
		const message = { type: 'interactive', interactive };
		return await this.account.receiveInbound({ from, name: 'Ana', message });
	}

	/** What the node put out when it was resumed; undefined while it waits. */
	getOutput(executionId: string): IDataObject | undefined {
		return this.executions.get(executionId)?.output;
	}

	/** Deletes an execution that waits. */
	delete(executionId: string): void {
		this.executions.delete(executionId);
	}

	close = async () => {
		await this.trigger.close();
		await this.server.close();
	};

	private async serve(request: ServedRequest, response: ServedResponse): Promise<void> {
		this.requests.push(request);
		const [executionId] = request.path.split('/').slice(-2);
		const waiting = this.executions.get(executionId);
		if (!waiting) {
			response.status(404).json({ message: `The execution "${executionId}" does not exist.` });
			return;
		}
		if (!isSigned(request)) {
			response.status(401).json({ error: 'Invalid token' });
			return;
		}
		if (this.failedResumes > 0) {
			this.failedResumes--;
			response.status(503).json({ message: 'Service unavailable' });
			return;
		}
		if (this.busyResumes > 0) {
			this.busyResumes--;
			response.status(409).json({ message: `The execution "${executionId}" is running already.` });
			return;
		}
		if (waiting.output) {
			// n8n renders a page that says that nothing has to be done.
			response.status(200).json('<html></html>');
			return;
		}
		const node = waiting.workflow.getNode('WhatsApp BSP');
		if (!node) throw new Error('The workflow has no such node');
		const { provider } = this.account.data;
		const context = new WebhookContext(
			waiting.workflow,
			node,
			createAdditionalData(
				this.hasCredential ? this.readCredentials(CREDENTIAL_TYPES[provider]) : {},
				{
					executionId,
					httpRequest: { ...request, originalUrl: request.url },
					httpResponse: response,
				},
			),
			'webhook',
			{ webhookDescription: { name: 'default' } } as unknown as IWebhookData,
			[],
			waiting.data,
		);
		const result = await new WhatsAppBsp().webhook.call(context);
		if (result.workflowData && this.failedContinuations > 0) {
			this.failedContinuations--;
			response.status(500).json({ message: 'The execution could not be saved' });
			return;
		}
		if (result.workflowData) {
			await this.continuationsHeld;
			this.continuations++;
			waiting.output = result.workflowData[0][0].json;
		}
		if (!result.noWebhookResponse) response.status(200).json(result.webhookResponse ?? {});
	}

	private readCredentials(type: string) {
		const isFailing = this.failedCredentialReads > 0;
		if (isFailing) this.failedCredentialReads--;
		const { credentials } = this.account;
		return Object.defineProperty({}, type, {
			enumerable: true,
			get: () => {
				if (isFailing) throw new Error('Connection terminated due to connection timeout');
				return credentials;
			},
		});
	}
}

function isSigned({ url }: ServedRequest): boolean {
	const signed = new URL(url, 'http://n8n');
	const signature = signed.searchParams.get('signature') ?? '';
	const { hmacSignatureSecret } = Container.get(InstanceSettings);
	return validateUrlSignature(signature, signed, hmacSignatureSecret);
}

export { CUSTOMER };
