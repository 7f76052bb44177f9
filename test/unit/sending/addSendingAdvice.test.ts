import { PROVIDERS } from '../../../nodes/WhatsAppBsp/providers';
import { TRY_LATER } from '../../../nodes/WhatsAppBsp/providers/shared/advice';
import {
	addRetryTime,
	addSendingAdvice,
} from '../../../nodes/WhatsAppBsp/sending/addSendingAdvice';
import { unknownOutcome } from '../../../nodes/WhatsAppBsp/sending/jobResult';
import { ERROR_TABLES } from '../../support/errorTables';
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

it.each([
	[TRY_LATER, 'Wait 10 seconds before you try again.'],
	[`${TRY_LATER} Ask them.`, 'Ask them. Wait 10 seconds before you try again.'],
	[`Nothing was sent. ${TRY_LATER}`, 'Nothing was sent. Wait 10 seconds before you try again.'],
	['Ask them.', 'Ask them. Wait 10 seconds before you try again.'],
])('puts the time that the provider names in the place of a moment: %s', (advice, said) => {
	const { error } = createRejection({ advice, retryAfterMs: 10_000 });
	expect(addRetryTime(error).advice).toBe(said);
});

it('asks for a moment in no other words, which the named time would contradict', () => {
	const errors = Object.values(ERROR_TABLES).flatMap((table) => Object.values(table));
	const moments = errors.filter(({ advice }) => /wait a moment/i.test(advice));
	expect(moments.length).toBeGreaterThan(3);
	for (const { advice } of moments) expect(advice).toContain(TRY_LATER);
});
