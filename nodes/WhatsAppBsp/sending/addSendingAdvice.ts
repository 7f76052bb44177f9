import type { RecipientLimit } from '../core/rateLimits';
import type { Rejected } from '../core/result';
import { isRateLimited } from './jobResult';

interface SendingContext {
	/** Number of requests for this message or read receipt. */
	attempts: number;
	isMessage: boolean;
	/** The provider's limit per recipient, which 'Max Messages per Second' doesn't change. */
	recipientLimit?: RecipientLimit;
}

/**
 * Adds to the neutral advice of the error tables what is only true while sending: that the node
 * retried, which option slows it down, and that a receipt tells the outcome.
 */
export function addSendingAdvice(
	rejected: Rejected,
	{ attempts, isMessage, recipientLimit }: SendingContext,
): Rejected {
	const { error, outcomeUnknown } = rejected;
	const isAboutRecipient = recipientLimit?.errorCodes.includes(error.code) ?? false;
	const advice = [error.advice];
	if (attempts > 1) advice.push(`The node tried ${attempts} times.`);
	if (isMessage && isRateLimited(rejected) && !isAboutRecipient) {
		advice.push("To send more slowly, lower 'Max Messages per Second'.");
	}
	if (outcomeUnknown && isMessage) advice.push('A delivery receipt proves that it was sent.');
	return { ...rejected, error: { ...error, advice: advice.join(' ') } };
}
