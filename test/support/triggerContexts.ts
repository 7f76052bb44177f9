import 'reflect-metadata';
import { HookContext, WebhookContext } from 'n8n-core';
import {
	Workflow,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type IWebhookData,
	type IWorkflowExecuteAdditionalData,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { createAdditionalData, createNodeTypes } from './engine';
import type { loadTrigger } from './loadNode';
import type { ServedRequest, ServedResponse } from './webhookServer';

type TriggerCode = ReturnType<typeof loadTrigger>;

/** What may change between two requests. */
interface Surroundings {
	code: TriggerCode;
	/** By type. */
	credentials: Record<string, ICredentialDataDecryptedObject>;
	publicUrl: string;
	waitingUrl?: string;
}

/** The contexts of n8n-core in which one trigger node runs. */
export class TriggerContexts {
	/** Lines that the node logged as warnings. */
	readonly warnings: string[] = [];

	constructor(
		private readonly node: INode & { webhookId: string },
		private readonly workflowId: string,
		private readonly getSurroundings: () => Surroundings,
	) {}

	createWorkflow(staticData: IDataObject): Workflow {
		return new Workflow({
			id: this.workflowId,
			nodes: [this.node],
			connections: {},
			active: true,
			nodeTypes: createNodeTypes(this.getSurroundings().code),
			staticData,
		});
	}

	createHookContext(
		workflow: Workflow,
		isTest: boolean,
		mode: WorkflowExecuteMode,
		activation: WorkflowActivateMode,
	): HookContext {
		const webhook = this.createWebhookData(isTest, 'POST');
		const additionalData = this.createAdditionalData();
		return this.recordWarnings(
			new HookContext(workflow, this.node, additionalData, mode, activation, webhook),
		);
	}

	createWebhookContext(
		workflow: Workflow,
		isTest: boolean,
		request: ServedRequest,
		response: ServedResponse,
	): WebhookContext {
		return this.recordWarnings(
			new WebhookContext(
				workflow,
				this.node,
				this.createAdditionalData({ httpRequest: request, httpResponse: response }),
				isTest ? 'manual' : 'webhook',
				this.createWebhookData(isTest, request.method),
				[],
				null,
			),
		);
	}

	private recordWarnings<T extends HookContext | WebhookContext>(context: T): T {
		jest.spyOn(context.logger, 'warn').mockImplementation((message) => {
			this.warnings.push(message);
		});
		return context;
	}

	private createWebhookData(isTest: boolean, method: string): IWebhookData {
		const descriptions = this.getSurroundings().code.description.webhooks ?? [];
		return {
			httpMethod: method,
			node: this.node.name,
			path: 'webhook',
			webhookId: this.node.webhookId,
			webhookDescription: descriptions.find(({ httpMethod }) => httpMethod === method),
			workflowId: this.workflowId,
			isTest,
			workflowExecuteAdditionalData: this.createAdditionalData(),
		} as unknown as IWebhookData;
	}

	private createAdditionalData(extra: object = {}): IWorkflowExecuteAdditionalData {
		const { credentials, publicUrl, waitingUrl } = this.getSurroundings();
		return createAdditionalData(credentials, {
			webhookBaseUrl: `${publicUrl}/webhook`,
			webhookTestBaseUrl: `${publicUrl}/webhook-test`,
			...(waitingUrl ? { webhookWaitingBaseUrl: waitingUrl } : {}),
			...extra,
		});
	}
}
