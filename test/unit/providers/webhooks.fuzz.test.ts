import fc from 'fast-check';
import { isObject } from '../../../nodes/WhatsAppBsp/core/parse';
import { filterEvents } from '../../../nodes/WhatsAppBsp/trigger/receive/filter';
import type { WhatsAppEvent } from '../../../nodes/WhatsAppBsp/core/event';
import { PROVIDERS } from '../../../nodes/WhatsAppBsp/providers';
import { mutateBody } from '../../support/mutation';
import { webhookFixtures } from '../../support/webhookFixtures';
import { RECEIVED_AT, toRequest } from '../../support/webhookRequest';
import type { WebhookRequest } from '../../../nodes/WhatsAppBsp/providers/webhook';

/** A failure prints its seed; the same seed makes the same bodies. */
const SEED = 20261121;
const RUNS = 10_000;
jest.setTimeout(180_000);

const KINDS = ['message', 'status', 'template', 'account', 'contact', 'other'];
const LISTS = ['messages', 'statuses', 'message_echoes', 'errors'];

const FIELDS_WITH_LISTS = ['messages', 'smb_message_echoes', 'message_echoes', 'standby'];

/** Lists of any other change. */
const NESTED_LISTS = [
	'calls',
	'user_preferences',
	'user_id_update',
	'groups',
	'user_actions',
	'statuses',
];

function isEvent(event: WhatsAppEvent): boolean {
	return (
		KINDS.includes(event.event) &&
		typeof event.id === 'string' &&
		event.id.length > 0 &&
		new Date(event.timestamp).toISOString() === event.timestamp &&
		isObject(event.raw)
	);
}

/**
 * Counted without the code under test: what stands in the lists of a body in Meta's words, and one for
 * each part that is none of that.
 */
function countEntries(value: unknown): number {
	if (!isObject(value)) return 0;
	return LISTS.reduce((sum, name) => {
		const list = value[name] ?? [];
		return sum + (Array.isArray(list) ? list.length : 1);
	}, 0);
}

function countNestedEntries(value: unknown): number {
	const lists = isObject(value) ? NESTED_LISTS.map((name) => value[name]) : [];
	return lists.reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0);
}

/** What is said on standby stands one level deeper. */
function outOfStandby(value: unknown): unknown {
	return isObject(value) && isObject(value.standby) ? { ...value, ...value.standby } : value;
}

function countCloud(body: unknown): number {
	if (!isObject(body)) return 0;
	if (!Array.isArray(body.entry)) return countEntries(body);
	return (body.entry as unknown[])
		.flatMap((entry) =>
			isObject(entry) && Array.isArray(entry.changes) ? (entry.changes as unknown[]) : [entry],
		)
		.reduce<number>((sum, change) => {
			const value = isObject(change) ? change.value : undefined;
			const field = isObject(change) ? change.field : undefined;
			// What has no name is one thing that can't be read, whatever lists are in it.
			if (!['string', 'number'].includes(typeof field) || field === '') return sum + 1;
			const isList = FIELDS_WITH_LISTS.includes(String(field));
			const place = field === 'standby' ? outOfStandby(value) : value;
			const hasLists = isObject(place) && LISTS.some((name) => place[name] !== undefined);
			return (
				sum + (isList && hasLists ? countEntries(place) : Math.max(1, countNestedEntries(value)))
			);
		}, 0);
}

function parsed({ rawBody }: WebhookRequest): unknown {
	try {
		return JSON.parse((rawBody?.toString('utf8') ?? '').replace(/^\uFEFF/, ''));
	} catch {
		return undefined;
	}
}

function isEmptyBody(request: WebhookRequest): boolean {
	return !request.rawBody?.toString().trim() || saysNothing(parsed(request));
}

function saysNothing(value: unknown): boolean {
	if (Array.isArray(value)) return value.every(saysNothing);
	return value === null || value === '' || JSON.stringify(value) === '{}';
}

/** What must hold for a body that was accepted: nothing half-read, nothing made up. */
const UNDERSTOOD: Record<string, (request: WebhookRequest, events: WhatsAppEvent[]) => boolean> = {
	dialog360: (request, events) => events.length === countCloud(parsed(request)),
	modica: (request, events) => events.length === (isEmptyBody(request) ? 0 : 1),
	bulk360: (request, [event, ...more]) =>
		more.length === 0 &&
		(event === undefined
			? isEmptyBody(request)
			: event.event === 'status'
				? event.messageId !== undefined
				: event.from !== undefined && (event.text !== undefined || event.media !== undefined)),
};

describe.each(['dialog360', 'bulk360', 'modica'] as const)('%s', (provider) => {
	const { webhook } = PROVIDERS[provider];
	const fixtures = webhookFixtures(provider);

	it(`reads ${RUNS} mutated bodies whole or not at all, without throwing or hanging`, () => {
		let taken = 0;
		let rejected = 0;
		const bodies = fc.constantFrom(...fixtures).chain(({ request }) => mutateBody(request));
		fc.assert(
			fc.property(bodies, (call) => {
				const request = toRequest(call);
				const events = webhook?.parseEvents(request, RECEIVED_AT);
				if (events === undefined) {
					rejected++;
					return;
				}
				taken++;
				expect(events.filter((event) => !isEvent(event))).toEqual([]);
				expect(UNDERSTOOD[provider](request, events)).toBe(true);
				// What comes again is recognised.
				expect(webhook?.parseEvents(request, RECEIVED_AT)?.map(({ id }) => id)).toEqual(
					events.map(({ id }) => id),
				);
				filterEvents(events, { triggerOn: ['message', 'status'], allowedSenders: ['1'] });
			}),
			{ seed: SEED, numRuns: RUNS, endOnFailure: true },
		);
		// Both happen often enough for the assertions above to mean something.
		expect(Math.min(taken, rejected)).toBeGreaterThan(RUNS / 20);
	});
});
