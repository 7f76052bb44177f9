import {
	createQuestionWait,
	createReceiptWait,
	createRegistry,
	NOW,
	STRANGER,
} from '../../support/waitRegistry';
import { MANAGER, readText } from '../../support/waits';

describe('how many questions are open', () => {
	it('is told before another one to the same person', () => {
		const registry = createRegistry(
			createQuestionWait('1'),
			createQuestionWait('2', { people: [STRANGER] }),
		);
		expect(registry.add(createQuestionWait('3'), NOW)).toBe(1);
		expect(registry.add(createQuestionWait('4', { people: [STRANGER, MANAGER] }), NOW)).toBe(3);
		expect(registry.add(createQuestionWait('5', { accepts: 'nothing' }), NOW)).toBe(3);
		expect(registry.add(createQuestionWait('6', { accepts: 'form' }), NOW)).toBe(3);
		expect(registry.add(createQuestionWait('7', { accepts: 'untapped' }), NOW)).toBe(3);
		expect(registry.add(createQuestionWait('8', { accepts: 'text' }), NOW)).toBe(4);
	});

	it('does not count the question itself, which is registered twice', () => {
		const registry = createRegistry(createQuestionWait('1', { messageId: null }));
		expect(registry.add(createQuestionWait('1'), NOW)).toBe(0);
		expect(registry.list(NOW)).toEqual([createQuestionWait('1', { registeredAt: NOW })]);
	});

	it('counts one person whose number has two forms', () => {
		const registry = createRegistry(createQuestionWait('1', { people: ['5511987654321'] }));
		expect(registry.add(createQuestionWait('2', { people: ['551187654321'] }), NOW)).toBe(1);
	});

	it('counts the rounds of a loop apart', () => {
		const registry = createRegistry(createQuestionWait('1', { questionId: 'round1' }));
		expect(registry.add(createQuestionWait('1', { questionId: 'round2' }), NOW)).toBe(1);
		expect(registry.remove(createQuestionWait('1', { questionId: 'round1' }))).toBe(true);
		expect(registry.find(readText('At six'), NOW)?.questionId).toBe('round2');
	});

	it('does not count waits for receipts', () => {
		expect(createRegistry(createReceiptWait('delivered')).add(createQuestionWait('2'), NOW)).toBe(
			0,
		);
	});
});
