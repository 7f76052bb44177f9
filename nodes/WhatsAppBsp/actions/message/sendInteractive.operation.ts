import type { INodeProperties } from 'n8n-workflow';
import { DIRECT_SEND_INTERACTIVE } from '../../messages/directSend';
import type { OutboundMessage } from '../../messages/types';
import type { ParameterReader } from '../parameterReader';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';
import {
	createRecipientFields,
	createOptionsField,
	readCommonFields,
	windowNotice,
} from './commonFields';
import { createDirectSendFields } from './directSend';
import { createOutsideWindowFieldsWithUtility } from './windowFallback';
import { interactiveFields, readInteractive } from './interactive';

const UTILITY_TYPES = { '/interactiveType': [...DIRECT_SEND_INTERACTIVE] };

const properties: INodeProperties[] = [
	windowNotice,
	...createRecipientFields('sendInteractive'),
	...interactiveFields,
	createOptionsField([
		...createDirectSendFields(['utility'], UTILITY_TYPES),
		...createOutsideWindowFieldsWithUtility(UTILITY_TYPES),
	]),
];

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendInteractive'] } },
	properties,
);

export const kind = 'message';

export async function buildMessages(reader: ParameterReader): Promise<OutboundMessage[]> {
	const interactive = await readInteractive(reader);
	return [{ content: { type: 'interactive', interactive }, ...readCommonFields(reader) }];
}
