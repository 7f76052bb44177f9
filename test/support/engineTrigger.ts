import 'reflect-metadata';
import { HookContext, WebhookContext } from 'n8n-core';
import {
	Workflow,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type IWebhookData,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { WhatsAppBspTrigger } from '../../nodes/WhatsAppBsp/WhatsAppBspTrigger.node';
import { additionalDataFor, CREDENTIAL_OF, nodeTypesOf } from './engine';
import type { SandboxAccount } from './sandboxClient';
import {
	startWebhookServer,
	type ServedRequest,
	type ServedResponse,
	type WebhookServer,
} from './webhookServer';

const WEBHOOK_ID = '0d9c7c1e-7f0c-4a53-9f3e-6a0f5c1b2a3d';

export interface TriggerOptions {
	triggerOn?: string[];
	/** Credential data instead of the account's own. */
	credentials?: ICredentialDataDecryptedObject;
	/** Public address instead of the server's own. */
	publicUrl?: string;
}

/** One of the two lives of a trigger: activated, or listening for a test event. */
class Side {
	readonly workflow: Workflow;

	isOn = false;

	constructor(
		readonly node: INode,
		readonly isTest: boolean,
		type: WhatsAppBspTrigger,
	) {
		this.workflow = new Workflow({
			id: 'w',
			nodes: [node],
			connections: {},
			active: !isTest,
			nodeTypes: nodeTypesOf(type),
		});
	}
}

/**
 * The trigger node as n8n runs it: real contexts of n8n-core around it, a web server in front, and
 * n8n's order of hooks and answers (`webhook.service.js`, `webhook-helpers.js`).
 */
export class TriggerBench {
	/** One entry per execution that n8n would have started: its items. */
	readonly executions: IDataObject[][] = [];

	/** Lines that the node logged as warnings. */
	readonly warnings: string[] = [];

	private readonly type = new WhatsAppBspTrigger();

	private readonly live: Side;

	private readonly test: Side;

	private server!: WebhookServer;

	private constructor(
		account: SandboxAccount,
		private readonly options: TriggerOptions,
	) {
		const { provider } = account.data;
		const credentialType = CREDENTIAL_OF[provider];
		const node: INode = {
			id: '1',
			name: 'WhatsApp BSP Trigger',
			type: 'n8n-nodes-whatsapp-bsp.whatsAppBspTrigger',
			typeVersion: 1,
			position: [0, 0],
			webhookId: WEBHOOK_ID,
			parameters: {
				provider,
				...(options.triggerOn ? { triggerOn: options.triggerOn } : {}),
			},
			credentials: { [credentialType]: { id: '1', name: provider } },
		};
		this.credentials = { [credentialType]: options.credentials ?? account.credentials };
		this.live = new Side(node, false, this.type);
		this.test = new Side(node, true, this.type);
	}

	/** By type of the credential; a test may change them between calls. */
	credentials: Record<string, ICredentialDataDecryptedObject>;

	static async start(account: SandboxAccount, options: TriggerOptions = {}) {
		const bench = new TriggerBench(account, options);
		bench.server = await startWebhookServer(
			async (request, response) => await bench.serve(request, response),
		);
		return bench;
	}

	get url() {
		return `${this.publicUrl}/webhook/${WEBHOOK_ID}/webhook`;
	}

	get testUrl() {
		return `${this.publicUrl}/webhook-test/${WEBHOOK_ID}/webhook`;
	}

	activate = async () => await this.switchOn(this.live, 'trigger', 'activate');
	/** Only the second half of an activation: no look-up before. */
	create = async () =>
		await this.type.webhookMethods.default.create.call(
			this.hooks(this.live, 'trigger', 'activate'),
		);
	deactivate = async () => await this.switchOff(this.live);
	listen = async () => await this.switchOn(this.test, 'manual', 'manual');
	stopListening = async () => await this.switchOff(this.test);
	close = async () => await this.server.close();

	/** What the node keeps between calls, as n8n stores it with the workflow. */
	get memory(): IDataObject {
		return (this.live.workflow.staticData as IDataObject)[
			`node:${this.live.node.name}`
		] as IDataObject;
	}

	private get publicUrl() {
		return this.options.publicUrl ?? this.server.url;
	}

	private async switchOn(side: Side, mode: WorkflowExecuteMode, activation: WorkflowActivateMode) {
		const context = this.hooks(side, mode, activation);
		const { checkExists, create } = this.type.webhookMethods.default;
		const existed = await checkExists.call(context);
		if (!existed) await create.call(context);
		side.isOn = true;
		return existed ? 'existed' : 'created';
	}

	private async switchOff(side: Side) {
		side.isOn = false;
		return await this.type.webhookMethods.default.delete.call(
			this.hooks(side, 'internal', 'update'),
		);
	}

	private hooks(side: Side, mode: WorkflowExecuteMode, activation: WorkflowActivateMode) {
		return new HookContext(
			side.workflow,
			side.node,
			this.additionalData(),
			mode,
			activation,
			this.webhookData(side, 'POST'),
		);
	}

	private webhookData(side: Side, method: string): IWebhookData {
		const descriptions = this.type.description.webhooks ?? [];
		return {
			httpMethod: method,
			node: side.node.name,
			path: 'webhook',
			webhookId: WEBHOOK_ID,
			webhookDescription: descriptions.find(({ httpMethod }) => httpMethod === method),
			workflowId: 'w',
			isTest: side.isTest,
			workflowExecuteAdditionalData: this.additionalData(),
		} as unknown as IWebhookData;
	}

	private additionalData(extra: object = {}) {
		return additionalDataFor(this.credentials, {
			webhookBaseUrl: `${this.publicUrl}/webhook`,
			webhookTestBaseUrl: `${this.publicUrl}/webhook-test`,
			...extra,
		});
	}

	private async serve(request: ServedRequest, response: ServedResponse) {
		const side = request.path.startsWith('/webhook-test/') ? this.test : this.live;
		if (!side.isOn) {
			response.status(404).json({ message: 'The requested webhook is not registered.' });
			return;
		}
		const context = new WebhookContext(
			side.workflow,
			side.node,
			this.additionalData({ httpRequest: request, httpResponse: response }),
			side.isTest ? 'manual' : 'webhook',
			this.webhookData(side, request.method),
			[],
			null,
		);
		jest.spyOn(context.logger, 'warn').mockImplementation((message) => {
			this.warnings.push(message);
		});
		const result = await this.type.webhook.call(context);
		for (const items of result.workflowData ?? []) {
			this.executions.push(items.map(({ json }) => json));
		}
		if (result.noWebhookResponse) return;
		response.status(200).json(result.webhookResponse ?? { message: 'Webhook call received' });
	}
}
