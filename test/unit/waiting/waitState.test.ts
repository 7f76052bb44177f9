import { WebhookContext } from 'n8n-core';
import { createRunExecutionData, Workflow, type IWebhookData } from 'n8n-workflow';
import { WhatsAppBsp } from '../../../nodes/WhatsAppBsp/WhatsAppBsp.node';
import { getWaitState } from '../../../nodes/WhatsAppBsp/waiting/waitState';
import { createAdditionalData, createNodeTypes } from '../../support/engine';

const STATE = { provider: 'dialog360', responseType: 'approval', questionId: 'q1' };

/** Of an execution whose node has this name, and may wait. */
function createContext(name: string, contextData: object): WebhookContext {
	const node = {
		id: '1',
		name,
		type: 'n8n-nodes-whatsapp-bsp.whatsAppBsp',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: {},
	};
	const workflow = new Workflow({
		id: 'w',
		nodes: [node],
		connections: {},
		active: true,
		nodeTypes: createNodeTypes(new WhatsAppBsp()),
	});
	const data = createRunExecutionData({ executionData: { contextData } } as never);
	const webhook = { webhookDescription: { name: 'default' } } as unknown as IWebhookData;
	const additionalData = createAdditionalData({});
	return new WebhookContext(workflow, node, additionalData, 'webhook', webhook, [], data);
}

it.each([
	'WhatsApp BSP',
	'Ask {{ name }}',
	'a }} b',
	'}}',
	'{ "quoted" \\ }',
	"It’s 'approved' 👍",
])('is found whatever the node’s name is: %s', (name) => {
	const context = createContext(name, { [`node:${name}`]: { wait: STATE } });
	expect(getWaitState(context)).toEqual(STATE);
});

it('is undefined where the execution waits for nothing', () => {
	expect(getWaitState(createContext('Ask', { 'node:Ask': {} }))).toBeUndefined();
});
