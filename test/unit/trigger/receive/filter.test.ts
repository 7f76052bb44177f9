import { filterEvents, type Filter } from '../../../../nodes/WhatsAppBsp/trigger/receive/filter';
import type { WhatsAppEvent } from '../../../../nodes/WhatsAppBsp/core/event';
import { RECEIVED_AT } from '../../../support/webhookRequest';

const event = (
	id: string,
	fields: Partial<WhatsAppEvent> = {},
	businessNumber?: string,
): WhatsAppEvent => ({
	event: 'message',
	provider: 'dialog360',
	id,
	timestamp: RECEIVED_AT.toISOString(),
	raw: {},
	internal: { businessNumber },
	...fields,
});

const text = event(
	'text',
	{ from: '60123240066', to: '15550001111', type: 'text', text: 'Hi' },
	'15550001111',
);
const hidden = event('hidden', { fromUserId: 'US.123', type: 'image' });
const voice = event(
	'voice',
	{ from: '491711234567', type: 'voice', to: '15550002222' },
	'15550002222',
);
const future = event('future', { from: '1', type: 'hologram' });
const sent = event('sent', { event: 'status', status: 'sent', isFinal: false });
const read = event('read', { event: 'status', status: 'read', isFinal: true });
const otherNumber = event(
	'otherNumber',
	{ event: 'status', status: 'read', isFinal: true, to: '15550001111' },
	'15550002222',
);
const echo = event(
	'echo',
	{ event: 'other', type: 'echo', from: '15550001111', to: '4917' },
	'15550001111',
);
const call = event('call', { event: 'other', type: 'calls' });
const all = [text, hidden, voice, future, sent, read, otherNumber, echo, call];

const everything: Filter = { triggerOn: ['message', 'status', 'template', 'account', 'other'] };
const filterIds = (filter: Partial<Filter>) =>
	filterEvents(all, { ...everything, ...filter }).chosen.map(({ id }) => id);
const except = (...ids: string[]) => all.map(({ id }) => id).filter((id) => !ids.includes(id));

it('a number is the same with and without the digits that WhatsApp leaves out', () => {
	const events: WhatsAppEvent[] = ['551187654321', '5491123456789', '551187654322'].map((from) => ({
		...{ event: 'message', provider: 'dialog360', id: from, timestamp: '', raw: {} },
		from,
	}));
	const numbers = ['5511987654321', '541123456789'];
	const pass = (rule: Partial<Filter>) =>
		filterEvents(events, { triggerOn: ['message'], ...rule }).chosen.map(({ from }) => from);
	expect(pass({ allowedSenders: numbers })).toEqual(['551187654321', '5491123456789']);
	expect(pass({ blockedSenders: numbers })).toEqual(['551187654322']);
});

it('a customer can be named by the ID in the whole business portfolio', () => {
	const events = [
		event('other', { fromUserId: 'US.4', fromParentUserId: 'US.ENT.8' }),
		event('one', { from: '15550003333', fromUserId: 'US.5', fromParentUserId: 'US.ENT.9' }),
	];
	const pass = (rule: Partial<Filter>) =>
		filterEvents(events, { triggerOn: ['message'], ...rule }).chosen.map(({ id }) => id);
	expect(pass({ allowedSenders: ['US.ENT.9'] })).toEqual(['one']);
	expect(pass({ blockedSenders: ['US.ENT.9'] })).toEqual(['other']);
});

it.each<[string, Partial<Filter>, string[]]>([
	['nothing is chosen', { triggerOn: [] }, []],
	['messages are', { triggerOn: ['message'] }, ['text', 'hidden', 'voice', 'future']],
	['everything is: but no echo', {}, except('echo')],
	['echoes are wanted too', { includeEchoes: true }, except()],
	[
		'only echoes and other events are',
		{ triggerOn: ['other'], includeEchoes: true },
		['echo', 'call'],
	],
	[
		'some senders are allowed',
		{ allowedSenders: ['60123240066', 'US.123'] },
		except('voice', 'future', 'echo'),
	],
	[
		'some senders are blocked',
		{ blockedSenders: ['60123240066', 'US.123'] },
		except('text', 'hidden', 'echo'),
	],
	[
		'a sender is allowed and blocked',
		{ allowedSenders: ['60123240066'], blockedSenders: ['60123240066'] },
		['sent', 'read', 'otherNumber', 'call'],
	],
	['one number is', { businessNumbers: ['15550001111'] }, except('voice', 'otherNumber', 'echo')],
	[
		'audio is: voice notes are audio',
		{ messageTypes: ['audio'] },
		['voice', 'sent', 'read', 'otherNumber', 'call'],
	],
	[
		'other types are: what nobody has heard of',
		{ messageTypes: ['other'] },
		['future', 'sent', 'read', 'otherNumber', 'call'],
	],
	[
		'a text is',
		{ matchesText: (said) => said === 'Hi' },
		['text', 'sent', 'read', 'otherNumber', 'call'],
	],
	['read is', { statuses: ['read'] }, except('sent', 'echo')],
	['final statuses are', { finalStatusesOnly: true }, except('sent', 'echo')],
	[
		'empty rules are',
		{ allowedSenders: [], blockedSenders: [], businessNumbers: [], messageTypes: [], statuses: [] },
		except('echo'),
	],
])('when %s, exactly these get through', (_name, filter, ids) => {
	expect(filterIds(filter)).toEqual(ids);
});

it('says why each kind of event was left out, once', () => {
	const filter: Filter = { triggerOn: ['message', 'other'], blockedSenders: ['60123240066'] };
	expect(filterEvents([text, text, sent, echo], filter)).toEqual({
		chosen: [],
		reasons: [
			"the sender is in 'Blocked Senders'",
			"event status is not in 'Trigger On' (message, other)",
			'the business sent it itself',
		],
	});
});

it('says so when a call holds no event', () => {
	expect(filterEvents([], everything).reasons).toEqual([
		'nothing to do: the request contains no event',
	]);
});

describe('while a person or another app holds the conversation', () => {
	const standby = (fields: Partial<WhatsAppEvent>) => ({ ...event('s', fields), standby: true });
	const said = [
		standby({ from: '60123240066', text: 'Hi' }),
		standby({ event: 'status', status: 'read' }),
		standby({ event: 'other', type: 'echo' }),
	];
	const wanted = { ...everything, includeEchoes: true };

	it.each(said)('nothing that is said starts anything: $event', (each) => {
		const { chosen, reasons } = filterEvents([each], wanted);
		expect([chosen, reasons]).toEqual([[], ['a person or another app holds the conversation']]);
	});

	it('all of it does, where it is asked for', () => {
		expect(filterEvents(said, { ...wanted, includeStandby: true }).chosen).toEqual(said);
	});

	it('a change of who the customer is does in any case', () => {
		const change = standby({ event: 'contact', type: 'numberChanged' });
		expect(filterEvents([change], { triggerOn: ['contact'] }).chosen).toEqual([change]);
	});
});
