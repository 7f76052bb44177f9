import type { WhatsAppEvent } from '../../core/event';
import { getAccount } from '../../providers/credentials';
import type { Account } from '../../providers/request';
import { safeEqual } from '../../core/safeEqual';
import type { SecretHeader, VerificationResult } from '../../providers/webhook';
import { deriveTokenHeader } from '../registration/webhookHeaders';
import { getStaticData } from '../staticData';
import type { Rejection } from './rejectRequest';
import type { WebhookContext } from './webhookContext';

export interface VerifiedRequest {
	/** Empty where the credential was not needed; see `completeAccount`. */
	account: Account;
	/** Why the request is rejected; undefined: it comes from the provider. */
	rejection?: Rejection;
}

const EMPTY_ACCOUNT: Account = {};

export const UNREADABLE_CREDENTIAL: Rejection = {
	status: 500,
	reason: 'the credential cannot be read',
};

/** Whether the request comes from the provider, with the credential where it is needed. */
export async function verifyRequest(ctx: WebhookContext): Promise<VerifiedRequest> {
	const isVerified = hasSavedToken(ctx);
	const account = isVerified ? EMPTY_ACCOUNT : await loadAccount(ctx);
	if (!account) return { account: EMPTY_ACCOUNT, rejection: UNREADABLE_CREDENTIAL };
	const { request, provider } = ctx;
	if (!provider.webhook?.methods.some((method) => method === request.method)) {
		const reason = `this URL does not accept ${request.method} requests`;
		return { account, rejection: { status: 405, reason } };
	}
	const verification = isVerified ? VERIFIED : verifySecrets(ctx, account);
	if (verification.valid) return { account };
	return { account, rejection: { status: 401, reason: verification.reason } };
}

const VERIFIED: VerificationResult = { valid: true };

/**
 * With the credential, where these events need it and the verification did not: n8n reads it from its
 * database and decrypts it for each request. Undefined when it is gone.
 */
export async function completeAccount(
	ctx: WebhookContext,
	account: Account,
	events: readonly WhatsAppEvent[],
): Promise<Account | undefined> {
	const { downloadMedia, markAsRead } = ctx.options;
	const isNeeded =
		(downloadMedia || markAsRead) &&
		(events.some(({ event }) => event === 'message') ||
			// Messages of a process before, which may come along.
			Boolean(getStaticData(ctx.context).pendingEvents?.length));
	return isNeeded && account === EMPTY_ACCOUNT ? await loadAccount(ctx) : account;
}

/** Undefined when it is gone: n8n would start an execution with what is thrown here, for any caller. */
async function loadAccount({ context, provider }: WebhookContext): Promise<Account | undefined> {
	try {
		return await getAccount(context, provider.credential);
	} catch {
		return undefined;
	}
}

/** The header that was registered, as it was saved with the workflow. */
function hasSavedToken({ context, request, provider: { webhook } }: WebhookContext): boolean {
	const { secretHeader } = getStaticData(context);
	// It may be left from another provider, whose webhook had a header.
	if (!webhook?.registration || !secretHeader) return false;
	return safeEqual(request.headers[secretHeader.name.toLowerCase()], secretHeader.value);
}

/** With the header that is derived from the account's secret, or the one that was registered before it. */
function verifySecrets(
	{ context, request, provider: { webhook } }: WebhookContext,
	account: Account,
): VerificationResult {
	if (!webhook) return { valid: false, reason: 'this provider does not send webhook calls' };
	const saved = getStaticData(context).secretHeader;
	const secret = webhook.registration?.getSecret(account);
	const derived = deriveTokenHeader(context, secret);
	const headers = [derived, saved].filter((header): header is SecretHeader => header !== undefined);
	const verifications = (headers.length > 0 ? headers : [undefined]).map((header) =>
		webhook.verify(request, account, header),
	);
	return verifications.find(({ valid }) => valid) ?? verifications[0];
}
