import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { createSubtitle } from './providers';
import {
	credentials,
	description,
	ndvHideUrl,
	outputs,
	properties,
	triggerPanel,
} from './trigger/description';
import { handleWebhook } from './trigger/receive/handleWebhook';
import { checkExists, create, remove } from './trigger/registration';

export class WhatsAppBspTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WhatsApp BSP Trigger',
		name: 'whatsAppBspTrigger',
		icon: {
			light: 'file:../../icons/whatsAppBsp.svg',
			dark: 'file:../../icons/whatsAppBsp.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: createSubtitle('[$parameter["triggerOn"]].flat().join(", ")'),
		description,
		eventTriggerDescription: 'Waiting for you to send a message to your WhatsApp number',
		activationMessage:
			'Your workflow now runs for every event selected in the trigger. The note at the top of the trigger’s parameters explains the setup your provider needs.',
		defaults: { name: 'WhatsApp BSP Trigger' },
		triggerPanel,
		inputs: [],
		outputs,
		credentials,
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// Without it, n8n responds with the literal text `firstEntryJson`.
				responseData: '',
				path: 'webhook',
				ndvHideMethod: true,
				ndvHideUrl,
			},
			{
				// Some providers don’t document the HTTP method that they call with.
				name: 'setup',
				httpMethod: 'GET',
				responseMode: 'onReceived',
				responseData: '',
				path: 'webhook',
				ndvHideUrl: true,
			},
		],
		properties,
	};

	webhookMethods = {
		default: {
			checkExists: async function (this: IHookFunctions): Promise<boolean> {
				return await checkExists.call(this);
			},
			create: async function (this: IHookFunctions): Promise<boolean> {
				return await create.call(this);
			},
			delete: async function (this: IHookFunctions): Promise<boolean> {
				return await remove.call(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await handleWebhook.call(this);
	}
}
