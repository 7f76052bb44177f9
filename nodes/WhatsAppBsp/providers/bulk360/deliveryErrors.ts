import type { ErrorEntry, ErrorTable } from '../shared/errorTable';

const UNREACHABLE: ErrorEntry = {
	title: 'The recipient can’t be reached',
	category: 'recipient',
	retryable: false,
	advice: 'The phone is off or out of range. Try again in a few hours.',
};

const UNKNOWN_NUMBER: ErrorEntry = {
	title: 'The number isn’t in use',
	category: 'recipient',
	retryable: false,
	advice: 'Check the number and its country code, or remove it from your list.',
};

const NOT_CAPABLE: ErrorEntry = {
	title: 'The recipient’s phone or plan doesn’t support messages',
	category: 'recipient',
	retryable: false,
	advice: 'Use a different number or channel for this recipient.',
};

const NETWORK_REJECTED: ErrorEntry = {
	title: 'The mobile network couldn’t handle the message',
	category: 'temporary',
	retryable: false,
	advice: 'Send it again later. If this keeps happening, contact Bulk360 support.',
};

const EXPIRED_ADVICE =
	'The phone may have been off or out of range. Send it again if it’s still relevant.';

const SENDER_REJECTED: ErrorEntry = {
	title: 'The sender ID isn’t valid',
	category: 'account',
	retryable: false,
	advice:
		"Check the option 'Sender', or leave it empty. Or ask Bulk360 support to allow the sender ID.",
};

/**
 * Error codes of a Delivery Notification (DN), written as the document writes them (`000`). None is
 * retryable: they arrive after Bulk360 accepted the message, so nothing sends it again automatically.
 *
 * Source: Bulk360 WhatsApp API V3.0, "Delivery Notification (DN)". The meanings are those of SMS.
 */
export const BULK360_DELIVERY_ERRORS: ErrorTable = {
	'000': {
		title: 'No reason given',
		category: 'unknown',
		retryable: false,
		advice: 'Contact Bulk360 support with the message ID.',
	},
	20: {
		title: 'The message was passed to the carrier',
		category: 'temporary',
		retryable: false,
		advice: 'Wait for the next delivery receipt.',
	},
	50: {
		title: 'The carrier gave no reason',
		category: 'unknown',
		retryable: false,
		advice: 'Check that the number is on WhatsApp, or contact Bulk360 support.',
	},
	501: UNREACHABLE,
	502: {
		title: 'The recipient’s phone is out of memory',
		category: 'recipient',
		retryable: false,
		advice: 'Try again later.',
	},
	503: { ...NOT_CAPABLE, title: 'The recipient’s phone couldn’t process the message' },
	504: { ...NOT_CAPABLE, title: 'The recipient’s phone doesn’t support short messages (SMS)' },
	505: UNKNOWN_NUMBER,
	506: { ...NOT_CAPABLE, title: 'The network doesn’t accept the recipient’s SIM card' },
	507: { ...NOT_CAPABLE, title: 'The recipient’s plan doesn’t include messaging' },
	508: { ...NOT_CAPABLE, title: 'The network has blocked the recipient’s phone' },
	509: { ...NOT_CAPABLE, title: 'The operator has barred the number' },
	510: { ...NOT_CAPABLE, title: 'The recipient’s network doesn’t support messages' },
	511: {
		title: 'The recipient is receiving another message',
		category: 'recipient',
		retryable: false,
		advice: 'Try again in a few minutes.',
	},
	512: NETWORK_REJECTED,
	513: { ...NETWORK_REJECTED, title: 'The network reported missing data' },
	514: { ...NETWORK_REJECTED, title: 'The network reported an unexpected data value' },
	515: { ...UNKNOWN_NUMBER, title: 'The network couldn’t identify the recipient' },
	516: { ...UNREACHABLE, title: 'The recipient’s phone doesn’t respond to the network' },
	517: { ...UNREACHABLE, title: 'The recipient’s phone is off' },
	518: {
		...UNREACHABLE,
		title: 'The recipient is abroad without roaming',
		advice:
			'Send it again when the recipient is back in their own network, or use another channel.',
	},
	547: { ...NOT_CAPABLE, title: 'The recipient’s network doesn’t support this type of message' },
	550: {
		title: 'The carrier temporarily couldn’t accept the message',
		category: 'temporary',
		retryable: false,
		advice: 'Wait a few minutes, then send it again.',
	},
	551: {
		title: 'The message isn’t formatted correctly',
		category: 'content',
		retryable: false,
		advice: 'Remove unusual characters from the text and send it again.',
	},
	552: {
		title: 'The message expired before it was delivered',
		category: 'recipient',
		retryable: false,
		advice: EXPIRED_ADVICE,
	},
	553: {
		title: 'Not enough credit, or this destination isn’t allowed',
		category: 'balance',
		retryable: false,
		advice: 'Top up the account in the Bulk360 portal, or ask for this destination to be enabled.',
	},
	554: { ...UNKNOWN_NUMBER, title: 'The number isn’t valid' },
	555: {
		title: 'No route to this destination',
		category: 'recipient',
		retryable: false,
		advice: 'Ask Bulk360 support whether this country and network are supported.',
	},
	556: {
		title: 'The message is waiting at the carrier',
		category: 'temporary',
		retryable: false,
		advice: 'Wait for the next delivery receipt.',
	},
	557: {
		title: 'The carrier didn’t respond in time',
		category: 'temporary',
		retryable: false,
		advice: 'The message may have been sent. Check with Bulk360 support before you send it again.',
	},
	558: {
		title: 'The account has sent more messages than it’s allowed to',
		category: 'rateLimit',
		retryable: false,
		advice: 'Wait before you send it again. Ask Bulk360 support for the account’s limit.',
	},
	561: {
		title: 'The recipient is on a blocklist',
		category: 'recipient',
		retryable: false,
		advice: 'Remove the recipient from your list, or ask Bulk360 support why they’re blocked.',
	},
	562: {
		title: 'The recipient isn’t on the list of allowed numbers',
		category: 'recipient',
		retryable: false,
		advice: 'Ask Bulk360 support to allow this number.',
	},
	569: SENDER_REJECTED,
	571: {
		title: 'The recipient opted out',
		category: 'recipient',
		retryable: false,
		advice: 'Remove the recipient from your list.',
	},
	574: {
		title: 'The carrier rejected the message',
		category: 'unknown',
		retryable: false,
		advice: 'Contact Bulk360 support with the message ID.',
	},
	575: {
		title: 'The carrier rejected the content',
		category: 'content',
		retryable: false,
		advice: 'Change the text, or ask Bulk360 support which content the carrier accepts.',
	},
	576: { ...SENDER_REJECTED, title: 'The sender ID is on a blocklist' },
	577: { ...SENDER_REJECTED, title: 'The sender ID isn’t on the list of allowed sender IDs' },
};
