import type { IDataObject } from 'n8n-workflow';
import { baseMimeType } from '../../messages/media';
import { isBsuid } from '../../messages/recipient';
import type { MediaFile, ReadyMessage } from '../../messages/types';
import { cloudMessage } from '../cloudApi/request';
import type { Account, ProviderRequest } from '../provider';
import { isCloud, messagingUrl } from './host';

/** The Cloud API's body. Source: 360dialog, "Messaging". */
function cloudBody(message: ReadyMessage, recipient: string): IDataObject {
	return {
		messaging_product: 'whatsapp',
		recipient_type: 'individual',
		...(isBsuid(recipient) ? { recipient } : { to: recipient }),
		...cloudMessage(message),
	};
}

/**
 * The On-Premise API's body: no `messaging_product`, `preview_url` at the top, a language policy and
 * a namespace in templates. Source: 360dialog, "Messaging", its On-Premise parts.
 */
function onPremiseBody(message: ReadyMessage, recipient: string): IDataObject {
	const { content } = message;
	const body: IDataObject = {
		recipient_type: 'individual',
		to: recipient,
		...cloudMessage({ ...message, callbackData: undefined }),
	};
	if (content.type === 'text') {
		body.text = { body: content.body };
		if (content.previewUrl !== undefined) body.preview_url = content.previewUrl;
	}
	if (content.type === 'template') {
		body.template = {
			...(content.namespace ? { namespace: content.namespace } : {}),
			...(body.template as IDataObject),
			language: { policy: 'deterministic', code: content.language },
		};
	}
	return body;
}

export function sendRequest(
	message: ReadyMessage,
	[recipient]: string[],
	account: Account,
): ProviderRequest {
	const body = isCloud(account) ? cloudBody(message, recipient) : onPremiseBody(message, recipient);
	return { method: 'POST', url: messagingUrl(account, '/messages'), body };
}

/**
 * Cloud: `POST /messages`, with the typing indicator if asked for. On-Premise:
 * `PUT /v1/messages/{id}`, which knows no typing indicator.
 */
export function markAsReadRequest(
	messageId: string,
	showTyping: boolean,
	account: Account,
): ProviderRequest {
	if (!isCloud(account)) {
		const url = messagingUrl(account, `/messages/${encodeURIComponent(messageId)}`);
		return { method: 'PUT', url, body: { status: 'read' } };
	}
	return {
		method: 'POST',
		url: messagingUrl(account, '/messages'),
		body: {
			messaging_product: 'whatsapp',
			status: 'read',
			message_id: messageId,
			...(showTyping ? { typing_indicator: { type: 'text' } } : {}),
		},
	};
}

/** Cloud: multipart with its MIME type. On-Premise: the bare bytes. */
export function uploadRequest(file: MediaFile, bytes: Buffer, account: Account): ProviderRequest {
	const url = messagingUrl(account, '/media');
	const type = baseMimeType(file.mimeType);
	if (!isCloud(account)) {
		return { method: 'POST', url, headers: { 'Content-Type': type }, body: bytes };
	}
	const form = new FormData();
	form.append('messaging_product', 'whatsapp');
	form.append('type', type);
	form.append('file', new Blob([bytes], { type }), file.fileName);
	return { method: 'POST', url, body: form };
}
