import 'reflect-metadata';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	ICredentialsHelper,
	NodeConnectionTypes,
	UserError,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IDataObject,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { Bulk360Api } from '../../credentials/Bulk360Api.credentials';
import { Dialog360Api } from '../../credentials/Dialog360Api.credentials';
import { ModicaApi } from '../../credentials/ModicaApi.credentials';
import { SocnetApi } from '../../credentials/SocnetApi.credentials';
import { WhatsAppBsp } from '../../nodes/WhatsAppBsp/WhatsAppBsp.node';
import type { SandboxAccount, SandboxProvider } from './sandboxClient';

const CREDENTIAL_CLASSES: Record<string, ICredentialType> = {
	bulk360Api: new Bulk360Api(),
	dialog360Api: new Dialog360Api(),
	modicaApi: new ModicaApi(),
	socnetApi: new SocnetApi(),
};

export const CREDENTIAL_TYPES: Record<SandboxProvider, string> = {
	bulk360: 'bulk360Api',
	dialog360: 'dialog360Api',
	modica: 'modicaApi',
	socnet: 'socnetApi',
};

/** Gives fixed credential data, and lets the real credential class sign each request. */
export class FixtureCredentials extends ICredentialsHelper {
	constructor(private readonly data: Record<string, ICredentialDataDecryptedObject>) {
		super();
	}

	getParentTypes() {
		return [];
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = CREDENTIAL_CLASSES[typeName];
		if (typeof authenticate !== 'function') {
			throw new TypeError(`${typeName} signs no request by a function`);
		}
		return await authenticate(credentials, options);
	}

	async preAuthentication() {
		return undefined;
	}

	async runPreAuthentication() {
		return undefined;
	}

	async getCredentials(): Promise<never> {
		throw new Error('not needed');
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		_details: unknown,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		// As n8n's own (`CredentialNotFoundError`).
		if (!(type in this.data))
			throw new UserError(`Credential with ID "1" does not exist for type "${type}".`);
		return this.data[type];
	}

	async updateCredentials() {}

	async updateCredentialsOauthTokenData() {}

	getCredentialsProperties() {
		return [];
	}

	isCredentialUsableByNode() {
		return true;
	}
}

/** What the engine needs around a workflow. */
export function createAdditionalData(
	credentials: Record<string, ICredentialDataDecryptedObject>,
	extra: object = {},
): IWorkflowExecuteAdditionalData {
	return {
		hooks: new ExecutionLifecycleHooks('manual', '1', { id: 'w' } as never),
		credentialsHelper: new FixtureCredentials(credentials),
		executionId: '1',
		restApiUrl: 'http://localhost:5678/rest',
		instanceBaseUrl: 'http://localhost:5678/',
		formWaitingBaseUrl: 'http://localhost:5678/form-waiting',
		webhookBaseUrl: 'http://localhost:5678/webhook',
		webhookWaitingBaseUrl: 'http://localhost:5678/webhook-waiting',
		webhookTestBaseUrl: 'http://localhost:5678/webhook-test',
		variables: {},
		...extra,
	} as unknown as IWorkflowExecuteAdditionalData;
}

/** A registry of exactly one node type. */
export function createNodeTypes(nodeType: INodeType): INodeTypes {
	return {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	} as unknown as INodeTypes;
}

export interface RunOptions {
	items?: INodeExecutionData[];
	onError?: INode['onError'];
	retryOnFail?: boolean;
	/** The workflow's time zone. */
	timezone?: string;
	/** Credential data instead of the account's own. */
	credentials?: ICredentialDataDecryptedObject;
	/** Runs of one credential share what they know of the account. */
	credentialId?: string;
	/** The node's id, by which n8n stores its keys. */
	nodeId?: string;
	/** The node's name in n8n; default: the action node's. */
	typeName?: string;
	/** It runs as the tool of an AI agent, which gets what it outputs. */
	isAgentTool?: boolean;
	/** The node's code; default: this process's own. */
	nodeType?: INodeType;
	/** What the engine gets around the workflow in addition. */
	additionalData?: object;
	/** What nodes remembered earlier in the execution. */
	contextData?: object;
	/** How the execution was started; default: from the editor. */
	mode?: 'manual' | 'trigger';
	/** Gets what stops the execution, as soon as it runs. */
	onStart?(cancel: () => void): void;
}

export interface RunResult {
	/** Items of the regular output. */
	items: INodeExecutionData[];
	/** Items of the error output. */
	errorItems: INodeExecutionData[];
	json: IDataObject[];
	/** What the editor shows above the output. */
	hints: string[];
	/** What n8n stores of the run. */
	execution: unknown;
	workflow: Workflow;
	error?: Error & {
		description?: string | null;
		context?: IDataObject;
		httpCode?: string | null;
	};
}

/** Runs the action node once through n8n's own engine, against an account of the sandbox. */
export async function runNode(
	account: SandboxAccount,
	parameters: INodeParameters,
	options: RunOptions = {},
): Promise<RunResult> {
	const { provider } = account.data;
	const type = CREDENTIAL_TYPES[provider];
	const node: INode = {
		id: options.nodeId ?? '1',
		name: 'WhatsApp BSP',
		type: `n8n-nodes-whatsapp-bsp.${options.typeName ?? 'whatsAppBsp'}`,
		typeVersion: 1,
		position: [0, 0],
		parameters: { provider, resource: 'message', ...parameters },
		...(parameters.resource === 'event'
			? {}
			: { credentials: { [type]: { id: options.credentialId ?? '1', name: provider } } }),
		...(options.isAgentTool ? { rewireOutputLogTo: NodeConnectionTypes.AiTool } : {}),
		...(options.onError ? { onError: options.onError } : {}),
		...(options.retryOnFail ? { retryOnFail: true, waitBetweenTries: 0 } : {}),
	};
	const workflow = new Workflow({
		id: 'w',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: createNodeTypes(options.nodeType ?? new WhatsAppBsp()),
		settings: { timezone: options.timezone ?? 'UTC' },
	});
	const items = options.items ?? [{ json: {} }];
	const execution = new WorkflowExecute(
		createAdditionalData(
			{ [type]: options.credentials ?? account.credentials },
			options.additionalData,
		),
		options.mode ?? 'manual',
		createRunExecutionData({
			executionData: {
				contextData: options.contextData ?? {},
				nodeExecutionStack: [{ node, data: { main: [items] }, source: null }],
			},
		} as never),
	).processRunExecutionData(workflow);
	options.onStart?.(() => execution.cancel());
	const run = await execution;
	const [task] = run.data.resultData.runData[node.name] ?? [];
	const [main, errors] = task?.data?.main ?? task?.data?.ai_tool ?? [];
	return {
		items: main ?? [],
		errorItems: errors ?? [],
		json: (main ?? []).map(({ json }) => json),
		execution: run.data,
		workflow,
		hints: (task?.hints ?? []).map(({ message }) => message),
		error: (run.data.resultData.error ?? task?.error) as RunResult['error'],
	};
}

/** The same for the operations of a resource other than the message. */
export function createRunner(resource: string) {
	return async (
		account: SandboxAccount,
		operation: string,
		parameters: INodeParameters = {},
		options?: RunOptions,
	) => await runNode(account, { resource, operation, ...parameters }, options);
}

/** The first bytes of a JPEG, enough to recognize it. */
export const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');

/** A file as an earlier node would output it. */
export function fileItem(
	bytes: Buffer,
	mimeType: string,
	fileName: string,
	json: IDataObject = {},
): INodeExecutionData {
	return { json, binary: { data: { data: bytes.toString('base64'), mimeType, fileName } } };
}
