import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { RegisteredWebhook, SecretHeader } from '../providers/provider';

/** What an activation leaves for the calls that follow and for the deactivation. */
export interface Remembered {
	/** The header that the provider was told to send. */
	secretHeader?: SecretHeader;
	/** The webhook that was registered before this one. */
	previous?: RegisteredWebhook;
}

/** This node's part of the workflow's static data; what is written to it is kept. */
export function remembered(context: IHookFunctions | IWebhookFunctions): Remembered {
	return context.getWorkflowStaticData('node') as Remembered;
}
