import type { ErrorEntry, ErrorTable } from '../errorTable';

const UNREACHABLE: ErrorEntry = {
	title: 'The recipient cannot be reached',
	category: 'recipient',
	retryable: false,
	advice: 'The phone is off or out of reach. Try again in some hours.',
};

const UNKNOWN_NUMBER: ErrorEntry = {
	title: 'The number is not in use',
	category: 'recipient',
	retryable: false,
	advice: 'Check the number and its country code, or take it off the list.',
};

const NOT_CAPABLE: ErrorEntry = {
	title: 'The recipient’s phone or contract takes no messages',
	category: 'recipient',
	retryable: false,
	advice: 'Use another number or another channel for this recipient.',
};

const NETWORK_REFUSAL: ErrorEntry = {
	title: 'The mobile network could not handle the message',
	category: 'temporary',
	retryable: false,
	advice: 'Send it again later. If it goes on, ask Bulk360’s support.',
};

const SENDER_REFUSED: ErrorEntry = {
	title: 'The sender id is not valid',
	category: 'account',
	retryable: false,
	advice: 'Ask Bulk360’s support to register the sender id.',
};

/**
 * Error codes of a Delivery Notification, written as the document writes them (`000`). They come
 * after the message was taken, so sending again is a second message: only codes that prove a
 * passing refusal count as retryable.
 *
 * Source: Bulk360 WhatsApp API V3.0, "Delivery Notification (DN)". The meanings are those of SMS.
 */
export const BULK360_DELIVERY_ERRORS: ErrorTable = {
	'000': {
		title: 'No reason given',
		category: 'unknown',
		retryable: false,
		advice: 'Ask Bulk360’s support, and give them the message id.',
	},
	20: {
		title: 'Handed to the carrier partner',
		category: 'temporary',
		retryable: false,
		advice: 'Wait for the next delivery notification.',
	},
	50: {
		title: 'The carrier names no reason',
		category: 'unknown',
		retryable: false,
		advice: 'Check that the number is on WhatsApp, or ask Bulk360’s support.',
	},
	501: UNREACHABLE,
	502: {
		title: 'The recipient’s phone has no memory left',
		category: 'recipient',
		retryable: false,
		advice: 'Try again later.',
	},
	503: { ...NOT_CAPABLE, title: 'The recipient’s phone did not understand the message' },
	504: { ...NOT_CAPABLE, title: 'The recipient’s phone takes no short messages' },
	505: UNKNOWN_NUMBER,
	506: { ...NOT_CAPABLE, title: 'The network does not accept the recipient’s SIM card' },
	507: { ...NOT_CAPABLE, title: 'The recipient’s contract has no message service' },
	508: { ...NOT_CAPABLE, title: 'The network has blocked the recipient’s phone' },
	509: { ...NOT_CAPABLE, title: 'The operator has barred the number' },
	510: { ...NOT_CAPABLE, title: 'The recipient’s network does not support messages' },
	511: {
		title: 'The recipient is receiving another message',
		category: 'recipient',
		retryable: false,
		advice: 'Try again in some minutes.',
	},
	512: NETWORK_REFUSAL,
	513: { ...NETWORK_REFUSAL, title: 'The network missed a piece of data' },
	514: { ...NETWORK_REFUSAL, title: 'The network did not understand a piece of data' },
	515: { ...UNKNOWN_NUMBER, title: 'The network could not identify the recipient' },
	516: { ...UNREACHABLE, title: 'The recipient’s phone does not answer the network' },
	517: { ...UNREACHABLE, title: 'The recipient’s phone is off' },
	518: { ...UNREACHABLE, title: 'The recipient may not roam where the phone is' },
	547: NETWORK_REFUSAL,
	550: {
		title: 'The carrier is busy for the moment',
		category: 'temporary',
		retryable: true,
		advice: 'Wait a moment and send it again.',
	},
	551: {
		title: 'The message is not formed correctly',
		category: 'content',
		retryable: false,
		advice: 'Remove unusual characters from the text and send it again.',
	},
	552: {
		title: 'The message expired before it was delivered',
		category: 'recipient',
		retryable: false,
		advice: 'The phone was off or out of reach. Send it again if it still matters.',
	},
	553: {
		title: 'Not enough credit, or this destination is not allowed',
		category: 'balance',
		retryable: false,
		advice: 'Top up the account in the Bulk360 portal, or ask for this destination to be opened.',
	},
	554: UNKNOWN_NUMBER,
	555: {
		title: 'No route to this destination',
		category: 'recipient',
		retryable: false,
		advice: 'Ask Bulk360’s support whether this country and network are served.',
	},
	556: {
		title: 'The message waits at the carrier',
		category: 'temporary',
		retryable: false,
		advice: 'Wait for the next delivery notification.',
	},
	557: {
		title: 'The carrier did not answer in time',
		category: 'temporary',
		retryable: false,
		advice: 'The message may have gone out. Ask Bulk360’s support before sending it again.',
	},
	558: {
		title: 'Too many messages in a short time',
		category: 'rateLimit',
		retryable: true,
		advice: 'Send fewer messages per second.',
	},
	561: {
		title: 'The recipient is on a blocking list',
		category: 'recipient',
		retryable: false,
		advice: 'Take the recipient off the list, or ask Bulk360’s support why it is blocked.',
	},
	562: {
		title: 'The recipient is not on the list of allowed numbers',
		category: 'recipient',
		retryable: false,
		advice: 'Ask Bulk360’s support to allow this number.',
	},
	569: SENDER_REFUSED,
	571: {
		title: 'The recipient opted out',
		category: 'recipient',
		retryable: false,
		advice: 'Take the recipient off the list.',
	},
	574: {
		title: 'The carrier rejected the message',
		category: 'unknown',
		retryable: false,
		advice: 'Ask Bulk360’s support, and give them the message id.',
	},
	575: {
		title: 'The carrier rejected the content',
		category: 'content',
		retryable: false,
		advice: 'Change the text: links and some words are filtered.',
	},
	576: { ...SENDER_REFUSED, title: 'The sender id is on a blocking list' },
	577: { ...SENDER_REFUSED, title: 'The sender id is not on the list of allowed ones' },
};
