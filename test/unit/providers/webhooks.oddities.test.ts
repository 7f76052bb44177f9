import type { IDataObject } from 'n8n-workflow';
import { EventDeduplicator } from '../../../nodes/WhatsAppBsp/trigger/receive/deduplicator';
import { filterEvents } from '../../../nodes/WhatsAppBsp/trigger/receive/filter';
import { StatusTracker } from '../../../nodes/WhatsAppBsp/trigger/receive/statusTracker';
import type { WhatsAppEvent } from '../../../nodes/WhatsAppBsp/core/event';
import { PROVIDERS } from '../../../nodes/WhatsAppBsp/providers';
import type { ProviderName } from '../../../nodes/WhatsAppBsp/providers';
import { RECEIVED_AT, toRequest, type RequestFixture } from '../../support/webhookRequest';
import type { WebhookRequest } from '../../../nodes/WhatsAppBsp/providers/webhook';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

function read(provider: ProviderName, request: WebhookRequest, at = RECEIVED_AT): WhatsAppEvent[] {
	return PROVIDERS[provider].webhook?.parseEvents(request, at) ?? [];
}
const from = (provider: ProviderName, call: RequestFixture) => read(provider, toRequest(call));
const bulk360 = (query: IDataObject) => from('bulk360', { method: 'GET', headers: {}, query });
const modica = (body: object) => from('modica', { body });
const meta = (...values: object[]) =>
	from('dialog360', {
		body: {
			object: 'whatsapp_business_account',
			entry: [{ id: 'W', changes: values.map((value) => ({ field: 'messages', value })) }],
		},
	});

it('reads a list that is longer than a call can have arguments', () => {
	const statuses = Array.from({ length: 150_000 }, (_, n) => ({
		id: `wamid.${n}`,
		status: 'sent',
	}));
	expect(meta({ statuses })).toHaveLength(150_000);
});

describe('an entry that cannot be read', () => {
	const good = { messages: [{ id: 'wamid.1', from: '1', type: 'text', text: { body: 'hi' } }] };

	it.each<[string, object[]]>([
		['next to it in the same change', [{ ...good, errors: [{ title: 'no code' }] }]],
		['in a change of its own', [good, { errors: [{ title: 'no code' }] }]],
	])('costs no event: %s', (_where, values) => {
		expect(meta(...values)).toMatchObject([
			{ event: 'message', id: 'wamid.1', text: 'hi' },
			{ event: 'other', type: 'errors', raw: { errors: [{ title: 'no code' }] } },
		]);
	});

	it('is itself an event, of the list that it stood in', () => {
		const [{ id }] = good.messages;
		const broken = { from: '2', type: 'text', text: { body: 'who am I?' } };
		const events = meta({ messages: [...good.messages, broken], statuses: [{ id: 'wamid.2' }] });
		expect(events).toMatchObject([
			{ id },
			{ event: 'other', type: 'messages', raw: { messages: [broken] } },
			{ event: 'other', type: 'statuses', raw: { statuses: [{ id: 'wamid.2' }] } },
		]);
	});
});

describe('a report without id and time', () => {
	const at = (time: string) =>
		read(
			'dialog360',
			toRequest({ body: { errors: [{ code: 131000, title: 'x' }] } }),
			new Date(time),
		);
	const claimed = (seen: EventDeduplicator, time: string) =>
		seen.claim(at(time), Promise.resolve(true)).newEvents.length;

	it('is taken for a redelivery within a minute, and for another one later', () => {
		const seen = new EventDeduplicator();
		expect(claimed(seen, '2026-11-20T08:00:01Z')).toBe(1);
		expect(claimed(seen, '2026-11-20T08:00:40Z')).toBe(0);
		expect(claimed(seen, '2026-11-20T11:00:01Z')).toBe(1);
	});

	it('has an id that stays', () => {
		expect(at('2026-11-20T08:00:01Z')[0].id).toBe(at('2026-11-20T11:00:01Z')[0].id);
	});
});

it('a customer’s second word that looks like the first is not lost: Modica', () => {
	const said = { source: '6421', destination: '1', content: 'yes' };
	const [first] = read('modica', toRequest({ body: said }), new Date('2026-11-20T08:00:01Z'));
	const [second] = read('modica', toRequest({ body: said }), new Date('2026-11-20T08:00:09Z'));
	expect(first.id).not.toBe(second.id);
});

describe('superseded', () => {
	const marks = (events: WhatsAppEvent[]) => {
		new StatusTracker().markSuperseded(events);
		return events.map(({ superseded }) => superseded);
	};

	it('is about each participant of a group', () => {
		const step = (status: string, participant: string) => ({
			id: 'wamid.G',
			status,
			recipient_id: 'GROUP',
			recipient_participant_id: participant,
		});
		const statuses = [step('read', '1'), step('delivered', '2'), step('delivered', '1')];
		expect(marks(meta({ statuses }))).toEqual([false, false, true]);
	});

	it.each<[string, WhatsAppEvent[]]>([
		['Modica', ['sent', 'frozen', 'received'].flatMap((status) => modica({ id: 'u', status }))],
		[
			'Bulk360',
			[
				['SENT', '20'],
				['SENT', '556'],
				['DELIVERED', '000'],
			].flatMap(([status, code]) => bulk360({ status, msgid: 'r-0', 'error-code': code })),
		],
	])('is no step back that is news: %s', (_name, events) => {
		expect(events.map(({ status }) => status)).toEqual(['sent', 'pending', 'delivered']);
		expect(marks(events)).toEqual([false, false, false]);
	});
});

describe('Bulk360', () => {
	it('in a multipart body, as n8n gives it', () => {
		const request = {
			...toRequest({ headers: { 'content-type': 'multipart/form-data; boundary=x' } }),
			body: { data: { status: 'DELIVERED', msisdn: '60123', msgid: 'r-0' }, files: {} },
		};
		expect(read('bulk360', request)).toMatchObject([{ status: 'delivered', messageId: 'r-0' }]);
	});

	it.each([
		[{ from: '60123', text: 'Where is it?', id: '77', status: 'RECEIVED' }, 'message'],
		[{ msisdn: '60123', text: 'no route', msgid: '77', status: 'HELD' }, 'status'],
		[{ from: '60123', text: 'Hello', msgid: '77', status: 'DELIVERED' }, 'status'],
	])('%p is a %s', (query, event) => {
		const events = bulk360(query);
		expect(events).toMatchObject([{ event }]);
		expect(filterEvents(events, { triggerOn: ['message'] }).chosen).toHaveLength(
			event === 'message' ? 1 : 0,
		);
	});

	it.each(['ab+c/d=', 'a b', 'plain'])('takes the token %p as it was pasted', (webhookToken) => {
		const { searchParams } = new URL(`https://n8n.example.com/?token=${webhookToken}`);
		const call = toRequest({ query: Object.fromEntries(searchParams) });
		const { webhook } = PROVIDERS.bulk360;
		expect(webhook?.verify(call, { webhookToken })).toEqual({ valid: true });
		expect(webhook?.verify(call, { webhookToken: `${webhookToken}+` }).valid).toBe(false);
	});

	it('leaves prototype keys of a form out of raw', () => {
		const text = 'from=60&text=hi&__proto__=a&__proto__=b';
		const [event] = from('bulk360', { headers: FORM, text });
		expect(Object.keys(event.raw)).toEqual(['from', 'text']);
		const body = JSON.parse('{"from":"60","text":"hi","__proto__":["a","b"]}') as object;
		const [parsed] = read('bulk360', { ...toRequest({ headers: FORM, text: 'x' }), body });
		expect(Object.keys(parsed.raw)).toEqual(['from', 'text']);
	});
});

it('JSON in another charset is read as n8n has read it', () => {
	const body = { id: '1', source: '64', content: 'Grüße' };
	const request = {
		...toRequest({ headers: { 'content-type': 'application/json; charset=iso-8859-1' } }),
		rawBody: Buffer.from(JSON.stringify(body), 'latin1'),
		body,
	};
	expect(read('modica', request)).toMatchObject([{ text: 'Grüße' }]);
});

it('JSON whose charset is UTF-8 is read from the bytes: n8n rounds long numbers', () => {
	const request = {
		...toRequest({
			headers: { 'content-type': 'application/json; charset="UTF-8"' },
			text: '{"id":12345678901234567,"status":"sent"}',
		}),
		body: { id: 12345678901234568, status: 'sent' },
	};
	expect(read('modica', request)).toMatchObject([{ messageId: '12345678901234567' }]);
});

describe('a DLR of Modica that repeats what was sent is no customer’s message', () => {
	it.each([
		['our own text', 'status'],
		[null, 'status'],
		[{ type: 'text', text: { body: 'hi' } }, 'message'],
	])('content %p: %s', (content, event) => {
		const dlr = { id: 'u', status: 'received', source: '64', destination: '65', content };
		expect(modica(dlr)).toMatchObject([{ event }]);
	});
});
