import type { Violation } from '../../core/validation';
import type { OutboundMessage } from '../../messages/types';
import { validateMessage } from '../../messages/validateMessage';
import type { Account } from '../request';
import { isCloud } from './urls';

/** Only the Cloud API returns callback data: elsewhere it would be lost without a word. */
export function validate(message: OutboundMessage, account?: Account): Violation[] {
	const isLost = message.callbackData && account && !isCloud(account);
	const violation = {
		field: 'Callback Data',
		problem:
			"only works on 360dialog’s Cloud API; remove it, or change 'Hosting' in the credential",
	};
	return [...validateMessage(message), ...(isLost ? [violation] : [])];
}
