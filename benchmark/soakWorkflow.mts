import type { WorkflowFile } from '../sandbox/n8n/workflow.mts';
import { node, type Credential } from './triggerWorkflows.mts';

/** Messages are answered, each once; of the receipts of these answers, each is counted elsewhere. */
export function soakWorkflow(credential: Credential, countUrl: string): WorkflowFile {
	const credentials = { dialog360Api: credential };
	const trigger = {
		...node('Trigger', 'n8n-nodes-whatsapp-bsp.whatsAppBspTrigger', 1, {
			provider: 'dialog360',
			triggerOn: ['message', 'status'],
			options: { batch: 'window', batchWindowMs: 150 },
		}),
		webhookId: crypto.randomUUID(),
		credentials,
	};
	const isMessage = node('Message?', 'n8n-nodes-base.if', 2.2, {
		conditions: {
			options: { caseSensitive: true, typeValidation: 'loose', version: 2 },
			combinator: 'and',
			conditions: [
				{
					id: '1',
					leftValue: '={{ $json.event }}',
					operator: { type: 'string', operation: 'equals' },
					rightValue: 'message',
				},
			],
		},
		options: {},
	});
	const send = {
		...node('Send', 'n8n-nodes-whatsapp-bsp.whatsAppBsp', 1, {
			provider: 'dialog360',
			resource: 'message',
			operation: 'sendText',
			to: '={{ $json.from }}',
			text: '=Got it: {{ $json.text }}',
			options: { idempotencyKey: '={{ $json.id }}' },
		}),
		credentials,
	};
	const count = node('Count', 'n8n-nodes-base.httpRequest', 4.2, {
		method: 'POST',
		url: countUrl,
		sendBody: true,
		specifyBody: 'json',
		jsonBody: '={{ JSON.stringify({ id: $json.messageId + $json.status }) }}',
		options: {},
	});
	const to = (name: string) => [{ node: name, type: 'main', index: 0 }];
	return {
		name: 'Soak',
		nodes: [trigger, isMessage, send, count],
		connections: {
			Trigger: { main: [to('Message?')] },
			'Message?': { main: [to('Send'), to('Count')] },
		},
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none' },
	};
}
