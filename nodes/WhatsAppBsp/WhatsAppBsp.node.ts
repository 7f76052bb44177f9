import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { credentials, description as fields } from './actions/description';
import { joinProviderNames } from './actions/fields/providerTexts';
import { router } from './actions/router';
import { listSearch, resourceMapping } from './methods';
import { createSubtitle } from './providers';
import { handleAnswer } from './waiting/handleAnswer';
import { webhooks } from './waiting/webhooks';

export class WhatsAppBsp implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WhatsApp BSP',
		name: 'whatsAppBsp',
		icon: {
			light: 'file:../../icons/whatsAppBsp.svg',
			dark: 'file:../../icons/whatsAppBsp.dark.svg',
		},
		group: ['output'],
		version: 1,
		subtitle: createSubtitle(
			'($parameter["operation"] === "getAll" ? "get many" : $parameter["operation"].replace(/[A-Z]/g, (letter) => " " + letter.toLowerCase())) + ($parameter["resource"] === "message" ? "" : " (" + $parameter["resource"] + ")")',
		),
		description: `Send WhatsApp messages through ${joinProviderNames(undefined, 'or')}`,
		defaults: { name: 'WhatsApp BSP' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials,
		webhooks,
		waitingNodeTooltip:
			'={{ $parameter["responseType"] === "delivery" ? "The execution continues with the delivery receipt" : "The execution continues when the recipient answers" }}',
		properties: fields,
	};

	methods = { listSearch, resourceMapping };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await router.call(this);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await handleAnswer.call(this);
	}
}
