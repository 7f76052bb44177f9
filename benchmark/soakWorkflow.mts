import type { WorkflowFile, WorkflowNode } from '../sandbox/n8n/workflow.mts';
import type { Webhook } from './sandbox.mts';
import { createNode, type Credential } from './workflowFile.mts';

/** How long the trigger collects events, in milliseconds. */
const BATCH_MS = 150;

const ifThere = (leftValue: string, operator: object): WorkflowNode =>
	createNode('Message?', 'n8n-nodes-base.if', 2.2, {
		conditions: {
			options: { caseSensitive: true, typeValidation: 'loose', version: 2 },
			combinator: 'and',
			conditions: [{ id: '1', leftValue, operator, rightValue: 'message' }],
		},
		options: {},
	});

const post = (name: string, url: string, jsonBody: string, more: object = {}): WorkflowNode =>
	createNode(name, 'n8n-nodes-base.httpRequest', 4.2, {
		method: 'POST',
		url,
		sendBody: true,
		specifyBody: 'json',
		jsonBody,
		options: {},
		...more,
	});

/** Each message gets one reply; of the receipts of these replies, each is counted elsewhere. */
function workflow(
	trigger: WorkflowNode,
	isMessage: WorkflowNode,
	send: WorkflowNode,
	count: WorkflowNode,
): WorkflowFile {
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

export function soakWorkflow(credential: Credential, countUrl: string): WorkflowFile {
	const credentials = { dialog360Api: credential };
	const trigger = {
		...createNode('Trigger', 'n8n-nodes-whatsapp-bsp.whatsAppBspTrigger', 1, {
			provider: 'dialog360',
			triggerOn: ['message', 'status'],
			options: { batch: 'window', batchWindowMs: BATCH_MS },
		}),
		webhookId: crypto.randomUUID(),
		credentials,
	};
	const send = {
		...createNode('Send', 'n8n-nodes-whatsapp-bsp.whatsAppBsp', 1, {
			provider: 'dialog360',
			resource: 'message',
			operation: 'sendText',
			to: '={{ $json.from }}',
			text: '=Got it: {{ $json.text }}',
			options: { idempotencyKey: '={{ $json.id }}' },
		}),
		credentials,
	};
	return workflow(
		trigger,
		ifThere('={{ $json.event }}', { type: 'string', operation: 'equals' }),
		send,
		post('Count', countUrl, '={{ JSON.stringify({ id: $json.messageId + $json.status }) }}'),
	);
}

/** The same with n8n's own nodes alone, by hand: what n8n's memory does without this package. */
export function plainWorkflow(path: string, messages: Webhook, countUrl: string): WorkflowFile {
	const value = '$json.body.entry[0].changes[0].value';
	const hook = {
		...createNode('Trigger', 'n8n-nodes-base.webhook', 2, {
			httpMethod: 'POST',
			path,
			options: {},
		}),
		webhookId: path,
	};
	// Not `}}`: with that, n8n's expression would end.
	const message = `messaging_product: 'whatsapp', type: 'text', text: { body: 'Got it' }`;
	const send = post(
		'Send',
		messages.url,
		`={{ JSON.stringify({ ${message}, to: ${value}.messages[0].from }) }}`,
		{
			sendHeaders: true,
			headerParameters: {
				parameters: Object.entries(messages.headers).map(([name, header]) => ({
					name,
					value: header,
				})),
			},
		},
	);
	const status = `${value}.statuses[0]`;
	return workflow(
		hook,
		ifThere(`={{ ${value}.messages }}`, { type: 'array', operation: 'exists', singleValue: true }),
		send,
		post('Count', countUrl, `={{ JSON.stringify({ id: ${status}.id + ${status}.status }) }}`),
	);
}
