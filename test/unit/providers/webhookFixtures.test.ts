import { PROVIDERS } from '../../../nodes/WhatsAppBsp/providers';
import { toItem } from '../../../nodes/WhatsAppBsp/trigger/media/eventItem';
import { webhookFixtures } from '../../support/webhookFixtures';
import { RECEIVED_AT, toRequest } from '../../support/webhookRequest';

describe.each(['dialog360', 'bulk360', 'modica'] as const)('%s', (provider) => {
	const { webhook } = PROVIDERS[provider];

	it.each(webhookFixtures(provider))('$name ($source)', ({ request, events }) => {
		const parsed = webhook?.parseEvents(toRequest(request), RECEIVED_AT) ?? [];
		expect(parsed.map((event) => toItem({ event }).json)).toStrictEqual(events);
	});

	it.each(webhookFixtures(provider))('$name has the same ids when it comes again', (fixture) => {
		const ids = (receivedAt: Date) =>
			webhook?.parseEvents(toRequest(fixture.request), receivedAt)?.map(({ id }) => id);
		const again = expect(ids(new Date('2026-11-21T09:00:00.000Z')));
		if (fixture.hasNoIdentity) again.not.toEqual(ids(RECEIVED_AT));
		else again.toEqual(ids(RECEIVED_AT));
		expect(new Set(ids(RECEIVED_AT)).size).toBe(fixture.events.length);
	});
});
