import type { WhatsAppEvent } from '../events/types';
import type { Account } from '../providers/provider';
import { NoAnswer } from '../transport/noAnswer';
import { callProvider } from '../transport/request';
import { warn, type Call } from './call';
import { forward } from './forward';

/**
 * What is done once a call is answered: nothing of it delays the answer, and nothing that goes wrong
 * here touches the events.
 * @param handedOver whether the events were handed over: if not, the call comes again
 */
export function afterwards(
	call: Call,
	account: Account,
	events: readonly WhatsAppEvent[],
	handedOver: Promise<boolean>,
): void {
	const steps = [forward, async () => await markAsRead(call, account, events)];
	void handedOver.then((cameOff) => {
		if (!cameOff) return;
		for (const step of steps) {
			step(call).catch((error: unknown) =>
				warn(
					call,
					`could not finish forwarding a call or marking a message as read: ${String(error)}`,
				),
			);
		}
	});
}

/** Blue ticks, and the typing indicator where it is asked for, one message after the other. */
async function markAsRead(
	call: Call,
	account: Account,
	events: readonly WhatsAppEvent[],
): Promise<void> {
	const { options, provider, context } = call;
	const { markAsRead: way } = provider;
	if (options.markAsRead !== true || !way) return;
	for (const { event, messageId } of events) {
		if (event !== 'message' || messageId === undefined) continue;
		const request = way.request(messageId, options.showTyping === true, account);
		try {
			const reply = await callProvider(context, provider.credential, request, account);
			const outcome = way.reply(reply, account);
			if (!outcome.accepted) warn(call, `could not mark a message as read: ${outcome.error.title}`);
		} catch (error) {
			const why = error instanceof NoAnswer ? error.message : 'no response';
			warn(call, `could not mark a message as read: ${why}`);
		}
	}
}
