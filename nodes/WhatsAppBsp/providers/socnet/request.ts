import { trimText } from '../../core/invisible';
import { parsePhoneNumber } from '../../core/phoneNumber';
import type { ResolvedMessage } from '../../messages/types';
import { toPlainText } from '../shared/plainTextFallback';
import { InvalidRecipientError } from '../../core/errors';
import type { ProviderRequest, Account } from '../request';

/** `msisdn`: 12 digits that start with 256 (Uganda). A local `07…` number gets its country code. */
export function toSocnetRecipient(typed: string): string {
	const local = /^0([\s-]*\d){9}$/.test(trimText(typed));
	const digits = local ? `256${typed.replace(/\D/g, '').slice(1)}` : parseDigits(typed);
	if (!/^256\d{9}$/.test(digits)) {
		throw new InvalidRecipientError(
			typed,
			'Socnet only reaches numbers in Uganda. Enter 256 followed by 9 digits, such as +256 701 234567.',
		);
	}
	return digits;
}

/** Empty for what is no number at all: the advice is the same. */
function parseDigits(typed: string): string {
	try {
		return parsePhoneNumber(typed);
	} catch {
		return '';
	}
}

/** The account's own URL, which takes every message. */
export function getSendUrl(account: Account): string {
	return String(account.baseUrl ?? '').trim();
}

/**
 * The key is added by the credential. Assumption: POST; the provider document names no verb, and the
 * body is JSON.
 */
export function buildSendRequest(
	message: ResolvedMessage,
	[msisdn]: string[],
	account: Account,
): ProviderRequest {
	const { content } = message;
	const template = content.type === 'approvedText' ? content.templateName : undefined;
	return {
		method: 'POST',
		url: getSendUrl(account),
		body: { msisdn, msg: toPlainText(message), ...(template ? { template } : {}) },
	};
}
