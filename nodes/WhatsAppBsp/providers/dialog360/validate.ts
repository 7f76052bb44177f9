import type { Violation } from '../../core/validation';
import type { OutboundMessage } from '../../messages/types';
import { validateMessage } from '../../messages/validateMessage';
import type { Account } from '../request';
import { isCloud } from './urls';

const CLOUD_ONLY =
	"only works on 360dialog’s Cloud API; remove it, or change 'Hosting' in the credential";

/** What would be lost without a word, or refused, on an account that is not on the Cloud API. */
function findCloudOnly({ callbackData, directSend, marketing }: OutboundMessage): string[] {
	const { isWindowFallback } = directSend ?? {};
	return [
		...(callbackData ? ['Callback Data'] : []),
		...(marketing ? ['Marketing Messages'] : []),
		...(directSend ? [isWindowFallback ? 'Outside the 24-Hour Window' : 'Category'] : []),
	];
}

export function validate(message: OutboundMessage, account?: Account): Violation[] {
	const fields = account && !isCloud(account) ? findCloudOnly(message) : [];
	return [...validateMessage(message), ...fields.map((field) => ({ field, problem: CLOUD_ONLY }))];
}
