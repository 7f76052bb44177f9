import { trimOldest } from '../core/trimOldest';
import { getWaitKey, type WaitPath } from './reference';

const MAX_QUESTIONS = 1000;

/** Answers to one question. */
const MAX_ANSWERS = 100;

/** An overloaded n8n recovers; a crashed execution doesn't. */
const LATELY_MS = 60 * 60 * 1000;

/** Answers of which n8n could not say whether it accepts them: they are left to be delivered again. */
export class PostponedAnswers {
	/** Each time of each answer, by question. */
	private readonly answers = new Map<string, Array<{ answerId: string; at: number }>>();

	/** @returns how often this one was postponed so far, and others to this question lately */
	record(wait: WaitPath, answerId: string, now: number): number {
		const answers = [...(this.answers.get(getWaitKey(wait)) ?? []), { answerId, at: now }];
		this.answers.set(getWaitKey(wait), answers.slice(-MAX_ANSWERS));
		trimOldest(this.answers, MAX_QUESTIONS);
		return answers.filter((each) => each.answerId === answerId || now - each.at < LATELY_MS).length;
	}

	has(wait: WaitPath, answerId: string): boolean {
		return this.answers.get(getWaitKey(wait))?.some((each) => each.answerId === answerId) ?? false;
	}

	/** The question has ended. */
	forget(wait: WaitPath): void {
		this.answers.delete(getWaitKey(wait));
	}
}
