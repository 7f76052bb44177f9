import { PostponedAnswers } from '../../../nodes/WhatsAppBsp/waiting/postponedAnswers';
import { createQuestionWait, NOW } from '../../support/waitRegistry';

const [FIRST, SECOND] = [createQuestionWait('1'), createQuestionWait('2')];

it('knows an answer by its question and its ID', () => {
	const postponed = new PostponedAnswers();
	postponed.record(SECOND, 'b', NOW);
	expect(postponed.has(SECOND, 'b')).toBe(true);
	expect(postponed.has(SECOND, 'a')).toBe(false);
	expect(postponed.has(FIRST, 'b')).toBe(false);
});

it('counts one answer, and what others said to the question within the last hour', () => {
	const postponed = new PostponedAnswers();
	expect(postponed.record(SECOND, 'a', NOW)).toBe(1);
	expect(postponed.record(SECOND, 'a', NOW)).toBe(2);
	expect(postponed.record(SECOND, 'b', NOW)).toBe(3);
	expect(postponed.record(FIRST, 'a', NOW)).toBe(1);
	const later = NOW + 2 * 60 * 60 * 1000;
	expect(postponed.record(SECOND, 'c', later)).toBe(1);
	expect(postponed.record(SECOND, 'a', later)).toBe(4);
});

it('forgets the answers to a question', () => {
	const postponed = new PostponedAnswers();
	postponed.record(SECOND, 'b', NOW);
	postponed.forget(SECOND);
	expect(postponed.has(SECOND, 'b')).toBe(false);
	expect(postponed.record(SECOND, 'b', NOW)).toBe(1);
});
