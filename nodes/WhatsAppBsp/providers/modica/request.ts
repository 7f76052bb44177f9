import type { ResolvedMessage } from '../../messages/types';
import { toCloudMessage } from '../cloudApi/request';
import { getUploadName } from '../../messages/fileName';
import { getUploadType, type MediaFile } from '../../messages/mediaSource';
import type { ProviderRequest, Account } from '../request';

/** Address of a path below the account's base URL, off which a pasted `/messages` is taken again. */
export function buildUrl(account: Account, path: string): string {
	return `${String(account.baseUrl ?? '')
		.trim()
		.replace(/\/+$/, '')
		.replace(/\/messages$/, '')}${path}`;
}

/**
 * The Cloud API's message object without its envelope. Assumptions: the recipient's field is `to`
 * (both renderings of the OpenAPI document; the hand-written samples say `destination`, so the credential can say
 * that, too); types other than text carry the Cloud API's objects; `callbackData` travels as `reference`, which the
 * DLR brings back.
 */
export function buildSendRequest(
	message: ResolvedMessage,
	[recipient]: string[],
	account: Account,
): ProviderRequest {
	const { callbackData, senderId, ...rest } = message;
	return {
		method: 'POST',
		url: buildUrl(account, '/messages'),
		body: {
			[account.recipientField === 'destination' ? 'destination' : 'to']: `+${recipient}`,
			...toCloudMessage(rest),
			...(senderId ? { source: senderId } : {}),
			...(callbackData ? { reference: callbackData } : {}),
		},
	};
}

/**
 * The number whose file it is, in the query. OpenAPI 1.3.1 requires it, 1.2.0 doesn't: without one it is left out.
 * @param senderId of the message; default: the credential's
 */
export function buildSourceQuery(
	{ fileSenderId }: Account,
	senderId = fileSenderId,
): Record<string, string> {
	return senderId ? { source: String(senderId) } : {};
}

export function buildUploadRequest(
	file: MediaFile,
	bytes: Buffer,
	account: Account,
	senderId: string | undefined,
): ProviderRequest {
	const form = new FormData();
	form.append('file', new Blob([bytes], { type: getUploadType(file) }), getUploadName(file));
	return {
		method: 'POST',
		url: buildUrl(account, '/media'),
		qs: buildSourceQuery(account, senderId),
		body: form,
	};
}
