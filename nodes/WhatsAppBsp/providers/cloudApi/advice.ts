/** Advice that several of Meta's codes share. */
export const ASK_SUPPORT =
	'Ask your provider’s support, and give them the code and the message id.';
export const CHECK_PERMISSION =
	'Check in the provider’s portal that the API key belongs to this number and that its WhatsApp account still grants access.';
export const CHECK_REGISTRATION =
	'Let the provider’s support check how the number is registered with WhatsApp.';
export const SLOWER =
	"Send fewer messages per second. The node waits and tries again as often as 'Max Retries' allows.";
export const CHECK_TEMPLATE =
	'Compare the values with the template in the provider’s portal: their number, order and kind must match.';
export const TRY_LATER = 'Wait a moment and send it again.';
