import type { OutboundMessage } from '../../messages/types';
import type { SendPayload } from '../../sending/providerClient';
import type { SendJob } from '../../sending/types';
import type { SendingOptions } from '../message/sendingOptions';

interface ItemMessage {
	itemIndex: number;
	message: OutboundMessage;
	recipients: string[];
}

/** One job for each recipient of a message. */
export function createSendJobs(
	{ itemIndex, message, recipients }: ItemMessage,
	{ retry, idempotency, sharesRequests }: SendingOptions,
): Array<SendJob<SendPayload>> {
	const batchKey = sharesRequests ? JSON.stringify([message, retry]) : undefined;
	const { number: part = 1 } = message.part ?? {};
	// The same message as SMS, for who did not get it on WhatsApp, is another one.
	const channel = message.sms ? '|sms' : '';
	const getStoreKey = (key: string, to: string) =>
		`whatsapp-bsp|${key}|${to}${channel}${part > 1 ? `|${part}` : ''}`;
	return recipients.map((to) => ({
		itemIndex,
		to,
		orderingKey: to,
		payload: { kind: 'message', message },
		batchKey,
		...(message.part ? { textKey: `${itemIndex} ${to}` } : {}),
		retry,
		...(idempotency
			? { idempotency: { ...idempotency, storeKey: getStoreKey(idempotency.key, to) } }
			: {}),
	}));
}
