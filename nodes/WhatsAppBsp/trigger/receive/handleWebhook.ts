import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { filterEvents } from './filter';
import type { WhatsAppEvent } from '../../core/event';
import { safeEqual } from '../../providers/shared/verifyWebhook';
import { runAfterResponse } from './afterResponse';
import { respond, createWebhookContext, logWarning, type WebhookContext } from './webhookContext';
import { startExecution } from './startExecution';
import { PROBE_HEADER, deriveTokenHeader } from '../registration/webhookHeaders';
import { BAD_REQUEST, rejectRequest, type Rejection } from './rejectRequest';
import { getFieldAliases, getFilter, patternRefusal } from '../settings';
import { getStaticData } from '../staticData';
import type { Account } from '../../providers/request';
import type { VerificationResult, SecretHeader } from '../../providers/webhook';

/**
 * One call of the provider: judged, read, filtered, and handed on as one item per event.
 * 200 goes out only after n8n has taken the execution over; whatever is not taken has its own status,
 * so that the provider delivers it again.
 */
export async function handleWebhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const ctx = createWebhookContext(this);
	// Another trigger of this package asks whether this one still listens; see `previous.ts`.
	if (PROBE_HEADER.toLowerCase() in ctx.request.headers) return respond(ctx, 204, {});
	const isProven = hasSavedToken(ctx);
	// n8n reads a credential from its database and decrypts it for each call: only where it is needed.
	const account = isProven && !needsCredential(ctx) ? EMPTY_ACCOUNT : await loadAccount(ctx);
	if (!account) return rejectRequest(ctx, { status: 500, reason: 'the credential cannot be read' });
	const read = parseEvents(ctx, isProven ? VERIFIED : verifyRequest(ctx, account));
	if (!Array.isArray(read)) {
		// Genuine, only not understood here: the second system may understand it.
		if (read.status === BAD_REQUEST) runAfterResponse(ctx, account, [], Promise.resolve(true));
		return rejectRequest(ctx, read);
	}
	// Also what is not asked for says how far a message is.
	const { chosen, reasons } = filterEvents(
		ctx.memory.statusTracker.markSuperseded(read),
		loadFilter(ctx),
	);
	return await startExecution(ctx, account, chosen, reasons);
}

const VERIFIED: VerificationResult = { valid: true };

/** For a call that is proven without, and about which nobody is asked anything. */
const EMPTY_ACCOUNT: Account = {};

/** Undefined when it is gone: n8n would start an execution with what is thrown here, for any caller. */
async function loadAccount({ context, provider }: WebhookContext): Promise<Account | undefined> {
	try {
		return await context.getCredentials<Account>(provider.credential);
	} catch {
		return undefined;
	}
}

/** Whether the account's key is needed for more than the proof. */
function needsCredential({ options }: WebhookContext): boolean {
	return options.downloadMedia === true || options.markAsRead === true;
}

/** The header that was registered, as it was saved with the workflow. */
function hasSavedToken({ context, request, provider: { webhook } }: WebhookContext): boolean {
	const { secretHeader } = getStaticData(context);
	// It may be left from another provider, whose calls had a header.
	if (!webhook?.registration || !secretHeader) return false;
	return safeEqual(request.headers[secretHeader.name.toLowerCase()], secretHeader.value);
}

function parseEvents(
	ctx: WebhookContext,
	verification: VerificationResult,
): WhatsAppEvent[] | Rejection {
	const { request, provider } = ctx;
	const { webhook } = provider;
	if (!webhook?.methods.some((method) => method === request.method)) {
		return { status: 405, reason: `this URL does not accept ${request.method} requests` };
	}
	if (!verification.valid) return { status: 401, reason: verification.reason };
	try {
		const events = webhook.parseEvents(request, new Date(), getFieldAliases(ctx.options));
		return (
			events ?? {
				status: BAD_REQUEST,
				reason: 'the body is not a webhook call from this provider',
			}
		);
	} catch {
		return { status: BAD_REQUEST, reason: 'the body cannot be read' };
	}
}

/** Genuine with the header that follows from the key, or with the one that was registered before it. */
function verifyRequest(
	{ context, request, provider: { webhook } }: WebhookContext,
	account: Account,
): VerificationResult {
	if (!webhook) return { valid: false, reason: 'this provider does not send webhook calls' };
	const saved = getStaticData(context).secretHeader;
	const derived = webhook.registration ? deriveTokenHeader(context, account) : undefined;
	const headers = [derived, saved].filter((header): header is SecretHeader => header !== undefined);
	const verifications = (headers.length > 0 ? headers : [undefined]).map((header) =>
		webhook.verify(request, account, header),
	);
	return verifications.find(({ valid }) => valid) ?? verifications[0];
}

/** Patterns that an expression spoils later on must cost no event: they then let everything through. */
function loadFilter(ctx: WebhookContext) {
	const rejection = patternRefusal(ctx.options);
	if (rejection) logWarning(ctx, `ignores the text filter, so all texts pass: ${rejection}`);
	return getFilter(ctx.context, rejection ? { ...ctx.options, textMatches: '' } : ctx.options);
}
