import type { Account } from '../../core/account.mts';
import type { ProviderResponse, Json, ProviderRequest } from '../../core/types.mts';
import { CloudError } from '../cloudApi/errors.mts';
import { respondNotFound } from './responses.mts';
import { getBody } from './envelope.mts';
import { ok } from './route.mts';

/** The indicator ends with the reply, or after 25 seconds. */
const TYPING_MS = 25_000;
const KEYS = ['messaging_product', 'status', 'message_id', 'typing_indicator'];

/** Cloud: `POST /messages`. Only what a customer wrote can be read, and not in a group. Source: Meta, "Groups". */
export function markRead(account: Account, body: Json): ProviderResponse {
	const unknown = Object.keys(body).find((key) => !KEYS.includes(key));
	if (unknown) throw new CloudError(100, `Unexpected key "${unknown}" on param "body".`);
	if (body.messaging_product !== 'whatsapp') {
		throw new CloudError(100, 'The parameter messaging_product is required.');
	}
	if (body.status !== 'read') throw new CloudError(100, 'Param status must be one of {read}.');
	if (typeof body.message_id !== 'string' || body.message_id === '') {
		throw new CloudError(131008, 'The parameter message_id is required.');
	}
	const typing = body.typing_indicator as Json | undefined;
	if (typing !== undefined && (typing?.type !== 'text' || Object.keys(typing).length !== 1)) {
		throw new CloudError(100, "Param typing_indicator['type'] must be one of {text}.");
	}
	const entry = account.inbound.get(body.message_id);
	if (!entry) throw new CloudError(131009, 'message_id is not a message that was received');
	if (entry.member !== undefined) {
		throw new CloudError(
			131009,
			'message_id is a message of a group, which cannot be marked as read',
		);
	}
	entry.status = typing ? 'read, typing' : 'read';
	if (typing) entry.typingUntil = new Date(account.now() + TYPING_MS).toISOString();
	account.notify('chat');
	return ok(account.settings.markReadResponse === 'null' ? null : { success: true });
}

/** On-premise: `PUT /v1/messages/{id}`. */
export function markReadOnPremise(
	account: Account,
	request: ProviderRequest,
	parts: string[],
): ProviderResponse {
	if (getBody(request).status !== 'read') throw new CloudError(131009, 'status must be read');
	const entry = account.inbound.get(parts[0] ?? '');
	if (!entry) return respondNotFound();
	entry.status = 'read';
	account.notify('chat');
	return ok(account.settings.markReadResponse === 'null' ? null : {});
}
