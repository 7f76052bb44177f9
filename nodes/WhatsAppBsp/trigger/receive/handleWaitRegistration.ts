import type { IWebhookResponseData } from 'n8n-workflow';
import { getAccount } from '../../providers/credentials';
import { PROOF_HEADER, verifyProof } from '../../waiting/proof';
import {
	parseWaitRegistration,
	REGISTERED,
	REGISTRATION_PURPOSE,
	type WaitRegistration,
} from '../../waiting/waitRegistration';
import { withoutInternals } from '../media/eventItem';
import { persistState, restoreWaits } from './persistState';
import { BAD_REQUEST, type Rejection } from './rejectRequest';
import { UNREADABLE_CREDENTIAL } from './verifyRequest';
import { normalizeMessageId, respond, type WebhookContext } from './webhookContext';

const OTHER_CREDENTIAL: Rejection = {
	status: 401,
	reason: 'it uses a different credential than the node that asks',
};

/** This request was the only one that the editor listens for: no answer would get here. */
const TEST_URL: Rejection = {
	status: 409,
	reason: "this is its test URL; paste the production URL into 'Trigger URL'",
};

/** Of another version of this package. */
const UNREADABLE: Rejection = { status: BAD_REQUEST, reason: 'it cannot read the registration' };

/** An action node with the same credential asks for what a person says next, or for a receipt. */
export async function handleWaitRegistration(ctx: WebhookContext): Promise<IWebhookResponseData> {
	const given = await readRegistration(ctx);
	if ('reason' in given) {
		const { status, reason } = given;
		return respond(ctx, status, { status: 'rejected', reason });
	}
	const wait = { ...given, messageId: normalizeMessageId(ctx, given.messageId) };
	const { waits } = ctx.state;
	restoreWaits(ctx);
	const earlier = waits.earlyReceipts.find(wait);
	const openQuestions = earlier ? 0 : waits.add(wait, Date.now());
	// The question was rejected.
	const isWithdrawn = wait.accepts === 'nothing' && waits.has(wait) && waits.remove(wait);
	ctx.mustPersist = isWithdrawn || (wait.accepts !== 'nothing' && !earlier);
	persistState(ctx);
	return {
		webhookResponse: {
			status: REGISTERED,
			openQuestions,
			...(earlier ? { earlierStatus: withoutInternals(earlier) } : {}),
		},
	};
}

/** Verified, and for a trigger that listens for good; otherwise why it is rejected. */
async function readRegistration(ctx: WebhookContext): Promise<WaitRegistration | Rejection> {
	const { context, provider, request, isTest } = ctx;
	const { rawBody, headers } = request;
	const account = await getAccount(context, provider.credential).catch(() => undefined);
	if (!account) return UNREADABLE_CREDENTIAL;
	const proof = headers[PROOF_HEADER.toLowerCase()];
	if (!rawBody || !verifyProof(REGISTRATION_PURPOSE, rawBody, account, proof))
		return OTHER_CREDENTIAL;
	if (isTest) return TEST_URL;
	// Not with `parseJson`, which makes a text of a time that is far away.
	return parseWaitRegistration(JSON.parse(rawBody.toString('utf8'))) ?? UNREADABLE;
}
