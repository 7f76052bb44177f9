import type { ResolvedMessage } from '../../messages/types';
import { toPlainText } from '../shared/plainTextFallback';
import type { ProviderRequest, Account } from '../request';

/**
 * Address of the send call. A white label has its own name in the path
 * (`/gw/smsguru/v3_0/send.php`): a pasted one is kept.
 */
export function getSendUrl(account: Account): string {
	const { host, gateway } = parseBaseUrl(account);
	return `${host}/gw/${gateway}/v3_0/send.php`;
}

/** The account's URL without a gateway. */
export function getHostUrl(account: Account): string {
	return parseBaseUrl(account).host;
}

function parseBaseUrl(account: Account): { host: string; gateway: string } {
	const typed = String(account.baseUrl ?? '')
		.trim()
		.replace(/\/+$/, '');
	const [, host, gateway] = /^(.*?)\/gw\/([^/]+)/.exec(typed) ?? [undefined, typed, 'bulk360'];
	return { host, gateway };
}

/** Every entry carries the prefix: entries without it would be SMS, and mixing is rejected (405). */
export function joinRecipients(recipients: string[]): string {
	return recipients.map((recipient) => `whatsapp:${recipient}`).join(',');
}

/**
 * POST with form fields, so that neither secret nor text stands in a URL. For SMS the numbers have no
 * prefix, and `from` names the sender, which WhatsApp recipients don't have. Source: WhatsApp API V3.0.
 */
export function buildSendRequest(
	message: ResolvedMessage,
	recipients: string[],
	account: Account,
): ProviderRequest {
	const { sms } = message;
	return {
		method: 'POST',
		url: getSendUrl(account),
		form: true,
		body: {
			...(sms?.from ? { from: sms.from } : {}),
			to: sms ? recipients.join(',') : joinRecipients(recipients),
			text: toPlainText(message),
			detail: '1',
		},
	};
}
