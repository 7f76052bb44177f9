import type { IWebhookDescription } from 'n8n-workflow';

const resumeWebhook = {
	name: 'default' as const,
	responseMode: 'onReceived' as const,
	// Without it, n8n responds with the literal text `firstEntryJson` (seen with 2.39.10, `webhook-helpers.js`).
	responseData: '',
	path: '={{ $nodeId }}',
	restartWebhook: true,
	isFullPath: true,
};

/** Where n8n resumes a waiting execution: answers come by POST, a person's browser begins with GET. */
export const webhooks: IWebhookDescription[] = [
	{ ...resumeWebhook, httpMethod: 'GET' },
	{ ...resumeWebhook, httpMethod: 'POST' },
];
