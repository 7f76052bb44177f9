import type { ErrorTable } from '../errorTable';
import { ASK_SUPPORT, CHECK_PERMISSION, CHECK_REGISTRATION, TRY_LATER } from './advice';

/** What keeps one message from its recipient. */
export const DELIVERY: ErrorTable = {
	130472: {
		title: 'The recipient is part of a WhatsApp marketing experiment',
		category: 'recipient',
		retryable: false,
		advice:
			'Do not send this marketing message again. Wait until the recipient writes, or use another channel.',
	},
	130497: {
		title: 'This account may not message the recipient’s country',
		category: 'recipient',
		retryable: false,
		advice: 'Remove recipients in this country, or check WhatsApp’s country restrictions.',
	},
	131000: {
		title: 'WhatsApp could not send the message',
		category: 'temporary',
		retryable: true,
		advice: `${TRY_LATER} If it goes on: ${ASK_SUPPORT}`,
	},
	131005: {
		title: 'Access denied',
		category: 'auth',
		retryable: false,
		advice: CHECK_PERMISSION,
	},
	131008: {
		title: 'A required field is missing',
		category: 'parameter',
		retryable: false,
		advice: 'Read the details: they name the field. Fill it in and send again.',
	},
	131009: {
		title: 'A value is not valid',
		category: 'parameter',
		retryable: false,
		advice:
			'Read the details: they name the field. For a recipient by user id, take the id from their latest message.',
	},
	131016: {
		title: 'WhatsApp is overloaded for the moment',
		category: 'temporary',
		retryable: true,
		advice: TRY_LATER,
	},
	131021: {
		title: 'Sender and recipient are the same number',
		category: 'recipient',
		retryable: false,
		advice: 'Send to another number than the business’s own.',
	},
	131026: {
		title: 'The message cannot be delivered to this recipient',
		category: 'recipient',
		retryable: false,
		advice:
			'Check that the number is on WhatsApp, has accepted its latest terms and uses a current version of the app. Otherwise use another channel.',
	},
	131030: {
		title: 'A test number may only write to listed recipients',
		category: 'recipient',
		retryable: false,
		advice: 'Add the recipient to the test number’s list, or send from a live number.',
	},
	131031: {
		title: 'The WhatsApp account is locked',
		category: 'account',
		retryable: false,
		advice: 'Read the notice in WhatsApp Manager and appeal there, or ask the provider’s support.',
	},
	131037: {
		title: 'The number’s display name is not approved yet',
		category: 'account',
		retryable: false,
		advice: 'Have the display name approved in WhatsApp Manager, then send again.',
	},
	131042: {
		title: 'WhatsApp cannot charge the account',
		category: 'balance',
		retryable: false,
		advice:
			'Check the payment method and the credit line in WhatsApp Manager or with the provider.',
	},
	131045: {
		title: 'The number’s certificate is not valid',
		category: 'account',
		retryable: false,
		advice: CHECK_REGISTRATION,
	},
	131047: {
		title: 'Outside the 24-hour window',
		category: 'window',
		retryable: false,
		advice: 'Send a template message instead.',
	},
	131048: {
		title: 'Too many of this number’s messages were reported as spam',
		category: 'rateLimit',
		retryable: false,
		advice:
			'Stop sending for some hours, look at the quality rating in WhatsApp Manager and write only to people who agreed.',
	},
	131049: {
		title: 'WhatsApp held the marketing message back',
		category: 'recipient',
		retryable: false,
		advice:
			'The recipient gets enough marketing messages already. Try again after a day at the earliest.',
	},
	131050: {
		title: 'The recipient opted out of marketing messages',
		category: 'recipient',
		retryable: false,
		advice: 'Take the recipient off the marketing list.',
	},
	131051: {
		title: 'WhatsApp does not pass on this type of message',
		category: 'content',
		retryable: false,
		advice: 'Use another type of message, or ask the sender for plain text.',
	},
	131052: {
		title: 'The media could not be downloaded',
		category: 'content',
		retryable: false,
		advice: 'Ask the sender for the file again, or check that the link can be opened by everybody.',
	},
	131053: {
		title: 'The media could not be uploaded',
		category: 'content',
		retryable: false,
		advice: 'Check the file’s type and size, and that its link can be opened without signing in.',
	},
	131056: {
		title: 'Too many messages to the same recipient',
		category: 'rateLimit',
		retryable: true,
		advice: 'Leave six seconds between messages to one recipient, or put them into one message.',
	},
	131057: {
		title: 'The account is under maintenance',
		category: 'temporary',
		retryable: true,
		advice: 'Wait some minutes and send it again: WhatsApp may be raising the number’s throughput.',
	},
	131062: {
		title: 'This message needs a phone number as recipient',
		category: 'recipient',
		retryable: false,
		advice: 'Use the phone number: sign-in codes cannot go to a business-scoped user id.',
	},
};
