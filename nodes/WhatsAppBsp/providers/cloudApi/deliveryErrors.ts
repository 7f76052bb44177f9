import type { ErrorTable } from '../shared/errorTable';
import { ASK_SUPPORT, CHECK_PERMISSION, CHECK_REGISTRATION, TRY_LATER } from './advice';

/** Why a message didn't reach its recipient, or couldn't be received. */
export const DELIVERY_ERRORS: ErrorTable = {
	130501: {
		title: 'WhatsApp doesn’t support this type of message in groups',
		category: 'content',
		retryable: false,
		advice: 'Open the group in WhatsApp to read it, or ask the sender for plain text.',
	},
	130472: {
		title: 'The recipient is part of a WhatsApp marketing experiment',
		category: 'recipient',
		retryable: false,
		advice:
			'Don’t send this marketing message again. Wait until the recipient messages you, or use another channel.',
	},
	130497: {
		title: 'This account isn’t allowed to message the recipient’s country',
		category: 'recipient',
		retryable: false,
		advice: 'Remove recipients in this country, or check WhatsApp’s country restrictions.',
	},
	131000: {
		title: 'WhatsApp couldn’t process the request',
		category: 'temporary',
		retryable: true,
		advice: `${TRY_LATER} ${ASK_SUPPORT}`,
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
		advice: 'Check the details for the name of the field. Fill it in, then try again.',
	},
	131009: {
		title: 'A value isn’t valid',
		category: 'parameter',
		retryable: false,
		advice:
			'Check the details for the name of the field. If the recipient is a business-scoped user ID (BSUID), use the ID from their latest message.',
	},
	131016: {
		title: 'WhatsApp is temporarily overloaded',
		category: 'temporary',
		retryable: true,
		advice: TRY_LATER,
	},
	131021: {
		title: 'Sender and recipient are the same number',
		category: 'recipient',
		retryable: false,
		advice: 'Send to a number other than the business’s own.',
	},
	131026: {
		title: 'The message can’t be delivered to this recipient',
		category: 'recipient',
		retryable: false,
		advice:
			'Check that the recipient is on WhatsApp, has accepted the latest terms, and uses a current version of the app. Otherwise, use another channel.',
	},
	131030: {
		title: 'A test number can only message listed recipients',
		category: 'recipient',
		retryable: false,
		advice: 'Add the recipient to the test number’s list, or send from a live number.',
	},
	131031: {
		title: 'The WhatsApp account is locked',
		category: 'account',
		retryable: false,
		stopsRun: true,
		advice:
			'Read the notice in WhatsApp Manager and appeal there, or contact the provider’s support.',
	},
	131037: {
		title: 'The number’s display name isn’t approved yet',
		category: 'account',
		retryable: false,
		advice: 'Get the display name approved in WhatsApp Manager, then try again.',
	},
	131042: {
		title: 'WhatsApp can’t charge the account',
		category: 'balance',
		retryable: false,
		advice:
			'Check the payment method and the credit line in WhatsApp Manager, or with the provider.',
	},
	131045: {
		title: 'The number’s certificate isn’t valid',
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
			'Stop sending for a few hours, check the quality rating in WhatsApp Manager, and only message people who opted in.',
	},
	131049: {
		title: 'WhatsApp held back the marketing message',
		category: 'recipient',
		retryable: false,
		advice:
			'The recipient may already get enough marketing messages. Wait at least 24 hours before you try again. WhatsApp delivers no marketing messages to US numbers.',
	},
	131050: {
		title: 'The recipient opted out of marketing messages',
		category: 'recipient',
		retryable: false,
		advice: 'Remove the recipient from your marketing list.',
	},
	131051: {
		title: 'WhatsApp doesn’t support this type of message',
		category: 'content',
		retryable: false,
		advice: 'Use a different message type, or ask the sender for plain text.',
	},
	131052: {
		title: 'The media couldn’t be downloaded',
		category: 'content',
		retryable: false,
		advice: 'Ask the sender to send the file again, or check that the URL is publicly accessible.',
	},
	131053: {
		title: 'The media couldn’t be uploaded',
		category: 'content',
		retryable: false,
		advice: 'Check the file’s type and size, and that its URL opens without signing in.',
	},
	131055: {
		title: 'The Marketing Messages API only sends marketing templates',
		category: 'template',
		retryable: false,
		advice: 'Send a template of the category Marketing, or send this message the normal way.',
	},
	131056: {
		title: 'Too many messages to the same recipient',
		category: 'rateLimit',
		retryable: true,
		advice:
			'Wait 6 seconds between messages to the same recipient, or combine them into one message.',
	},
	131057: {
		title: 'The account is under maintenance',
		category: 'temporary',
		retryable: true,
		// "Up to a minute", in which all messages would be rejected. Source: Meta, "Throughput".
		retryAfterMs: 60_000,
		advice:
			'WhatsApp may be upgrading the number’s throughput, which takes up to a minute. Try again.',
	},
	131060: {
		title: 'Only the WhatsApp Business app shows this message',
		category: 'content',
		retryable: false,
		advice: 'Open the chat in the WhatsApp Business app on the phone to read it.',
	},
	131061: {
		title: 'This template has a maximum price and needs the Marketing Messages API',
		category: 'template',
		retryable: false,
		advice:
			"Turn on the option 'Marketing Messages' of 'Send Template' (360dialog only), or use a template without a maximum price.",
	},
	131062: {
		title: 'This message needs a phone number as the recipient',
		category: 'recipient',
		retryable: false,
		advice:
			'Use the phone number. One-time passwords can’t be sent to a business-scoped user ID (BSUID).',
	},
	131063: {
		title: 'This account only sends marketing templates through the Marketing Messages API',
		category: 'account',
		retryable: false,
		advice:
			"Turn on the option 'Marketing Messages' of 'Send Template' (360dialog only), or ask the provider to allow marketing templates on the Cloud API.",
	},
	131064: {
		title: 'Too many templates of this account were in the wrong category',
		category: 'account',
		retryable: false,
		advice: 'Wait 24 hours. Correct the category of the templates in WhatsApp Manager.',
	},
	137000: {
		title: 'The recipient’s identity has changed',
		category: 'recipient',
		retryable: false,
		advice:
			'Check that the number still belongs to the same person, then use the new identity hash.',
	},
	2593109: {
		title: 'The business doesn’t share its chat history',
		category: 'account',
		retryable: false,
		advice:
			'If you need the history, share it in the WhatsApp Business app when you connect the number.',
	},
};
