import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeParameters,
} from 'n8n-workflow';
import { CREDENTIAL_TYPES } from './engine';
import type { SandboxAccount } from './sandboxClient';

export interface TriggerOptions {
	triggerOn?: string[];
	/** The node's `options`. */
	options?: IDataObject;
	/** Distinguishes workflows on one number; default: a new one. */
	workflowId?: string;
	/** Credential data instead of the account's own. */
	credentials?: ICredentialDataDecryptedObject;
	/** Public address instead of the server's own. */
	publicUrl?: string;
	/** Where n8n resumes executions. */
	waitingUrl?: string;
}

/** The trigger as a workflow contains it. */
export function triggerNode(
	account: SandboxAccount,
	webhookId: string,
	options: TriggerOptions,
): INode {
	const { provider } = account.data;
	const credentialType = CREDENTIAL_TYPES[provider];
	return {
		id: '1',
		name: 'WhatsApp BSP Trigger',
		type: 'n8n-nodes-whatsapp-bsp.whatsAppBspTrigger',
		typeVersion: 1,
		position: [0, 0],
		webhookId,
		parameters: {
			provider,
			...(options.triggerOn ? { triggerOn: options.triggerOn } : {}),
			...(options.options ? { options: options.options as INodeParameters } : {}),
		},
		credentials: { [credentialType]: { id: '1', name: provider } },
	};
}
