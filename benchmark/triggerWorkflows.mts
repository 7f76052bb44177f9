import type { WorkflowFile, WorkflowNode } from '../sandbox/n8n/workflow.mts';
import { createChain, createNode, type Credential } from './workflowFile.mts';

const MINIMAL = 'minimalTrigger';

/** What a plain community trigger does, as code for n8n's folder of custom extensions. */
export const MINIMAL_CODE = `
exports.MinimalTrigger = class {
	description = {
		displayName: 'Minimal Trigger', name: '${MINIMAL}', group: ['trigger'], version: 1,
		description: 'x', defaults: { name: 'Minimal' }, inputs: [], outputs: ['main'],
		credentials: [{ name: 'dialog360Api' }],
		properties: [{ displayName: 'Returns', name: 'returns', type: 'string', default: 'item' }],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', responseData: '', path: 'webhook' }],
	};
	webhookMethods = { default: { checkExists: async () => true, create: async () => true, delete: async () => true } };
	async webhook() {
		if (this.getNodeParameter('returns') === 'nothing') return { webhookResponse: { status: 'ignored' } };
		return { workflowData: [[{ json: this.getBodyData() }]] };
	}
};
`;

const SETTINGS = { saveDataSuccessExecution: 'none', executionOrder: 'v1' };

const createEnd = () => createNode('End', 'n8n-nodes-base.noOp', 1, {});

export function createOwnTrigger(
	name: string,
	credential: Credential,
	parameters: { triggerOn: string[]; options?: object },
	...rest: WorkflowNode[]
): WorkflowFile {
	const trigger = {
		...createNode('Trigger', 'n8n-nodes-whatsapp-bsp.whatsAppBspTrigger', 1, {
			provider: 'dialog360',
			...parameters,
		}),
		webhookId: crypto.randomUUID(),
		credentials: { dialog360Api: credential },
	};
	return createChain(name, [trigger, ...(rest.length > 0 ? rest : [createEnd()])], SETTINGS);
}

/** @param credential what n8n then checks for each execution, as for this trigger; the trigger ignores it */
export function createMinimalTrigger(
	returns: 'item' | 'nothing',
	credential?: Credential,
): WorkflowFile & { webhookId: string } {
	const webhookId = crypto.randomUUID();
	const trigger = {
		...createNode('Trigger', `CUSTOM.${MINIMAL}`, 1, { returns }),
		webhookId,
		...(credential ? { credentials: { dialog360Api: credential } } : {}),
	};
	const file = createChain(`minimal ${returns}`, [trigger, createEnd()], SETTINGS);
	return { ...file, webhookId };
}

/** A call of 360dialog: one status, or one message. */
export function buildBody(kind: 'status' | 'message', run: string) {
	return (number: number): string => {
		const id = `wamid.${run}${number}`;
		const timestamp = '1790000000';
		const value =
			kind === 'status'
				? { statuses: [{ id, status: 'delivered', timestamp, recipient_id: '60123240066' }] }
				: {
						messages: [{ id, from: '60123240066', timestamp, type: 'text', text: { body: 'hi' } }],
					};
		const metadata = { display_phone_number: '15550001111', phone_number_id: '106' };
		return JSON.stringify({
			object: 'whatsapp_business_account',
			entry: [
				{
					id: 'W',
					changes: [
						{ field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } },
					],
				},
			],
		});
	};
}
