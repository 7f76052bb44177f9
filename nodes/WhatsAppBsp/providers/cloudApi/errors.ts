import type { ErrorEntry, ErrorTable } from '../shared/errorTable';
import { CHECK_PERMISSION, MAYBE_DONE, SLOWER, TRY_LATER } from './advice';
import { DELIVERY_ERRORS } from './deliveryErrors';
import {
	BLOCKED_USER_ERRORS,
	CALL_ERRORS,
	CONVERSATION_ERRORS,
	DIRECT_SEND_ERRORS,
	GROUP_ERRORS,
	MARKETING_TERMS_ERRORS,
} from './featureErrors';
import { REGISTRATION_ERRORS } from './registrationErrors';
import { TEMPLATE_EDITING_ERRORS, TEMPLATE_ERRORS } from './templateErrors';

const NO_PERMISSION: ErrorEntry = {
	title: 'The account isn’t allowed to do this',
	category: 'auth',
	retryable: false,
	advice: CHECK_PERMISSION,
};

const FIRST_PERMISSION_CODE = 200;
const LAST_PERMISSION_CODE = 299;

/** Meta keeps the whole range for missing permissions. */
const PERMISSION_RANGE: Record<string, ErrorEntry> = Object.fromEntries(
	Array.from({ length: LAST_PERMISSION_CODE - FIRST_PERMISSION_CODE + 1 }, (_, offset) => [
		String(FIRST_PERMISSION_CODE + offset),
		NO_PERMISSION,
	]),
);

const ACCESS_AND_LOAD: ErrorTable = {
	0: {
		title: 'WhatsApp rejected the access token',
		category: 'auth',
		retryable: false,
		stopsRun: true,
		advice: 'Create a new API key in the provider’s portal, and enter it in the credential.',
	},
	1: {
		title: 'WhatsApp gave no reason',
		category: 'temporary',
		retryable: false,
		outcomeUnknown: true,
		advice: `${MAYBE_DONE} See WhatsApp’s status page, too.`,
	},
	2: {
		title: 'WhatsApp is temporarily unavailable',
		category: 'temporary',
		retryable: true,
		advice: TRY_LATER,
	},
	3: NO_PERMISSION,
	4: {
		title: 'Too many requests from this app',
		category: 'rateLimit',
		retryable: true,
		advice: SLOWER,
	},
	10: NO_PERMISSION,
	33: {
		title: 'WhatsApp doesn’t recognize the number or object',
		category: 'parameter',
		retryable: false,
		advice: 'Check the IDs in the request. The business number may have been deleted or moved.',
	},
	100: {
		title: 'WhatsApp doesn’t recognize a value in the request',
		category: 'parameter',
		retryable: false,
		advice: 'Check the details for the name of the field. Correct it, then try again.',
	},
	190: {
		title: 'The access token has expired or isn’t valid',
		category: 'auth',
		retryable: false,
		stopsRun: true,
		advice: 'Create a new API key in the provider’s portal, and enter it in the credential.',
	},
	368: {
		title: 'The account is blocked because of a policy violation',
		category: 'account',
		retryable: false,
		stopsRun: true,
		advice:
			'Read the notice in WhatsApp Manager and appeal there, or contact the provider’s support.',
	},
	613: {
		title: 'Too many look-ups in a short time',
		category: 'rateLimit',
		retryable: false,
		advice: SLOWER,
	},
	80007: {
		title: 'Too many requests from the WhatsApp Business Account',
		category: 'rateLimit',
		retryable: true,
		advice: 'Send fewer requests. WhatsApp counts them by the hour, so wait before you try again.',
	},
	130429: {
		title: 'Too many messages per second',
		category: 'rateLimit',
		retryable: true,
		advice: SLOWER,
	},
};

/**
 * Error codes of Meta's Cloud API, as they arrive in responses, in events, and inside of Modica's
 * rejections. Only what a message is rejected with counts as retryable.
 *
 * Sources: Meta's "Error codes" page and the pages of each topic (groups, calling, Direct Send,
 * marketing messages, templates); `Error Codes` in Modica's WhatsApp page. Wording of 1, 2, 131005,
 * 131030, 132018, 132068, 132069, 133xxx, 134103, 137000, 138xxx and 1391xx from general knowledge and
 * public client libraries.
 */
export const META_ERRORS: ErrorTable = {
	...PERMISSION_RANGE,
	...ACCESS_AND_LOAD,
	...DELIVERY_ERRORS,
	...TEMPLATE_ERRORS,
	...REGISTRATION_ERRORS,
	...GROUP_ERRORS,
	...CALL_ERRORS,
	...CONVERSATION_ERRORS,
	...BLOCKED_USER_ERRORS,
	...DIRECT_SEND_ERRORS,
	...MARKETING_TERMS_ERRORS,
	...TEMPLATE_EDITING_ERRORS,
};
