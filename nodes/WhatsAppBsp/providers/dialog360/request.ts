import type { IDataObject } from 'n8n-workflow';
import { isBsuid, isGroupId } from '../../core/phoneNumber';
import type { ResolvedMessage } from '../../messages/types';
import { getDirectSend, type DirectSend } from '../../messages/directSend';
import { toCloudMessage } from '../cloudApi/request';
import { isCloud, getMessagingUrl } from './urls';
import { getUploadName } from '../../messages/fileName';
import { getUploadType, type MediaFile } from '../../messages/mediaSource';
import type { ProviderRequest, Account } from '../request';

/** The Cloud API's body. Source: 360dialog, "Messaging". */
function buildCloudBody(message: ResolvedMessage, recipient: string): IDataObject {
	return {
		messaging_product: 'whatsapp',
		recipient_type: isGroupId(recipient) ? 'group' : 'individual',
		...(isBsuid(recipient) ? { recipient } : { to: recipient }),
		...toDirectSend(getDirectSend(message, recipient)),
		...toMarketing(message),
		...toCloudMessage(message),
	};
}

/** Source: 360dialog, "Direct Send"; Meta, "Direct Send". */
function toDirectSend(directSend: DirectSend | undefined): IDataObject {
	if (!directSend) return {};
	const { category, ttlSeconds } = directSend;
	return { category, ...(ttlSeconds === undefined ? {} : { ttl_seconds: ttlSeconds }) };
}

/**
 * The On-Premise API's body: no `messaging_product`, `preview_url` at the top, a language policy and
 * a namespace in templates. Source: 360dialog, "Messaging", its On-Premise parts.
 */
function buildOnPremiseBody(message: ResolvedMessage, recipient: string): IDataObject {
	const { content } = message;
	const body: IDataObject = {
		recipient_type: 'individual',
		to: recipient,
		...toCloudMessage({ ...message, callbackData: undefined }),
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

/** Source: 360dialog, "Marketing Messages API". */
function toMarketing({ marketing }: ResolvedMessage): IDataObject {
	const { productPolicy, messageActivitySharing } = marketing ?? {};
	return {
		...(productPolicy === undefined ? {} : { product_policy: productPolicy }),
		...(messageActivitySharing === undefined
			? {}
			: { message_activity_sharing: messageActivitySharing }),
	};
}

export function buildSendRequest(
	message: ResolvedMessage,
	[recipient]: string[],
	account: Account,
): ProviderRequest {
	const body = isCloud(account)
		? buildCloudBody(message, recipient)
		: buildOnPremiseBody(message, recipient);
	const path = message.marketing ? '/marketing_messages' : '/messages';
	return { method: 'POST', url: getMessagingUrl(account, path), body };
}

/**
 * Cloud: `POST /messages`, with the typing indicator if asked for. On-Premise:
 * `PUT /v1/messages/{id}`, which knows no typing indicator.
 */
export function buildMarkAsReadRequest(
	messageId: string,
	showTyping: boolean,
	account: Account,
): ProviderRequest {
	if (!isCloud(account)) {
		const url = getMessagingUrl(account, `/messages/${encodeURIComponent(messageId)}`);
		return { method: 'PUT', url, body: { status: 'read' } };
	}
	return {
		method: 'POST',
		url: getMessagingUrl(account, '/messages'),
		body: {
			messaging_product: 'whatsapp',
			status: 'read',
			message_id: messageId,
			...(showTyping ? { typing_indicator: { type: 'text' } } : {}),
		},
	};
}

/** Cloud: multipart with its MIME type. On-Premise: the bare bytes. */
export function buildUploadRequest(
	file: MediaFile,
	bytes: Buffer,
	account: Account,
): ProviderRequest {
	const url = getMessagingUrl(account, '/media');
	const type = getUploadType(file);
	if (!isCloud(account)) {
		return { method: 'POST', url, headers: { 'Content-Type': type }, body: bytes };
	}
	const form = new FormData();
	form.append('messaging_product', 'whatsapp');
	form.append('type', type);
	form.append('file', new Blob([bytes], { type }), getUploadName(file));
	return { method: 'POST', url, body: form };
}
