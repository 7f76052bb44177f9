import type { INodeProperties } from 'n8n-workflow';

export const mediaIdField: INodeProperties = {
	displayName: 'Media ID',
	name: 'mediaId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 1037543291543636',
	description:
		'ID from an upload (kept 30 days; On-Premise: 14) or from the WhatsApp BSP Trigger (kept 7 days)',
};
