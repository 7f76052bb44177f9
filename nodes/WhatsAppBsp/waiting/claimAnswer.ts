import { sleep, type IWebhookFunctions } from 'n8n-workflow';
import { waitForExecutionCreated } from '../core/executionCreated';
import type { Choice } from './waitState';

/** Which answer it is: the event it came with, or what was chosen on the page of a link. */
interface Answer {
	eventId?: string;
	chosen?: Choice;
}

/** After n8n has accepted an answer: it may have read the execution for another one before. */
const REMEMBER_MS = 10_000;

/**
 * Answers that n8n was given, by question, and whether it accepted them: of executions that are being resumed, or
 * just were.
 */
const answers = new Map<string, Answer & { isAccepted: Promise<boolean> }>();

/**
 * One answer a question. n8n may queue one for minutes (`N8N_CONCURRENCY_PRODUCTION_LIMIT`), and would accept a
 * second one for it once the execution waits for the next question.
 * @returns the answer that n8n accepted before, `claimed` if this one is it now, or `stale` if another one failed
 *   meanwhile: what n8n has read of the execution for this one may be out of date
 */
export async function claimAnswer(
	context: IWebhookFunctions,
	questionId: string,
	answer: Answer,
): Promise<Answer | 'claimed' | 'stale'> {
	const earlier = answers.get(questionId);
	if (earlier) {
		if (await earlier.isAccepted) return earlier;
		forget(questionId, earlier);
		return 'stale';
	}
	const isAccepted = waitForExecutionCreated(context.getResponseObject());
	const claimed = { ...answer, isAccepted };
	answers.set(questionId, claimed);
	void isAccepted
		.then(async (accepted) => (accepted ? await sleep(REMEMBER_MS) : undefined))
		.then(() => forget(questionId, claimed));
	return 'claimed';
}

function forget(questionId: string, answer: Answer): void {
	if (answers.get(questionId) === answer) answers.delete(questionId);
}
