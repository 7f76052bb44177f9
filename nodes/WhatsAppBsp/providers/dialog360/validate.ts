import { getDirectSend, validateFallback } from '../../messages/directSend';
import { isBsuid, isGroupId } from '../../core/phoneNumber';
import type { Violation } from '../../core/validation';
import { validateForGroup } from '../../messages/groups';
import type { InteractiveType } from '../../messages/interactive';
import type { OutboundMessage } from '../../messages/types';
import { validateMessage } from '../../messages/validateMessage';
import type { Account } from '../request';
import { isCloud } from './urls';

const CLOUD_ONLY_PROBLEM =
	"only works on 360dialog’s Cloud API; do without it, or change 'Hosting' in the credential";

/** Newer than v2.53 of the On-Premise API, its last one with new features. Source: 360dialog, "Messaging". */
const CLOUD_ONLY_INTERACTIVE: readonly InteractiveType[] = [
	'callPermission',
	'mediaCarousel',
	'productCarousel',
	'requestContactInfo',
	'voiceCall',
];

/** What would be lost without a word, or rejected, on an account that is not on the Cloud API. */
function findCloudOnly({
	callbackData,
	content,
	directSend,
	marketing,
}: OutboundMessage): Violation[] {
	const { isWindowFallback } = directSend ?? {};
	const fields = [
		...(callbackData ? ['Callback Data'] : []),
		...(marketing ? ['Marketing Messages'] : []),
		...(directSend ? [isWindowFallback ? 'Outside the 24-Hour Window' : 'Category'] : []),
	];
	return [
		...findCloudOnlyContent(content),
		...fields.map((field) => ({ field, problem: CLOUD_ONLY_PROBLEM })),
	];
}

function findCloudOnlyContent(content: OutboundMessage['content']): Violation[] {
	const is = (value: string) => `is '${value}', which ${CLOUD_ONLY_PROBLEM}`;
	if (content.type === 'media' && content.mediaType === 'voice') {
		return [{ field: 'Media Type', problem: is(content.mediaType) }];
	}
	const type = content.type === 'interactive' ? content.interactive.type : undefined;
	return type !== undefined && CLOUD_ONLY_INTERACTIVE.includes(type)
		? [{ field: 'Interactive Type', problem: is(type) }]
		: [];
}

export function validate(message: OutboundMessage, account: Account): Violation[] {
	return [...validateMessage(message), ...(isCloud(account) ? [] : findCloudOnly(message))];
}

export function validateRecipient(
	recipient: string,
	message: OutboundMessage,
	account: Account,
): Violation[] {
	const { directSend } = message;
	if (isBsuid(recipient) && directSend?.category === 'authentication') {
		const problem = 'is a user ID, which can’t get one-time passwords; enter the phone number';
		return [{ field: 'To', problem }];
	}
	const kind = isBsuid(recipient) ? 'user ID' : isGroupId(recipient) ? 'group' : undefined;
	if (kind && !isCloud(account))
		return [{ field: 'To', problem: `is a ${kind}, which only 360dialog’s Cloud API reaches` }];
	return [
		...validateFallback(message, recipient),
		...(kind === 'group'
			? validateForGroup({ ...message, directSend: getDirectSend(message, recipient) })
			: []),
	];
}
