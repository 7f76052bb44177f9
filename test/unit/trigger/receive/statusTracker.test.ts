import { StatusTracker } from '../../../../nodes/WhatsAppBsp/trigger/receive/statusTracker';
import type { MessageStatus, WhatsAppEvent } from '../../../../nodes/WhatsAppBsp/core/event';
import { RECEIVED_AT } from '../../../support/webhookRequest';

const status = (word: MessageStatus, messageId = 'wamid.A', to = '1'): WhatsAppEvent => ({
	event: 'status',
	provider: 'dialog360',
	id: `${messageId}:${word}`,
	timestamp: RECEIVED_AT.toISOString(),
	messageId,
	to,
	status: word,
	raw: {},
	internal: { statusKey: `${messageId} ${to}` },
});
const marks = (...events: WhatsAppEvent[]) => {
	new StatusTracker().markSuperseded(events);
	return events.map(({ superseded }) => superseded);
};

it.each<[MessageStatus[], boolean[]]>([
	[
		['sent', 'delivered', 'read'],
		[false, false, false],
	],
	[
		['read', 'delivered', 'sent'],
		[false, true, true],
	],
	[
		['delivered', 'sent', 'read'],
		[false, true, false],
	],
	[
		['sent', 'sent'],
		[false, false],
	],
	[
		['failed', 'sent'],
		[false, true],
	],
	[
		['delivered', 'failed'],
		[false, false],
	],
	[
		['played', 'read'],
		[false, true],
	],
	[
		['unknown', 'sent', 'unknown'],
		[false, false, true],
	],
])('%p are superseded: %p', (words, expected) => {
	expect(marks(...words.map((word) => status(word)))).toEqual(expected);
});

it('keeps messages and recipients apart', () => {
	expect(marks(status('read'), status('sent', 'wamid.B'), status('sent', 'wamid.A', '2'))).toEqual([
		false,
		false,
		false,
	]);
});

it('leaves everything but statuses as it is', () => {
	const message: WhatsAppEvent = { ...status('sent'), event: 'message' };
	const before = { ...message };
	new StatusTracker().markSuperseded([message]);
	expect(message).toStrictEqual(before);
});
