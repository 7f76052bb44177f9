import { getDirectSend, validateFallback } from '../../messages/directSend';
import { isBsuid, isGroupId } from '../../core/phoneNumber';
import type { Violation } from '../../core/validation';
import { validateForGroup } from '../../messages/groups';
import type { OutboundMessage } from '../../messages/types';
import { validateMessage } from '../../messages/validateMessage';
import type { Account } from '../request';
import { isCloud } from './urls';

const CLOUD_ONLY =
	"only works on 360dialog’s Cloud API; do without it, or change 'Hosting' in the credential";

/** What would be lost without a word, or refused, on an account that is not on the Cloud API. */
function findCloudOnly({ callbackData, directSend, marketing }: OutboundMessage): string[] {
	const { isWindowFallback } = directSend ?? {};
	return [
		...(callbackData ? ['Callback Data'] : []),
		...(marketing ? ['Marketing Messages'] : []),
		...(directSend ? [isWindowFallback ? 'Outside the 24-Hour Window' : 'Category'] : []),
	];
}

export function validate(message: OutboundMessage, account: Account): Violation[] {
	const fields = isCloud(account) ? [] : findCloudOnly(message);
	return [...validateMessage(message), ...fields.map((field) => ({ field, problem: CLOUD_ONLY }))];
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
