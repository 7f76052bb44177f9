import type { WhatsAppEvent } from '../../../nodes/WhatsAppBsp/core/event';
import { WaitRegistry } from '../../../nodes/WhatsAppBsp/waiting/waitRegistry';
import {
	createQuestionWait,
	createReceipt,
	createRegistry,
	find,
	NOW,
	STRANGER,
} from '../../support/waitRegistry';
import { MANAGER, readMessage, readText } from '../../support/waits';

describe('a message', () => {
	it('answers the newest question to its sender', () => {
		const registry = createRegistry(
			createQuestionWait('1'),
			createQuestionWait('2'),
			createQuestionWait('3', { people: [STRANGER] }),
		);
		expect(find(registry, readText('At six'))).toBe('2');
		expect(find(registry, readText('At six', { from: '4915200000000' }))).toBeUndefined();
	});

	it('answers the question that it quotes', () => {
		const registry = createRegistry(createQuestionWait('1'), createQuestionWait('2'));
		expect(find(registry, readText('At six', { context: { id: 'wamid.1' } }))).toBe('1');
	});

	it('answers the question that it quotes while a newer one is still being sent', () => {
		const registry = createRegistry(
			createQuestionWait('1'),
			createQuestionWait('2', { messageId: null }),
		);
		expect(find(registry, readText('At six', { context: { id: 'wamid.1' } }))).toBe('1');
		expect(find(registry, readText('At six', { context: { id: 'wamid.2' } }))).toBe('2');
	});

	it('answers none when it quotes something else, unless the question’s ID isn’t known yet', () => {
		const elsewhere = readText('At six', { context: { id: 'wamid.other' } });
		expect(
			find(createRegistry(createQuestionWait('1'), createQuestionWait('2')), elsewhere),
		).toBeUndefined();
		expect(
			find(
				createRegistry(createQuestionWait('1', { messageId: null }), createQuestionWait('2')),
				elsewhere,
			),
		).toBe('1');
	});

	it('answers no question that was asked after it', () => {
		const registry = createRegistry(createQuestionWait('1'));
		const minutes = (count: number) => NOW + count * 60_000;
		expect(find(registry, readText('ok'), NOW, minutes(-30))).toBeUndefined();
		// Nothing is delivered again after so long.
		expect(find(registry, readText('ok'), NOW, minutes(-30 * 24 * 60))).toBe('1');
		// Clocks differ.
		expect(find(registry, readText('ok'), NOW, minutes(-1))).toBe('1');
		expect(find(registry, readText('ok'), NOW, minutes(1))).toBe('1');
	});

	it('answers by any of the names that the asked person has', () => {
		const registry = createRegistry(createQuestionWait('1', { people: [MANAGER, 'DE.1'] }));
		const hidden = readText('At six', { from: undefined, from_user_id: 'DE.1' });
		expect(find(registry, hidden)).toBe('1');
	});

	it('answers none by a hidden number alone: what it carries is no reference', () => {
		const hidden = readText('At six', { from: undefined, from_user_id: 'DE.1' });
		expect(find(createRegistry(createQuestionWait('1')), hidden)).toBeUndefined();
	});

	it.each<[string, WhatsAppEvent]>([
		[
			'a reaction',
			readMessage({ type: 'reaction', reaction: { message_id: 'wamid.1', emoji: '👍' } }),
		],
		['a message in a group', readText('At six', { group_id: 'Y2FwaV9ncm91cDox' })],
		['one while a colleague holds the conversation', { ...readText('At six'), standby: true }],
		['a receipt', createReceipt('delivered')],
		['an opened chat', readMessage({ type: 'request_welcome' })],
		[
			'what WhatsApp can’t show',
			readMessage({ type: 'unsupported', errors: [{ code: 131051, title: 'Unsupported' }] }),
		],
		['the same, On-Premise', readMessage({ type: 'unknown' })],
		[
			'a permission to call',
			readMessage({
				type: 'interactive',
				interactive: {
					type: 'call_permission_reply',
					call_permission_reply: { response: 'accept', response_source: 'automatic' },
				},
			}),
		],
		['what was taken back', readMessage({ type: 'revoke', revoke: { original_message_id: 'x' } })],
		[
			'what was edited',
			readMessage({
				type: 'edit',
				edit: { original_message_id: 'x', message: { type: 'text', text: { body: 'At six' } } },
			}),
		],
	])('is no answer: %s', (_, event) => {
		expect(event.from ?? event.to).toBe(MANAGER);
		expect(find(createRegistry(createQuestionWait('1')), event)).toBeUndefined();
	});

	const tap = (reply: object) => readMessage({ type: 'interactive', interactive: reply });

	it.each<[string, WhatsAppEvent, string[]]>([
		['a text', readText('At six'), ['message', 'untapped', 'text']],
		[
			'a picture with a caption',
			readMessage({ type: 'image', image: { id: 'm1', caption: 'This one' } }),
			['message', 'untapped', 'text'],
		],
		[
			'a picture without',
			readMessage({ type: 'image', image: { id: 'm1' } }),
			['message', 'untapped'],
		],
		['a sticker', readMessage({ type: 'sticker', sticker: { id: 'm1' } }), ['message', 'untapped']],
		[
			'a location',
			readMessage({ type: 'location', location: { latitude: 52.5, longitude: 13.4 } }),
			['message', 'untapped'],
		],
		[
			'a button',
			tap({ type: 'button_reply', button_reply: { id: 'old', title: 'Yes' } }),
			['message'],
		],
		[
			'a template’s button',
			readMessage({ type: 'button', button: { payload: 'Yes', text: 'Yes' } }),
			['message'],
		],
		[
			'a form',
			tap({ type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{}' } }),
			['message', 'untapped', 'form'],
		],
		[
			'a form with the token of another message',
			tap({
				type: 'nfm_reply',
				nfm_reply: { name: 'flow', response_json: '{"flow_token":"order-1","size":"M"}' },
			}),
			['message', 'untapped'],
		],
		[
			'an address',
			tap({
				type: 'nfm_reply',
				nfm_reply: { name: 'address_message', response_json: '{"values":{"city":"Pune"}}' },
			}),
			['message', 'untapped'],
		],
	])('is accepted by what it is: %s', (_, event, expected) => {
		const kinds = ['message', 'untapped', 'text', 'form'] as const;
		const accepting = kinds.filter(
			(accepts) => find(createRegistry(createQuestionWait('1', { accepts })), event) === '1',
		);
		expect(accepting).toEqual(expected);
	});

	it('answers once, then the question before', () => {
		const registry = createRegistry(createQuestionWait('1'), createQuestionWait('2'));
		expect([
			registry.remove(createQuestionWait('2')),
			registry.remove(createQuestionWait('2')),
		]).toEqual([true, false]);
		expect(find(registry, readText('At six'))).toBe('1');
	});

	it('answers the newest question, also where another process has told of an older one', () => {
		const [stored] = createRegistry(createQuestionWait('1')).list(NOW);
		const registry = new WaitRegistry();
		registry.add(createQuestionWait('2'), NOW + 1);
		registry.restore([stored]);
		expect(find(registry, readText('At six'))).toBe('2');
		const later = createRegistry().list(NOW);
		registry.restore([...later, { ...createQuestionWait('3'), registeredAt: NOW + 2 }]);
		expect(find(registry, readText('At six'))).toBe('3');
	});

	it('keeps its question’s place when the message’s ID becomes known', () => {
		const registry = createRegistry(
			createQuestionWait('1', { messageId: null }),
			createQuestionWait('2'),
		);
		registry.add(createQuestionWait('1'), NOW + 5);
		const restarted = new WaitRegistry();
		restarted.restore(registry.list(NOW).reverse());
		expect(registry.list(NOW).map(({ registeredAt }) => registeredAt)).toEqual([NOW, NOW]);
		expect(find(registry, readText('At six'))).toBe('2');
	});

	it('answers the newest 2000 questions, whoever told of them', () => {
		const registry = new WaitRegistry();
		const stored = Array.from({ length: 2201 }, (_, at) => ({
			...createQuestionWait(`s${at}`),
			registeredAt: NOW + at,
		}));
		registry.restore(stored);
		expect(registry.list(NOW)).toHaveLength(2000);
		expect([registry.has(stored[200]), registry.has(stored[201])]).toEqual([false, true]);
		registry.add(createQuestionWait('newest'), NOW + 5000);
		expect(find(registry, readText('At six'))).toBe('newest');
	});

	it('answers nothing that only asked whether the trigger is there', () => {
		const registry = createRegistry(createQuestionWait('1', { accepts: 'nothing' }));
		expect([find(registry, readText('At six')), registry.list(NOW)]).toEqual([undefined, []]);
	});
});

describe('a wait', () => {
	it('ends once n8n has surely ended it', () => {
		const registry = createRegistry(createQuestionWait('1', { expiresAt: NOW + 1000 }));
		expect(find(registry, readText('At six'), NOW + 121_000)).toBe('1');
		expect(find(registry, readText('At six'), NOW + 121_001)).toBeUndefined();
		expect(registry.list(NOW)).toEqual([]);
	});

	it('survives a restart, in the order of the questions', () => {
		const registry = new WaitRegistry();
		registry.restore(createRegistry(createQuestionWait('1'), createQuestionWait('2')).list(NOW));
		expect(find(registry, readText('At six'))).toBe('2');
		registry.restore([]);
		expect(registry.list(NOW)).toHaveLength(2);
	});

	it('takes its postponed answers with it when it ends', () => {
		const registry = createRegistry(createQuestionWait('1'));
		registry.postponedAnswers.record(createQuestionWait('1'), 'a', NOW);
		registry.remove(createQuestionWait('1'));
		expect(registry.postponedAnswers.has(createQuestionWait('1'), 'a')).toBe(false);
	});

	it('is not brought back once it has ended, by what was stored earlier or registered late', () => {
		const registry = createRegistry(createQuestionWait('1'));
		const stored = registry.list(NOW);
		registry.remove(createQuestionWait('1'));
		registry.restore(stored);
		registry.add(createQuestionWait('1'), NOW);
		expect(registry.list(NOW)).toEqual([]);
	});

	it('is completed by what another process got of it, in its place', () => {
		const registry = createRegistry(
			createQuestionWait('1', { messageId: null }),
			createQuestionWait('2'),
		);
		const sent = createQuestionWait('1', { people: [MANAGER, 'DE.1'], registeredAt: NOW + 5 });
		registry.restore([sent]);
		expect(registry.list(NOW)).toEqual([
			{ ...sent, registeredAt: NOW },
			createQuestionWait('2', { registeredAt: NOW }),
		]);
	});

	it('keeps what is known of it now, not what was stored before', () => {
		const registry = createRegistry(createQuestionWait('1'));
		registry.restore([createQuestionWait('1', { messageId: null })]);
		expect(registry.list(NOW)).toEqual([createQuestionWait('1', { registeredAt: NOW })]);
	});
});

it('another trigger of the number knows of an answer, but not of a refusal that its own credential may not get', () => {
	const answered = new Map<string, true>();
	const [first, second] = [new WaitRegistry(answered), new WaitRegistry(answered)];
	const [accepted, refused] = [createQuestionWait('1'), createQuestionWait('2')];
	first.remove(accepted, true);
	first.remove(refused);
	expect([accepted, refused].map((wait) => first.hasEnded(wait))).toEqual([true, true]);
	expect([accepted, refused].map((wait) => second.hasEnded(wait))).toEqual([true, false]);
});
