import type { INodeProperties } from 'n8n-workflow';

export const mediaIdField: INodeProperties = {
	displayName: 'Media ID',
	name: 'mediaId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 1037543291543636',
	description:
		'ID from an upload (kept for 30 days, or 14 days On-Premise) or from the WhatsApp BSP Trigger (kept for 7 days)',
};
