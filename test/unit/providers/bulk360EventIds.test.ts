import { EventDeduplicator } from '../../../nodes/WhatsAppBsp/trigger/receive/deduplicator';
import { PROVIDERS } from '../../../nodes/WhatsAppBsp/providers';
import { RECEIVED_AT, toRequest } from '../../support/webhookRequest';

const notification = (query: Record<string, string>) =>
	PROVIDERS.bulk360.webhook?.parseEvents(
		toRequest({ method: 'GET', headers: {}, query: { status: 'DELIVERED', ...query } }),
		RECEIVED_AT,
	) ?? [];

const of = (msisdn: string) => notification({ msgid: '78-1633193001.0602', msisdn });

it('notifications of two recipients with one message id are two', () => {
	const seen = new EventDeduplicator();
	const fresh = (msisdn: string) => seen.claim(of(msisdn), Promise.resolve(true)).newEvents.length;
	expect([fresh('60123240066'), fresh('60102200533')]).toEqual([1, 1]);
	expect([fresh('60123240066'), fresh('60102200533')]).toEqual([0, 0]);
});

it('a recipient in another notation is the same', () => {
	expect(of('+60 12-324 0066')[0].id).toBe(of('60123240066')[0].id);
});

it('a notification without a recipient has an id too', () => {
	const [{ id }] = notification({ msgid: '78-1', 'error-code': '0' });
	expect(id).toMatch(/^78-1:DELIVERED:[0-9a-f]{32}$/);
});

it('the same words twice in one list, without an id or a time, are two messages', () => {
	const yes = { from: '60123240066', text: 'yes' };
	const request = toRequest({ body: [yes, yes, { ...yes, id: '7' }, { ...yes, id: '7' }] });
	const events = PROVIDERS.bulk360.webhook?.parseEvents(request, RECEIVED_AT) ?? [];
	const { newEvents } = new EventDeduplicator().claim(events, Promise.resolve(true));
	expect(newEvents).toEqual([events[0], events[1], events[2]]);
	expect(events[1].timestamp > events[0].timestamp).toBe(true);
});
