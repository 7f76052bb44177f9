import type { WorkflowFile } from '../../../sandbox/n8n/workflow.mts';
import type { Setting } from './types.mts';

export const TRIGGER = 'Trigger';
export const SEND = 'Send';

interface Credential {
	id: string;
	name: string;
}

/** Each message gets one reply, with the event's id as the idempotency key. */
export function createReplyWorkflow(setting: Setting, credential: Credential): WorkflowFile {
	const { promise = 'atMostOnce', batchWindowMs, maxRetries } = setting;
	const credentials = { dialog360Api: credential };
	const trigger = {
		id: TRIGGER,
		name: TRIGGER,
		type: 'n8n-nodes-whatsapp-bsp.whatsAppBspTrigger',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		webhookId: crypto.randomUUID(),
		parameters: {
			provider: 'dialog360',
			triggerOn: ['message'],
			options: batchWindowMs === undefined ? {} : { batch: 'window', batchWindowMs },
		},
		credentials,
	};
	const send = {
		id: SEND,
		name: SEND,
		type: 'n8n-nodes-whatsapp-bsp.whatsAppBsp',
		typeVersion: 1,
		position: [200, 0] as [number, number],
		parameters: {
			provider: 'dialog360',
			resource: 'message',
			operation: 'sendText',
			to: '={{ $json.from }}',
			text: '=Got it: {{ $json.text }}',
			options: {
				idempotencyKey: '={{ $json.id }}',
				idempotencyMode: promise,
				...(maxRetries === undefined ? {} : { maxRetries }),
			},
		},
		credentials,
	};
	return {
		name: 'Reply once',
		nodes: [trigger, send],
		connections: { [TRIGGER]: { main: [[{ node: SEND, type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}
