import type { WhatsAppEvent } from '../../../nodes/WhatsAppBsp/core/event';
import {
	endsWait,
	findReference,
	withoutCallbackReference,
} from '../../../nodes/WhatsAppBsp/waiting/findReference';
import { parseEvents } from '../../support/parseEvents';
import { MANAGER, PATH, readMessage, readReceipt, readText, refer } from '../../support/waits';

const interactive = (reply: object) => readMessage({ type: 'interactive', interactive: reply });

const createTap = (id: string) =>
	interactive({ type: 'button_reply', button_reply: { id, title: '✓ Approve' } });

const chosen = (id: string) =>
	interactive({ type: 'list_reply', list_reply: { id, title: 'Berlin', description: 'Mitte' } });

const templateTap = (payload: string) =>
	readMessage({ type: 'button', button: { payload, text: 'Confirm' } });

const createForm = (token: string) =>
	interactive({
		type: 'nfm_reply',
		nfm_reply: {
			name: 'flow',
			body: 'Sent',
			response_json: JSON.stringify({ flow_token: token, size: 'M' }),
		},
	});

const receipt = (data: string, status = 'delivered') =>
	readReceipt({ status, biz_opaque_callback_data: data });

describe('what carries a reference', () => {
	it.each<[string, WhatsAppEvent, string | null, Partial<WhatsAppEvent>]>([
		['a button', createTap(refer('yes')), 'yes', { button: { id: 'yes', title: '✓ Approve' } }],
		['a list row', chosen(refer('10115')), '10115', { button: { id: '10115', title: 'Berlin' } }],
		[
			'a template’s button',
			templateTap(refer('Confirm')),
			'Confirm',
			{ button: { id: 'Confirm', title: 'Confirm' } },
		],
		[
			'a form’s token',
			createForm(refer('')),
			null,
			{ form: { name: 'flow', token: null, values: { size: 'M' } } },
		],
		['a receipt', receipt(refer('delivered|')), null, { callbackData: null }],
		[
			'a receipt with callback data of the user',
			receipt(refer('read|order|4711')),
			null,
			{ callbackData: 'order|4711' },
		],
	])('%s', (_, event, value, shown) => {
		const found = findReference(event);
		expect(found).toMatchObject({ reference: PATH, value });
		expect(found?.event).toMatchObject({ id: event.id, ...shown });
		expect(JSON.stringify(found)).not.toContain('n8n-wait');
	});

	it.each(['a|b', '"quoted" \\ text', 'Straße 👍🏽', 'two\nlines'])(
		'keeps the value %j, in the provider’s own words too',
		(value) => {
			const found = findReference(createTap(refer(value)));
			expect([found?.value, found?.event.button?.id]).toEqual([value, value]);
			expect(found?.event.raw).toEqual(createTap(value).raw);
		},
	);

	it.each<[string, (content: string) => object]>([
		['JSON', (content) => ({ content: JSON.parse(content) as object })],
		['JSON in a text', (content) => ({ content })],
		[
			'JSON in Base64',
			(content) => ({ encoding: 'base64', content: Buffer.from(content).toString('base64') }),
		],
	])('a button in a message of Modica with its content as %s', (_, wrap) => {
		const value = 'It’s "me"';
		const tapAtModica = (id: string) => {
			const reply = { type: 'button_reply', button_reply: { id, title: '✓ Approve' } };
			const content = JSON.stringify({ type: 'interactive', interactive: reply });
			const body = { id: 'm1', source: MANAGER, destination: '64210000000', ...wrap(content) };
			return parseEvents('modica', { body })[0];
		};
		const found = findReference(tapAtModica(refer(value)));
		expect(found).toMatchObject({ reference: PATH, value });
		expect(found?.event.button).toEqual({ id: value, title: '✓ Approve' });
		expect(found?.event.raw).toEqual(tapAtModica(value).raw);
	});
});

describe('what carries none', () => {
	it.each<[string, WhatsAppEvent]>([
		['a text', readText('yes')],
		['a text that quotes one', readText(refer('yes'))],
		['a button of the user', createTap('yes')],
		['a form of the user', createForm('my-token')],
		['a receipt with other data', receipt('order-4711')],
		['a receipt without data', readReceipt({ status: 'delivered' })],
	])('%s', (_, event) => {
		const before = JSON.stringify(event);
		expect(findReference(event)).toBeUndefined();
		expect(JSON.stringify(event)).toBe(before);
	});
});

describe('callback data that a message at Modica brings along', () => {
	const readAtModica = (reference?: string) =>
		parseEvents('modica', {
			body: {
				id: 'm1',
				source: MANAGER,
				destination: '64210000000',
				content: 'Hello',
				...(reference === undefined ? {} : { reference }),
			},
		})[0];

	it.each([
		['delivered|', null],
		['read|order|4711', 'order|4711'],
	])('is shown without the reference of a wait: %j', (value, callbackData) => {
		const given = readAtModica(refer(value));
		expect(findReference(given)).toBeUndefined();
		const event = withoutCallbackReference(given);
		expect(event).toMatchObject({ id: given.id, text: 'Hello', callbackData });
		expect(JSON.stringify(event)).not.toContain('n8n-wait');
	});

	it.each([undefined, 'order-4711'])('is shown as it is: %j', (reference) => {
		const given = readAtModica(reference);
		expect(withoutCallbackReference(given)).toBe(given);
		expect(given.callbackData).toBe(reference);
	});
});

describe('what ends a wait', () => {
	it('is any tap and any form', () => {
		for (const event of [createTap(refer('yes')), createForm(refer(''))]) {
			const found = findReference(event);
			expect(found && endsWait(found)).toBe(true);
		}
	});

	it.each([
		['sent', 'delivered', false],
		['delivered', 'delivered', true],
		['read', 'delivered', true],
		['played', 'delivered', true],
		['failed', 'delivered', true],
		['sent', 'read', false],
		['delivered', 'read', false],
		['read', 'read', true],
		['played', 'read', true],
		['failed', 'read', true],
	])('is, by its receipt `%s`, a message awaited until `%s`: %s', (status, until, expected) => {
		for (const own of ['', 'order|read']) {
			const found = findReference(receipt(refer(`${until}|${own}`), status));
			expect(found && endsWait(found)).toBe(expected);
		}
	});
});
