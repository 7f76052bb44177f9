import { toItem } from '../../../../nodes/WhatsAppBsp/trigger/media/eventItem';
import { cloudApiChange, parseEvents } from '../../../support/parseEvents';

it.each([
	['message', { messages: [{ id: 'a', from: '1', type: 'text', text: { body: 'hi' } }] }],
	['status', { statuses: [{ id: 'a', status: 'sent', recipient_id: '1' }] }],
	['other', { errors: [{ code: 1 }] }],
	['echo', { message_echoes: [{ id: 'a', from: '2', to: '1', type: 'text' }] }],
	['part that nobody can read', { messages: [null, { id: 'a', from: '1', type: 'text' }] }],
])('what the trigger knows of a %s for itself is not in the item', (_what, lists) => {
	const metadata = { display_phone_number: '2' };
	const events = parseEvents('dialog360', cloudApiChange({ metadata, ...lists }));
	for (const event of events) {
		expect(event.internal).toMatchObject({ businessNumber: '2' });
		expect(toItem({ event }).json).toEqual({ ...event, internal: undefined });
		expect(toItem({ event }).json).not.toHaveProperty('internal');
		// The event may be handed on again.
		expect(event).toHaveProperty('internal');
	}
});
