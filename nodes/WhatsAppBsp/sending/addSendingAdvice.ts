import type { ProviderError } from '../core/providerError';
import type { RecipientLimit } from '../core/rateLimits';
import type { Rejected } from '../core/result';
import { TRY_LATER } from '../providers/shared/advice';
import { isRateLimited } from './retryPolicy';

interface SendingContext {
	/** Number of requests for this message or read receipt. */
	attempts: number;
	isMessage: boolean;
	hasReceipts: boolean;
	/** The provider's limit per recipient, which 'Max Messages per Second' doesn't change. */
	recipientLimit?: RecipientLimit;
}

/**
 * Adds to the neutral advice of the error tables what is only true while sending: that the node
 * retried, which option slows it down, and that a receipt tells the outcome.
 */
export function addSendingAdvice(
	rejected: Rejected,
	{ attempts, isMessage, hasReceipts, recipientLimit }: SendingContext,
): Rejected {
	const { error, outcomeUnknown } = rejected;
	const isAboutRecipient = recipientLimit?.errorCodes.includes(error.code) ?? false;
	const advice = [error.advice];
	if (attempts > 1) advice.push(`The node tried ${attempts} times.`);
	if (isMessage && isRateLimited(rejected) && !isAboutRecipient) {
		advice.push("To send more slowly, lower 'Max Messages per Second'.");
	}
	if (outcomeUnknown && isMessage && hasReceipts)
		advice.push('A delivery receipt proves that it was sent.');
	return { ...rejected, error: { ...error, advice: advice.join(' ') } };
}

/** The error, whose advice says when to try again, if the provider names a time. */
export function addRetryTime(error: ProviderError): ProviderError {
	const { retryAfterMs, advice } = error;
	if (retryAfterMs === null || retryAfterMs <= 0 || !Number.isFinite(retryAfterMs)) return error;
	// A moment is not what the provider asks for.
	const others = advice.split(TRY_LATER).map((part) => part.trim());
	const wait = `Wait ${formatDuration(retryAfterMs)} before you try again.`;
	return { ...error, advice: [...others, wait].filter((part) => part !== '').join(' ') };
}

function formatDuration(ms: number): string {
	const units = [
		{ name: 'second', ms: 1000 },
		{ name: 'minute', ms: 60_000 },
		{ name: 'hour', ms: 3_600_000 },
	];
	const unit = units.filter((each) => ms >= 2 * each.ms).pop() ?? units[0];
	const count = Math.ceil(ms / unit.ms);
	return `${count} ${unit.name}${count === 1 ? '' : 's'}`;
}
