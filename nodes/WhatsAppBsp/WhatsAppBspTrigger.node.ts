import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { createSubtitle } from './providers';
import { credentials, outputs, properties, triggerPanel } from './trigger/description';
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
		subtitle: createSubtitle('$parameter["triggerOn"].join(", ")'),
		description:
			// n8n's search also shows this for the pair of both nodes.
			'Starts the workflow when a WhatsApp message, delivery receipt, or other event arrives from 360dialog, Bulk360 (SMS 360), or Modica. Its actions send messages, also through Socnet.',
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
				// Without it, n8n answers the literal text `firstEntryJson`.
				responseData: '',
				path: 'webhook',
				ndvHideMethod: true,
				ndvHideUrl: '={{ $parameter["provider"] === "dialog360" }}',
			},
			{
				// Bulk360 does not say which verb its hooks use.
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
