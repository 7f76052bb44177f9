import { updateDisplayOptions, type IExecuteFunctions } from 'n8n-workflow';
import { checkText } from '../../messages/limits';
import { ask } from '../ask';
import { refuse, textOf } from '../fields';
import type { Outbound, Run } from '../operation';
import { mediaIdField } from './common.description';

export const description = updateDisplayOptions(
	{ show: { resource: ['media'], operation: ['delete'] } },
	[mediaIdField],
);

export function build(this: IExecuteFunctions, itemIndex: number, run: Run): Outbound {
	const mediaId = textOf(this, 'mediaId', itemIndex);
	refuse(checkText('Media ID', mediaId, undefined));
	return ask(run, 'media', 'delete', { mediaId });
}
