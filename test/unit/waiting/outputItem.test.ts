import type { WhatsAppEvent } from '../../../nodes/WhatsAppBsp/core/event';
import {
	buildAnswerItem,
	buildLinkAnswerItem,
	buildTimeoutItem,
} from '../../../nodes/WhatsAppBsp/waiting/outputItem';
import type { WaitState } from '../../../nodes/WhatsAppBsp/waiting/waitState';
import { MANAGER, PATH, readMessage, readReceipt, readText } from '../../support/waits';

const BSUID = 'DE.13491208655302741918';

const state = (responseType: WaitState['responseType']): WaitState => ({
	provider: 'dialog360',
	responseType,
	questionId: PATH.questionId,
	messageId: 'wamid.question',
	to: MANAGER,
	people: [MANAGER],
});

const item = (more: object) => ({
	provider: 'dialog360',
	operation: 'sendAndWait',
	success: true,
	status: 'answered',
	messageId: 'wamid.question',
	to: MANAGER,
	data: {},
	...more,
});

const answer = (more: object) => ({
	from: MANAGER,
	fromUserId: null,
	messageId: 'wamid.answer',
	timestamp: '2026-11-30T00:55:00.000Z',
	form: null,
	...more,
});

const tap = (id: string, title: string) =>
	readMessage({
		type: 'interactive',
		interactive: { type: 'button_reply', button_reply: { id, title } },
	});

describe('the item of an answer', () => {
	it.each([
		['yes', '✓ Approve', true],
		['no', '✗ Decline', false],
	])('to an approval: %s', (value, title, approved) => {
		const event = tap(value, title);
		expect(buildAnswerItem(state('approval'), { value, event })).toEqual(
			item({ data: { approved }, answer: answer({ value, text: title }), event }),
		);
	});

	it('to an approval, in writing: a refusal with a reason, whatever it says', () => {
		for (const text of ['Offer half of it', 'yes']) {
			const event = readText(text);
			expect(buildAnswerItem(state('approval'), { value: null, event })).toEqual(
				item({
					data: { approved: false, chatInput: text },
					answer: answer({ value: text, text }),
					event,
				}),
			);
		}
	});

	it.each(['choice', 'template'] as const)('to a %s', (responseType) => {
		const event = tap('10115', 'Berlin');
		expect(buildAnswerItem(state(responseType), { value: '10115', event })).toEqual(
			item({ answer: answer({ value: '10115', text: 'Berlin' }), event }),
		);
	});

	it('to a free text', () => {
		const event = readText('At six');
		expect(buildAnswerItem(state('freeText'), { value: null, event })).toEqual(
			item({
				data: { chatInput: 'At six' },
				answer: answer({ value: 'At six', text: 'At six' }),
				event,
			}),
		);
	});

	it('to a free text, by a tap on a button of the template that asked: nothing is written', () => {
		const event = tap('later', 'Later');
		expect(buildAnswerItem(state('freeText'), { value: null, event })).toEqual(
			item({ data: {}, answer: answer({ value: 'Later', text: 'Later' }), event }),
		);
	});

	it('to a free text, by a location, which is no text', () => {
		const event = readMessage({ type: 'location', location: { latitude: 52.5, longitude: 13.4 } });
		expect(buildAnswerItem(state('freeText'), { value: null, event })).toEqual(
			item({ answer: answer({ value: null, text: null }), event }),
		);
		expect(event.location).toMatchObject({ latitude: 52.5, longitude: 13.4 });
	});

	it('to a form', () => {
		const event = readMessage({
			type: 'interactive',
			interactive: {
				type: 'nfm_reply',
				nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"size":"M"}' },
			},
		});
		const { data, answer: given } = buildAnswerItem(state('flow'), { value: null, event });
		expect(data).toEqual({});
		expect(given).toMatchObject({ form: { name: 'flow', token: null, values: { size: 'M' } } });
	});

	it('of somebody with a hidden number', () => {
		const event = readText('yes', { from: undefined, from_user_id: BSUID });
		const { answer: given } = buildAnswerItem(state('freeText'), { value: null, event });
		expect(given).toMatchObject({ from: null, fromUserId: BSUID });
	});

	it.each([
		['delivered', 'delivered', true],
		['read', 'read', true],
		['played', 'read', true],
		['failed', 'failed', false],
	])('is, after the receipt `%s`, `%s`', (received, status, success) => {
		const event = readReceipt({ status: received });
		expect(buildAnswerItem(state('delivery'), { value: null, event })).toEqual(
			item({ status, success, answer: null, event }),
		);
	});

	it('is `failed` after an expired message, which Bulk360 and Modica report', () => {
		const event: WhatsAppEvent = { ...readReceipt({ status: 'failed' }), status: 'expired' };
		const { status, success } = buildAnswerItem(state('delivery'), { value: null, event });
		expect([status, success]).toEqual(['failed', false]);
	});

	it.each([
		['approval', 'yes', { approved: true }],
		['approval', 'no', { approved: false }],
		['choice', '10115', {}],
	] as const)('that came by link: %s, %s', (responseType, value, data) => {
		const choice = { title: 'Title', value };
		const built = buildLinkAnswerItem(state(responseType), choice);
		const timestamp = (built.answer as { timestamp: string }).timestamp;
		expect(new Date(timestamp).toISOString()).toBe(timestamp);
		expect(built).toEqual(
			item({
				data,
				answer: answer({ value, text: 'Title', from: null, messageId: null, timestamp }),
				event: null,
			}),
		);
	});

	it.each([
		['approval', { approved: false }],
		['freeText', {}],
		['delivery', {}],
	] as const)('when nobody answered in time: %s', (responseType, data) => {
		expect(buildTimeoutItem(state(responseType))).toEqual(
			item({ status: 'timedOut', data, answer: null, event: null }),
		);
	});
});
