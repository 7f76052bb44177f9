import { readFileSync } from 'node:fs';
import path from 'node:path';
import { REPOSITORY } from '../n8n/cache.mts';
import type { Json, WorkflowFile, WorkflowNode } from '../n8n/workflow.mts';
import type { SandboxAccount } from './sandbox.mts';

/** What differs between the providers as far as a person who sets them up can see. */
export interface DemoProvider {
	/** Account id in the sandbox; also the end of the example files' names. */
	account: string;
	/** Value of the nodes' field Provider. */
	name: string;
	label: string;
	credentialType: string;
	/** What the user adds to the credential to guard the webhook URL. */
	webhookSecret?: Record<string, string>;
	/** How the webhook URL reaches the provider. Absent: it documents no webhook. */
	connect?: {
		/** What the user does by hand; none where the activation registers the webhook. */
		byHand?: (account: SandboxAccount, productionUrl: string) => Promise<string>;
		/** URLs that the provider will call. */
		registered: (webhook: Json) => unknown[];
	};
	/** The reply quotes the customer's message; the customer's message gets blue check marks. */
	quotes: boolean;
	marksAsRead: boolean;
	/** The demo asks the customer with buttons. */
	asks: boolean;
}

const TOKEN = 'demo-token';
const CALLBACK = { user: 'modica', password: 'demo-password' };

export const PROVIDERS: DemoProvider[] = [
	{
		account: '360dialog',
		name: 'dialog360',
		label: '360dialog',
		credentialType: 'dialog360Api',
		connect: { registered: ({ url }) => [url] },
		quotes: true,
		marksAsRead: true,
		asks: true,
	},
	{
		account: 'bulk360',
		name: 'bulk360',
		label: 'Bulk360',
		credentialType: 'bulk360Api',
		webhookSecret: { webhookToken: TOKEN },
		connect: {
			byHand: async (account, productionUrl) => {
				const url = `${productionUrl}?token=${TOKEN}`;
				await account.setPortal({ dnUrl: url, moUrl: url });
				return 'pasted into the portal as DN hook and incoming message hook, with ?token=';
			},
			registered: ({ dnUrl, moUrl }) => [dnUrl, moUrl],
		},
		quotes: false,
		marksAsRead: false,
		asks: false,
	},
	{
		account: 'socnet',
		name: 'socnet',
		label: 'Socnet',
		credentialType: 'socnetApi',
		quotes: false,
		marksAsRead: false,
		asks: false,
	},
	{
		account: 'modica',
		name: 'modica',
		label: 'Modica',
		credentialType: 'modicaApi',
		webhookSecret: { webhookUsername: CALLBACK.user, webhookPassword: CALLBACK.password },
		connect: {
			byHand: async (account, productionUrl) => {
				const url = productionUrl.replace('://', `://${CALLBACK.user}:${CALLBACK.password}@`);
				await account.setPortal({ moUrl: url, dlrUrl: url });
				return 'pasted into the portal as MO and DLR callback, with user:password@';
			},
			registered: ({ moUrl, dlrUrl }) => [moUrl, dlrUrl],
		},
		quotes: true,
		marksAsRead: false,
		asks: true,
	},
];

export function readExample(name: string): WorkflowFile {
	const file = path.join(REPOSITORY, 'examples', `${name}.json`);
	return JSON.parse(readFileSync(file, 'utf8')) as WorkflowFile;
}

const OURS = /^n8n-nodes-whatsapp-bsp\./;

/** The imported workflow once its user has picked the credential in each of our nodes. */
export const withCredential = (
	file: WorkflowFile,
	type: string,
	credential: { id: string; name: string },
): WorkflowFile => ({
	...file,
	nodes: file.nodes.map((node) =>
		OURS.test(node.type) ? { ...node, credentials: { [type]: credential } } : node,
	),
});

export function getNodeOfType(file: WorkflowFile, type: RegExp): WorkflowNode {
	const node = file.nodes.find((candidate) => type.test(candidate.type));
	if (!node) throw new Error(`"${file.name}" has no node of type ${type.source}`);
	return node;
}
