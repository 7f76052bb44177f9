import { PROVIDERS } from '../../../nodes/WhatsAppBsp/providers';
import { addSendingAdvice } from '../../../nodes/WhatsAppBsp/sending/addSendingAdvice';
import { unknownOutcome } from '../../../nodes/WhatsAppBsp/sending/jobResult';
import {
	CONNECTION_LOST,
	createRejection,
	NOT_REACHED,
	RATE_LIMITED,
	RECIPIENT_RATE_LIMITED,
} from '../../support/sendJobs';

const recipientLimit = PROVIDERS.dialog360.capabilities.sending.perRecipient;
const SLOWER = "To send more slowly, lower 'Max Messages per Second'.";
const RECEIPT = 'A delivery receipt proves that it was sent.';

it.each([
	['a rejection', createRejection(), 1, true, []],
	['a rejection after retries', NOT_REACHED, 3, true, ['The node tried 3 times.']],
	['the account’s rate limit', RATE_LIMITED, 1, true, [SLOWER]],
	[
		'the account’s rate limit after retries',
		RATE_LIMITED,
		4,
		true,
		['The node tried 4 times.', SLOWER],
	],
	['the recipient’s rate limit', RECIPIENT_RATE_LIMITED, 2, true, ['The node tried 2 times.']],
	['a rate limit that no retry helps', createRejection({ category: 'rateLimit' }), 1, true, []],
	['an unknown outcome', CONNECTION_LOST, 1, true, [RECEIPT]],
	['something unforeseen', unknownOutcome(new TypeError('x')), 1, true, [RECEIPT]],
	['an unknown outcome of a read receipt', CONNECTION_LOST, 2, false, ['The node tried 2 times.']],
])('says about %s what the sending did', (_, rejected, attempts, isMessage, added) => {
	const sending = { attempts, isMessage, hasReceipts: true, recipientLimit };
	const { error, ...rest } = addSendingAdvice(rejected, sending);
	expect(error).toEqual({
		...rejected.error,
		advice: [rejected.error.advice, ...added].join(' '),
	});
	expect(rest).toEqual({ ...rejected, error: undefined });
	expect((error.advice.match(/receipt/g) ?? []).length).toBe(added.includes(RECEIPT) ? 1 : 0);
});

it('speaks of no receipt where the provider documents none', () => {
	const sending = { attempts: 1, isMessage: true, hasReceipts: false };
	expect(addSendingAdvice(CONNECTION_LOST, sending)).toEqual(CONNECTION_LOST);
});
