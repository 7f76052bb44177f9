import type { INodeProperties } from 'n8n-workflow';
import type { OutboundMessage, MarketingOptions } from '../../../messages/types';
import { getProvidersWith } from '../../../providers';
import { withNotes } from '../../fields/providerTexts';
import type { ParameterReader } from '../../parameterReader';

const providers = getProvidersWith(({ marketingMessages }) => marketingMessages === true);
const shownWithSwitch = { show: { '/provider': providers, marketingMessages: [true] } };

/** For providers with WhatsApp's API for marketing templates. */
export const marketingFields: INodeProperties[] = [
	{
		displayName: 'Marketing Messages',
		name: 'marketingMessages',
		type: 'boolean',
		default: true,
		description: withNotes(
			'marketingMessages',
			'Whether to send a marketing template through WhatsApp’s Marketing Messages API, which optimizes its delivery.',
		),
		displayOptions: { show: { '/provider': providers } },
	},
	{
		displayName: 'Message Activity Sharing',
		name: 'messageActivitySharing',
		type: 'boolean',
		default: true,
		description:
			'Whether to share with Meta what customers do with this message, such as clicks. Without this option, the account’s own setting applies.',
		displayOptions: shownWithSwitch,
	},
	{
		displayName: 'Product Policy',
		name: 'productPolicy',
		type: 'options',
		options: [
			{
				name: 'Cloud API Fallback',
				value: 'CLOUD_API_FALLBACK',
				description: 'Send it as an ordinary template message',
			},
			{ name: 'Strict', value: 'STRICT', description: 'Reject it' },
		],
		default: 'CLOUD_API_FALLBACK',
		description: 'What to do with a message that can’t be sent as a marketing message',
		displayOptions: shownWithSwitch,
	},
];

export function readMarketing(options: ParameterReader): Pick<OutboundMessage, 'marketing'> {
	if (!options.boolean('marketingMessages', false)) return {};
	const messageActivitySharing = options.boolean('messageActivitySharing');
	const productPolicy =
		options.option<NonNullable<MarketingOptions['productPolicy']>>('productPolicy');
	return {
		marketing: {
			...(messageActivitySharing === undefined ? {} : { messageActivitySharing }),
			...(productPolicy === undefined ? {} : { productPolicy }),
		},
	};
}
