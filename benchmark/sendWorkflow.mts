import type { WorkflowFile } from '../sandbox/n8n/workflow.mts';
import { createChain, createNode } from './workflowFile.mts';

export const TRIGGER = 'Start';
export const SEND = 'Send';

const FIRST_RECIPIENT = 60_120_000_000;

/** @param number of the item, from 0 */
export const getRecipient = (number: number): string => String(FIRST_RECIPIENT + number);

interface SendWorkflowOptions {
	name: string;
	credential: { id: string };
	items: number;
	/** Number of the first recipient. */
	offset?: number;
	text: string;
	/** Of the node. */
	options: object;
}

/** Sends one message to each of as many recipients, started by hand. */
export function createSendWorkflow({
	name,
	credential,
	items,
	offset = 0,
	text,
	options,
}: SendWorkflowOptions): WorkflowFile {
	const list = `={{ Array.from({ length: ${items} }, (_, i) => ({ to: String(${FIRST_RECIPIENT + offset} + i) })) }}`;
	const send = {
		...createNode(SEND, 'n8n-nodes-whatsapp-bsp.whatsAppBsp', 1, {
			provider: 'dialog360',
			resource: 'message',
			operation: 'sendText',
			to: '={{ $json.to }}',
			text,
			options,
		}),
		credentials: { dialog360Api: { id: credential.id, name: 'sandbox' } },
	};
	const nodes = [
		createNode(TRIGGER, 'n8n-nodes-base.manualTrigger', 1, {}),
		createNode('List', 'n8n-nodes-base.set', 3.4, {
			assignments: { assignments: [{ id: '1', name: 'list', type: 'array', value: list }] },
			options: {},
		}),
		createNode('Split', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'list', options: {} }),
		send,
	];
	return createChain(name, nodes, { saveManualExecutions: true, executionOrder: 'v1' });
}
