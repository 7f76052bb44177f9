import type { INodeProperties } from 'n8n-workflow';
import { DIRECT_SEND_INTERACTIVE } from '../../messages/directSend';
import type { OutboundMessage } from '../../messages/types';
import type { ParameterReader } from '../parameterReader';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';
import {
	createRecipientFields,
	optionsField,
	readCommonFields,
	windowNotice,
} from './commonFields';
import { createDirectSendFields } from './directSend';
import { outsideWindowFieldsWithUtility } from './windowFallback';
import { interactiveFields, readInteractive } from './interactive';

const properties: INodeProperties[] = [
	windowNotice,
	...createRecipientFields('sendInteractive'),
	...interactiveFields,
	optionsField([
		...createDirectSendFields(['utility'], { '/interactiveType': [...DIRECT_SEND_INTERACTIVE] }),
		...outsideWindowFieldsWithUtility,
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
