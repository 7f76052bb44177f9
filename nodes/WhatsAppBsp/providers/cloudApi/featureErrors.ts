import type { ErrorEntry, ErrorTable } from '../shared/errorTable';
import { ASK_SUPPORT, SLOWER, TRY_LATER } from './advice';

const GROUP_SETTING: ErrorEntry = {
	title: 'The group’s picture isn’t square',
	category: 'content',
	retryable: false,
	advice: 'Use a square picture of at least 192 × 192 pixels.',
};

/** Source: Meta, groups, "Error codes". */
export const GROUP_ERRORS: ErrorTable = {
	131020: {
		title: 'The group has only one member',
		category: 'recipient',
		retryable: false,
		advice: 'Send its invite link to more people, and wait until one of them joins.',
	},
	131041: {
		title: 'The group doesn’t exist, or this number isn’t in it',
		category: 'recipient',
		retryable: false,
		advice: 'Check the group ID.',
	},
	131059: {
		title: 'The list can’t be continued from here',
		category: 'parameter',
		retryable: false,
		advice: 'Read the list from its beginning. A paging cursor can’t be kept for later.',
	},
	131201: {
		title: 'WhatsApp carried out only part of the request',
		category: 'parameter',
		retryable: false,
		advice: 'Check the details for the members that are missing, and repeat the request for them.',
	},
	131202: {
		title: 'A member is in the list twice',
		category: 'parameter',
		retryable: false,
		advice: 'Name each member once.',
	},
	131204: {
		title: 'Too many members in one request',
		category: 'parameter',
		retryable: false,
		advice: 'Name up to 8 members.',
	},
	131207: {
		title: 'WhatsApp has suspended the group',
		category: 'recipient',
		retryable: false,
		advice: 'Read the notice in WhatsApp Manager, or contact the provider’s support.',
	},
	131208: {
		title: 'Too many changes to groups',
		category: 'rateLimit',
		retryable: false,
		advice: SLOWER,
	},
	131209: GROUP_SETTING,
	131210: { ...GROUP_SETTING, title: 'The group’s picture is too small' },
	131211: {
		title: 'The number has reached its maximum number of groups',
		category: 'account',
		retryable: false,
		advice: 'Delete groups that you don’t use.',
	},
	131212: {
		title: 'This person isn’t a member of the group',
		category: 'parameter',
		retryable: false,
		advice: 'Check the members of the group.',
	},
	131213: {
		title: 'This request to join no longer exists',
		category: 'parameter',
		retryable: false,
		advice: 'Read the open requests again.',
	},
	131214: {
		title: 'WhatsApp has stopped new groups for this number temporarily',
		category: 'account',
		retryable: false,
		advice: 'Send less marketing to customers, and create the group later.',
	},
	131215: {
		title: 'This number can’t use groups',
		category: 'account',
		retryable: false,
		advice: 'Groups need an Official Business Account. Ask the provider.',
	},
};

const NOT_CALLABLE: ErrorEntry = {
	title: 'The recipient can’t be called',
	category: 'recipient',
	retryable: false,
	advice: 'Send a message instead.',
};

const CALL_DROPPED: ErrorEntry = {
	title: 'The call couldn’t be connected',
	category: 'temporary',
	retryable: false,
	advice: TRY_LATER,
};

/** Source: Meta, calling, "Troubleshooting"; titles from public client libraries. */
export const CALL_ERRORS: ErrorTable = {
	131044: {
		title: 'WhatsApp can’t charge the account for calls',
		category: 'balance',
		retryable: false,
		advice:
			'Check the payment method and the credit line in WhatsApp Manager, or with the provider.',
	},
	138000: {
		title: 'Calls are off for this number',
		category: 'account',
		retryable: false,
		advice: 'Turn on calls for the number in WhatsApp Manager, or ask the provider to do it.',
	},
	138001: NOT_CALLABLE,
	138002: {
		title: 'Too many calls at the same time',
		category: 'rateLimit',
		retryable: false,
		advice: 'Wait until other calls end. WhatsApp allows 1,000 at the same time.',
	},
	138003: {
		...NOT_CALLABLE,
		title: 'A call with this recipient is already running',
		advice: 'Wait until it ends.',
	},
	138004: CALL_DROPPED,
	138005: {
		title: 'Too many calls in a short time',
		category: 'rateLimit',
		retryable: false,
		advice: SLOWER,
	},
	138006: {
		...NOT_CALLABLE,
		title: 'The recipient hasn’t allowed calls from this number',
		advice: 'Send a call permission request first.',
	},
	138007: { ...CALL_DROPPED, title: 'The call wasn’t set up in time' },
	138009: {
		...NOT_CALLABLE,
		title: 'The recipient was already asked for permission to call',
		advice: 'WhatsApp allows one request in 24 hours, and two in 7 days. Ask again later.',
	},
	138012: {
		...NOT_CALLABLE,
		title: 'The recipient was called too often today',
		advice: 'Wait 24 hours before you call again.',
	},
	138013: {
		title: 'Too many look-ups of call permissions',
		category: 'rateLimit',
		retryable: false,
		advice: SLOWER,
	},
	138018: {
		title: 'This number isn’t set up for calls',
		category: 'account',
		retryable: false,
		advice: 'Ask the provider what the number needs for calls.',
	},
};

/** Who holds a conversation. Known as an `error_subcode`. Source: Meta, "Conversation routing". */
export const CONVERSATION_ERRORS: ErrorTable = {
	2494191: {
		title: 'Only the escalation partner can take a conversation',
		category: 'account',
		retryable: false,
		advice:
			'Send the customer a message instead, which takes control too, or ask the provider for the role Escalation.',
	},
};

/** Direct Send: messages as utility or authentication without a template. See `META_TEXTS`. */
export const DIRECT_SEND_ERRORS: ErrorTable = {
	'100-direct-send': {
		title: 'Direct Send isn’t enabled for this number',
		category: 'account',
		retryable: false,
		advice:
			'WhatsApp enables it account by account: look for a banner under Message templates in WhatsApp Manager, or ask the provider. Until then, send a template.',
	},
};

/** The terms of marketing messages. See `META_TEXTS`. */
export const MARKETING_TERMS_ERRORS: ErrorTable = {
	'200-marketing-terms': {
		title: 'The terms for marketing messages haven’t been accepted',
		category: 'account',
		retryable: false,
		advice:
			"Accept the terms in the provider’s portal. Until then, turn off the option 'Marketing Messages'.",
	},
};

/** Source: names in public client libraries. */
export const BLOCKED_USER_ERRORS: ErrorTable = {
	139100: {
		title: 'Some users couldn’t be blocked or unblocked',
		category: 'parameter',
		retryable: false,
		advice:
			'Check the details. A user can only be blocked within 24 hours of their latest message to you.',
	},
	139101: {
		title: 'The list of blocked users is full',
		category: 'account',
		retryable: false,
		advice: 'Unblock some users. The list can contain 64,000.',
	},
	139102: {
		title: 'The list of blocked users was changed at the same time',
		category: 'temporary',
		retryable: false,
		advice: TRY_LATER,
	},
	139103: {
		title: 'WhatsApp couldn’t change the list of blocked users',
		category: 'temporary',
		retryable: false,
		advice: `${TRY_LATER} ${ASK_SUPPORT}`,
	},
};
