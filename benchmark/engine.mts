import { createRequire } from 'node:module';
import path from 'node:path';
import type {
	ICredentialDataDecryptedObject,
	ICredentials,
	ICredentialType,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	INodeTypes,
	IVersionedNodeType,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import type { ContenderInput } from './types.mts';

/** A node's class, made; n8n's own have several versions. */
export type LoadedNode = INodeType | IVersionedNodeType;

export interface Engine {
	/** Runs one node over items and returns its output items. */
	run(
		nodeType: LoadedNode,
		parameters: INodeParameters,
		items: INodeExecutionData[],
	): Promise<INodeExecutionData[]>;
	load(file: string): unknown;
	/** Of the account that the runs use. */
	credentials: Record<string, string>;
	/** Processor time of the runs, without n8n's start. */
	cpuSeconds: number;
}

const CREDENTIAL = 'dialog360Api';

/** n8n's own engine, as its server uses it, around one node. */
export function startEngine({ n8n, dist, credentials }: ContenderInput): Engine {
	const load = createRequire(path.join(n8n, 'n8n', 'package.json'));
	process.env.N8N_LOG_LEVEL = 'silent';
	load('reflect-metadata');
	const { WorkflowExecute, ExecutionLifecycleHooks } = load(
		'n8n-core',
	) as typeof import('n8n-core');
	const { Workflow, createRunExecutionData, ICredentialsHelper } = load(
		'n8n-workflow',
	) as typeof import('n8n-workflow');
	const loadOwn = createRequire(path.join(dist, 'package.json'));
	const { Dialog360Api } = loadOwn('./credentials/Dialog360Api.credentials.js') as {
		Dialog360Api: new () => ICredentialType;
	};
	const credentialType = new Dialog360Api();

	class Credentials extends ICredentialsHelper {
		getParentTypes = () => [];
		authenticate = async (
			data: ICredentialDataDecryptedObject,
			_type: string,
			options: IHttpRequestOptions,
		) =>
			typeof credentialType.authenticate === 'function'
				? await credentialType.authenticate(data, options)
				: { ...options, headers: { ...options.headers, 'D360-API-KEY': data.apiKey } };
		preAuthentication = async () => undefined;
		runPreAuthentication = async () => undefined;
		getCredentials = async () => ({}) as ICredentials<ICredentialDataDecryptedObject>;
		getDecrypted = async () => engine.credentials;
		updateCredentials = async () => undefined;
		updateCredentialsOauthTokenData = async () => undefined;
		getCredentialsProperties = () => [];
		isCredentialUsableByNode = () => true;
	}

	const engine: Engine = {
		load: (file) => load(file) as unknown,
		credentials,
		cpuSeconds: 0,
		async run(nodeType, parameters, items) {
			const versions = 'getNodeType' in nodeType ? nodeType : undefined;
			const instance = 'getNodeType' in nodeType ? nodeType.getNodeType(4.2) : nodeType;
			const node: INode = {
				id: '1',
				name: 'node',
				type: 'bench',
				typeVersion: versions ? 4.2 : 1,
				position: [0, 0],
				parameters,
				credentials: { [CREDENTIAL]: { id: '1', name: 'bench' } },
				onError: 'continueRegularOutput',
			};
			const nodeTypes: INodeTypes = {
				getByName: () => instance,
				getByNameAndVersion: () => instance,
				getKnownTypes: () => ({}),
			};
			const workflow = new Workflow({
				id: 'w',
				nodes: [node],
				connections: {},
				active: false,
				nodeTypes,
				settings: {},
			});
			const additionalData = {
				hooks: new ExecutionLifecycleHooks('manual', '1', { id: 'w' } as IWorkflowBase),
				credentialsHelper: new Credentials(),
				executionId: '1',
				restApiUrl: 'http://localhost:5678/rest',
				instanceBaseUrl: 'http://localhost:5678/',
				formWaitingBaseUrl: 'http://localhost:5678/form-waiting',
				webhookBaseUrl: 'http://localhost:5678/webhook',
				webhookWaitingBaseUrl: 'http://localhost:5678/webhook-waiting',
				webhookTestBaseUrl: 'http://localhost:5678/webhook-test',
				variables: {},
			} as unknown as IWorkflowExecuteAdditionalData;
			const data = createRunExecutionData({
				executionData: { nodeExecutionStack: [{ node, data: { main: [items] }, source: null }] },
			});
			const before = process.cpuUsage();
			const run = await new WorkflowExecute(additionalData, 'manual', data).processRunExecutionData(
				workflow,
			);
			const { user, system } = process.cpuUsage(before);
			engine.cpuSeconds += (user + system) / 1e6;
			const [task] = run.data.resultData.runData.node ?? [];
			const error = run.data.resultData.error ?? task?.error;
			if (error) throw error;
			return task.data?.main[0] ?? [];
		},
	};
	return engine;
}
