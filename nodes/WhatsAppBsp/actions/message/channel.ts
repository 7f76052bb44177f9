import type { INodeProperties } from 'n8n-workflow';
import type { OutboundMessage } from '../../messages/types';
import { getProvidersWith } from '../../providers';
import type { ParameterReader } from '../parameterReader';

const smsProviders = getProvidersWith(({ sms }) => sms !== undefined);

/** For providers that also send SMS. */
export const channelFields: INodeProperties[] = [
	{
		displayName: 'Channel',
		name: 'channel',
		type: 'options',
		options: [
			{
				name: 'SMS',
				value: 'sms',
				description: 'Reaches any phone, without a template and outside the 24-hour window',
			},
			{ name: 'WhatsApp', value: 'whatsapp' },
		],
		default: 'sms',
		description: 'How to send the text',
		displayOptions: { show: { '/provider': smsProviders } },
	},
	{
		displayName: 'Sender',
		name: 'from',
		type: 'string',
		default: '',
		placeholder: 'e.g. 66688',
		description:
			'Sender name or short code that the recipient of an SMS sees. Leave empty to use your account’s own.',
		displayOptions: { show: { '/provider': smsProviders, channel: ['sms'] } },
	},
];

export function readChannel(options: ParameterReader): Pick<OutboundMessage, 'sms'> {
	if (options.option('channel', 'whatsapp') !== 'sms') return {};
	const from = options.trimmedText('from');
	return { sms: from ? { from } : {} };
}
