import type { IDataObject } from 'n8n-workflow';
import { trimText } from '../../core/invisible';
import { isBsuid, isGroupId, parsePhoneNumber } from '../../core/phoneNumber';
import type { RecipientLimit } from '../../core/rateLimits';
import { toCloudApi } from '../../messages';
import type { ResolvedMessage } from '../../messages/types';

/** Messages to one person, for every account of WhatsApp's. Source: Meta, "Pair rate limits". */
export const PAIR_LIMIT: RecipientLimit = { intervalMs: 6000, burst: 45, errorCodes: ['131056'] };

/**
 * A message in the Cloud API's JSON, without recipient and envelope: `type`, the object named after
 * it, `context` and `biz_opaque_callback_data`. Source: Meta, "Messages"; 360dialog, "Messaging".
 */
export function toCloudMessage({
	content,
	replyToMessageId,
	callbackData,
}: ResolvedMessage): IDataObject {
	return {
		...toCloudApi(content),
		...(replyToMessageId ? { context: { message_id: replyToMessageId } } : {}),
		...(callbackData ? { biz_opaque_callback_data: callbackData } : {}),
	};
}

/** Digits with country code, or a BSUID or a group's ID as it is. */
export function toCloudRecipient(typed: string, example: string): string {
	const id = trimText(typed);
	return isBsuid(id) || isGroupId(id) ? id : parsePhoneNumber(typed, example);
}
