import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { credentials, description as fields } from './actions/description';
import { route } from './actions/router';

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
		subtitle:
			'={{ $parameter["operation"] + ": " + ({ dialog360: "360dialog", bulk360: "Bulk360", socnet: "Socnet", modica: "Modica" }[$parameter["provider"]] || "") }}',
		description: 'Send WhatsApp messages through 360dialog, Bulk360 (SMS 360), Socnet or Modica',
		defaults: { name: 'WhatsApp BSP' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials,
		properties: fields,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await route.call(this);
	}
}
