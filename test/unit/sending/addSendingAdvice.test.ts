import { PROVIDERS } from '../../../nodes/WhatsAppBsp/providers';
import { addSendingAdvice } from '../../../nodes/WhatsAppBsp/sending/addSendingAdvice';
import {
	BROKEN_OFF,
	createRejection,
	NOT_REACHED,
	TOO_FAST,
	TOO_OFTEN,
} from '../../support/sendJobs';

const recipientLimit = PROVIDERS.dialog360.capabilities.sending.perRecipient;
const SLOWER = "To send more slowly, lower 'Max Messages per Second'.";
const RECEIPT = 'A delivery receipt proves that it was sent.';

it.each([
	['a rejection', createRejection(), 1, true, []],
	['a rejection after retries', NOT_REACHED, 3, true, ['The node tried 3 times.']],
	['the account’s rate limit', TOO_FAST, 1, true, [SLOWER]],
	[
		'the account’s rate limit after retries',
		TOO_FAST,
		4,
		true,
		['The node tried 4 times.', SLOWER],
	],
	['the recipient’s rate limit', TOO_OFTEN, 2, true, ['The node tried 2 times.']],
	['a rate limit that no retry helps', createRejection({ category: 'rateLimit' }), 1, true, []],
	['an unknown outcome', BROKEN_OFF, 1, true, [RECEIPT]],
	['an unknown outcome of a read receipt', BROKEN_OFF, 2, false, ['The node tried 2 times.']],
])('says about %s what the sending did', (_, rejected, attempts, isMessage, added) => {
	const { error, ...rest } = addSendingAdvice(rejected, { attempts, isMessage, recipientLimit });
	expect(error).toEqual({
		...rejected.error,
		advice: [rejected.error.advice, ...added].join(' '),
	});
	expect(rest).toEqual({ ...rejected, error: undefined });
});
