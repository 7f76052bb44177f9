/** Advice that several of Meta's codes share. */
export const ASK_SUPPORT =
	'If this keeps happening, contact your provider’s support with the code and the message ID.';
export const CHECK_PERMISSION =
	'In the provider’s portal, check that the API key belongs to this number and that its WhatsApp account still grants access.';
export const CHECK_REGISTRATION =
	'Ask the provider’s support to check the number’s registration with WhatsApp.';
export const SLOWER =
	"Lower 'Max Messages per Second', or try again later. While sending, the node retries automatically, up to 'Max Retries' times.";
export const CHECK_TEMPLATE =
	'Compare the values with the template in the provider’s portal. Their number, order, and type must match.';
export const TRY_LATER = 'Wait a moment, then try again.';
