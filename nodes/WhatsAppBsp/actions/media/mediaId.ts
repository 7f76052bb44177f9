import type { INodeProperties } from 'n8n-workflow';
import { validateText } from '../../core/validation';
import type { ParameterReader } from '../parameterReader';

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

export function readMediaId(reader: ParameterReader): string {
	const mediaId = reader.trimmedText('mediaId');
	reader.assertValid(validateText('Media ID', mediaId));
	return mediaId;
}
