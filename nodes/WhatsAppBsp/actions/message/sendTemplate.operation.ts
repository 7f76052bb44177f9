import type { OutboundMessage } from '../../messages/types';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { readCommonFields } from './commonFields';
import { readMarketing } from './template/marketing';
import { readTemplateContent } from './template/readTemplateContent';
import { properties } from './template/templateFields';

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendTemplate'] } },
	properties,
);

export const kind = 'message';

export async function buildMessages(
	reader: ParameterReader,
	run: RunContext,
): Promise<OutboundMessage[]> {
	return [
		{
			content: await readTemplateContent(reader, run),
			...readCommonFields(reader),
			...readMarketing(reader.collection('options')),
		},
	];
}
