import type { IWebhookResponseData } from 'n8n-workflow';
import { asObject } from '../../core/parse';
import { getAccount } from '../../providers/credentials';
import { PROOF_HEADER, verifyProof } from '../../waiting/proof';
import {
	REGISTERED,
	REGISTRATION_PURPOSE,
	type WaitRegistration,
} from '../../waiting/registration';
import { toItem } from '../media/eventItem';
import { persistState, restoreWaits } from './persistState';
import { normalizeMessageId, respond, type WebhookContext } from './webhookContext';

const TEST_URL = "this is its test URL; paste the production URL into 'Trigger URL'";

/** An action node with the same credential asks for what a person says next, or for a receipt. */
export async function handleRegistration(ctx: WebhookContext): Promise<IWebhookResponseData> {
	const { context, provider, request, state } = ctx;
	const { rawBody, headers } = request;
	const account = await getAccount(context, provider.credential).catch(() => undefined);
	const proof = headers[PROOF_HEADER.toLowerCase()];
	if (!account || !rawBody || !verifyProof(REGISTRATION_PURPOSE, rawBody, account, proof)) {
		const reason = 'it uses a different credential than the node that asks';
		return respond(ctx, 401, { status: 'rejected', reason });
	}
	// Its call was the only one that the editor listens for: no answer would get here.
	if (ctx.isTest) return respond(ctx, 409, { status: 'rejected', reason: TEST_URL });
	const given = asObject(JSON.parse(rawBody.toString('utf8'))) as unknown as WaitRegistration;
	const wait = { ...given, messageId: normalizeMessageId(ctx, given.messageId) ?? null };
	const { waits } = state;
	restoreWaits(ctx);
	const earlier = waits.findEarlierStatus(wait);
	const openQuestions = earlier ? 0 : waits.add(wait, Date.now());
	// The question was rejected.
	const isWithdrawn = wait.accepts === 'nothing' && waits.has(wait) && waits.remove(wait);
	ctx.mustPersist = isWithdrawn || (wait.accepts !== 'nothing' && !earlier);
	persistState(ctx);
	return {
		webhookResponse: {
			status: REGISTERED,
			openQuestions,
			...(earlier ? { earlierStatus: toItem({ event: earlier }).json } : {}),
		},
	};
}
