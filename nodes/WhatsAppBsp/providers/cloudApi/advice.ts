export { MAYBE_DONE, TRY_LATER } from '../shared/advice';

/**
 * Advice that several of Meta's codes share. It's shown wherever a code arrives, also for calls that
 * send no message and that nobody retries: what the node does about a message, `sending` adds.
 */
export const ASK_SUPPORT =
	'If this keeps happening, contact your provider’s support with the code and the details.';
export const CHECK_PERMISSION =
	'In the provider’s portal, check that the API key belongs to this number and that its WhatsApp account still grants access.';
export const CHECK_REGISTRATION =
	'Ask the provider’s support to check the number’s registration with WhatsApp.';
export const SLOWER = 'Send fewer requests per second, or try again later.';
export const CHECK_TEMPLATE =
	'Compare the values with the template in the provider’s portal. Their number, order, and type must match.';
