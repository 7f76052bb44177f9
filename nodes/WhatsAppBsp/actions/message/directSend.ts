import type { INodeProperties } from 'n8n-workflow';
import { DIRECT_SEND_LIMITS, type DirectSend } from '../../messages/directSend';
import type { OutboundMessage } from '../../messages/types';
import { getProvidersWith } from '../../providers';
import { withNotes } from '../fields/providerTexts';
import type { ParameterReader } from '../parameterReader';

const LIMITS = DIRECT_SEND_LIMITS.ttlSeconds;

/** For providers through which a message can be a utility message without a template. */
export const directSendProviders = getProvidersWith(({ directSend }) => directSend === true);

const authentication = {
	name: 'Authentication',
	value: 'authentication',
	description: 'For one-time passwords. Only reaches phone numbers.',
};

const utility = {
	name: 'Utility',
	value: 'utility',
	description: 'For what a customer needs to know about an order, an account, or an appointment',
};

/**
 * The options of Direct Send.
 * @param show in addition to the provider
 */
export function createDirectSendFields(
	categories: Array<DirectSend['category']>,
	show: Record<string, string[]> = {},
): INodeProperties[] {
	const displayOptions = { show: { '/provider': directSendProviders, ...show } };
	return [
		{
			displayName: 'Category',
			name: 'category',
			type: 'options',
			options: [authentication, utility].filter(({ value }) =>
				categories.some((category) => category === value),
			),
			default: 'utility',
			description: withNotes(
				'category',
				'What to send the message as instead of a free-form message. It then also reaches customers who haven’t messaged you within the last 24 hours (Direct Send, a beta of WhatsApp).',
			),
			displayOptions,
		},
		{
			displayName: 'Time to Live (Seconds)',
			name: 'ttlSeconds',
			type: 'number',
			typeOptions: { minValue: LIMITS.utility.min, maxValue: LIMITS.utility.max },
			default: 900,
			description: `How long WhatsApp tries to deliver a utility (up to ${LIMITS.utility.max}) or authentication message (up to ${LIMITS.authentication.max}). After that, it’s dropped without a delivery receipt. Without this option: 30 days, or 10 minutes.`,
			displayOptions,
		},
	];
}

/** What was chosen: a category wins over what to do about a closed window. */
export function readDirectSend(options: ParameterReader): Pick<OutboundMessage, 'directSend'> {
	const chosen = options.option<DirectSend['category']>('category');
	const isWindowFallback =
		chosen === undefined && options.option('outsideWindow', 'fail') === 'utility';
	const category = isWindowFallback ? 'utility' : chosen;
	const hasTtl = options.value('ttlSeconds') !== undefined;
	if (category === undefined) {
		if (hasTtl)
			options.addViolation(
				'ttlSeconds',
				"only works with 'Category', or with 'Send as Utility Message'",
			);
		return {};
	}
	return {
		directSend: {
			category,
			...(hasTtl ? { ttlSeconds: options.integer('ttlSeconds', LIMITS.authentication.max) } : {}),
			...(isWindowFallback ? { isWindowFallback } : {}),
		},
	};
}
