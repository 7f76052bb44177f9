import { getOwn } from '../../core/parse';
import type { MessageStatus } from '../../core/event';
import type { ErrorTable } from '../shared/errorTable';

/** What a DN's `status` says: for a failure, the row of the table below that says why. */
export interface StatusWord {
	status: MessageStatus;
	reason?: string;
}

/**
 * Failures that a DN has a word for instead of a code.
 *
 * Source: WhatsApp API V3.0, "Summary Changes": a request with the right credentials is accepted, and the
 * DN says Delivered, Failed, Insufficient balance or Account suspended. Assumption: what else a word
 * says about a failure is `failed`.
 */
export const BULK360_STATUS_ERRORS: ErrorTable = {
	insufficient_balance: {
		title: 'The Bulk360 account doesn’t have enough credit',
		category: 'balance',
		retryable: false,
		advice: 'Top up the account in the Bulk360 portal, then send the message again.',
	},
	account_suspended: {
		title: 'The Bulk360 account is suspended',
		category: 'account',
		retryable: false,
		advice: 'Contact Bulk360 support. Until then, no message is sent.',
	},
	blocked: {
		title: 'The message was blocked',
		category: 'recipient',
		retryable: false,
		advice:
			'The recipient may have blocked you or opted out. If this happens to every recipient, contact Bulk360 support.',
	},
	invalid_number: {
		title: 'The number isn’t on WhatsApp, or isn’t valid',
		category: 'recipient',
		retryable: false,
		advice: 'Check the number and its country code, or remove it from your list.',
	},
	limit: {
		title: 'Too many messages were sent',
		category: 'rateLimit',
		retryable: false,
		advice: 'Send the message again later, and send more slowly.',
	},
	failed: {
		title: 'The message couldn’t be delivered',
		category: 'unknown',
		retryable: false,
		advice:
			'If the details give no reason, check that the number is on WhatsApp, or contact Bulk360 support with the message ID.',
	},
	expired: {
		title: 'The message expired before it was delivered',
		category: 'recipient',
		retryable: false,
		advice: 'The phone may have been off or out of range. Send it again if it’s still relevant.',
	},
};

/** `DELIVERED`, `UNDELIVERED` and `SENT` are documented; the others would mean what they say. */
const WORDS: Readonly<Record<string, StatusWord>> = {
	delivered: { status: 'delivered' },
	// SMPP's own word, next to UNDELIV and REJECTD.
	delivrd: { status: 'delivered' },
	undelivered: { status: 'failed' },
	sent: { status: 'sent' },
	read: { status: 'read' },
	accepted: { status: 'accepted' },
	pending: { status: 'pending' },
};

/** Part of a word → what it says, the first that fits. Assumption: whatever is not documented. */
const PARTS: ReadonlyArray<[part: RegExp, StatusWord]> = [
	[
		/insuff?icient|(?:no|not|low|enough|outof|zero|negative)(?:balance|credit|fund)|(?:balance|credits?|funds?)(?:is|too|limit)*(?:low|exceed|exhaust|empty|over)/,
		{ status: 'failed', reason: 'insufficient_balance' },
	],
	[
		// Of the person, not of the account.
		/(?:number|subscriber|recipient|msisdn|user|mobile|destination)(?:has|is|was|been|account)*(?:suspend|terminat|(?:not|de|in)activ|closed|disconnect)/,
		{ status: 'failed', reason: 'invalid_number' },
	],
	[
		/suspend|terminat|(?:not|de|in)activ|account(?:is|has|been)*(?:block|lock|clos|bar|bann|disabl)/,
		{ status: 'failed', reason: 'account_suspended' },
	],
	[/expire|timeout|timedout/, { status: 'expired', reason: 'expired' }],
	[
		/block|blacklist|barred|banned|opt(?:ed)?out|unsubscri|donotdisturb|spam/,
		{ status: 'failed', reason: 'blocked' },
	],
	[
		/throttl|toomany|ratelimit|(?:limit|quota)(?:is|was|been)?(?:exceed|reach)|exceed(?:ed|s)?(?:rate)?(?:limit|quota)/,
		{ status: 'failed', reason: 'limit' },
	],
	[
		/(?:invalid|unknown|wrong|bad|nosuch)(?:mobile|phone|number|msisdn|recipient|destination|subscriber|user)|(?:not|un)(?:on|in|a)?(?:whatsapp|regist)/,
		{ status: 'failed', reason: 'invalid_number' },
	],
	[
		/fail|unsuccess|invalid|unsupport|notsupport|forbid|forbad|bounce|not(?:approv|allow|permit)|reject|undeliv|notdeliv|notsent|unsent|(?<!no)error|cancel|abort|dropp|declin|denied|discard|refus|unreach|unable/,
		{ status: 'failed', reason: 'failed' },
	],
];

/** @returns undefined for a word that nobody has described */
export function parseStatusWord(word: string): StatusWord | undefined {
	// How the words of several parts are written on the wire is not documented.
	const letters = word.toLowerCase().replace(/[^a-z]/g, '');
	return getOwn(WORDS, letters) ?? PARTS.find(([part]) => part.test(letters))?.[1];
}
