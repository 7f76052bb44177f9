import { PROVIDERS } from '../../../sandbox/demo/providers.mts';
import type { Environment } from '../../../sandbox/demo/environment.mts';
import type { WorkflowFile } from '../../../sandbox/n8n/workflow.mts';
import { ACTION } from '../editor.mts';

/** A workflow whose node gets a rejection, as the editor shows it. */
export interface RejectedNode {
	/** `rejected-bulk360-key` */
	file: string;
	workflow: WorkflowFile;
	nodeId: string;
}

/** By credential type: the node's `provider`, what to spoil, and who has not written lately. */
const CASES: Readonly<Record<string, { provider: string; secret: string; stranger: string }>> = {
	dialog360Api: { provider: 'dialog360', secret: 'apiKey', stranger: '+49 1512 3456789' },
	bulk360Api: { provider: 'bulk360', secret: 'appSecret', stranger: '+60 12-324 0067' },
	socnetApi: { provider: 'socnet', secret: 'apiKey', stranger: '+256 772 999888' },
	modicaApi: { provider: 'modica', secret: 'password', stranger: '+64 21 999 8888' },
};

const WRONG = 'not-the-one';
/** Without a country code. */
const LOCAL_NUMBER = '012-345 67';

/** What newcomers meet first at each provider: a wrong key, a local number, a closed window. */
export async function getRejectedNodes(
	environment: Environment,
	onlyProvider?: string,
): Promise<RejectedNode[]> {
	const rejectedNodes: RejectedNode[] = [];
	for (const { account, label, credentialType } of PROVIDERS) {
		const { provider, secret, stranger } = CASES[credentialType] ?? {};
		if (!provider || !secret || !stranger || provider !== (onlyProvider ?? provider)) continue;
		const { credentials } = await environment.sandbox.account(account).read();
		const credential = async (name: string, data: Record<string, string>) => ({
			name,
			...(await environment.n8n.client.createCredential(credentialType, name, data)),
		});
		const right = await credential(`${label} right`, credentials);
		const wrong = await credential(`${label} wrong`, { ...credentials, [secret]: WRONG });
		for (const [name, { id }, to] of [
			['key', wrong, stranger],
			['number', right, LOCAL_NUMBER],
			['window', right, stranger],
		] as const) {
			const nodeId = crypto.randomUUID();
			const file = `rejected-${provider}-${name}`;
			rejectedNodes.push({ file, nodeId, workflow: sending(file, nodeId, provider, to) });
			const [, node] = rejectedNodes.at(-1)?.workflow.nodes ?? [];
			if (node) node.credentials = { [credentialType]: { id, name: label } };
		}
	}
	return rejectedNodes;
}

function sending(name: string, id: string, provider: string, to: string): WorkflowFile {
	return {
		name,
		nodes: [
			{
				id: crypto.randomUUID(),
				name: 'Try it',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id,
				name: 'Send',
				type: ACTION,
				typeVersion: 1,
				position: [220, 0],
				parameters: { provider, resource: 'message', operation: 'sendText', to, text: 'Hello' },
			},
		],
		connections: { 'Try it': { main: [[{ node: 'Send', type: 'main', index: 0 }]] } },
	};
}
