import { updateDisplayOptions, type IExecuteFunctions } from 'n8n-workflow';
import { validateText } from '../../core/validation';
import { createApiCall } from '../ask';
import { assertValid, getTrimmedText } from '../fields';
import type { Outbound, Run } from '../operation';
import { mediaIdField } from './common.description';

export const description = updateDisplayOptions(
	{ show: { resource: ['media'], operation: ['get'] } },
	[mediaIdField],
);

export function build(this: IExecuteFunctions, itemIndex: number, run: Run): Outbound {
	const mediaId = getTrimmedText(this, 'mediaId', itemIndex);
	assertValid(validateText('Media ID', mediaId, undefined));
	return createApiCall(run, 'media', 'get', { mediaId });
}
