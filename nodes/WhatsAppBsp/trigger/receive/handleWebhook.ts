import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import type { WhatsAppEvent } from '../../core/event';
import type { Account } from '../../providers/request';
import { REGISTRATION_HEADER } from '../../waiting/waitRegistration';
import { PROBE_HEADER } from '../registration/webhookHeaders';
import { isTest } from '../state';
import { markAsRead, runAfterResponse } from './afterResponse';
import { createFilter, validatePattern } from './createFilter';
import { filterEvents, type Filter } from './filter';
import { markOptOuts } from './optOut';
import { persistState } from './persistState';
import { BAD_REQUEST, rejectRequest, type Rejection } from './rejectRequest';
import { handleWaitRegistration } from './handleWaitRegistration';
import { rejectUnprocessed } from './rejectUnprocessed';
import { resumeWaits } from './resumeWaits';
import { createAcceptedResponse } from './respondWithItems';
import { startExecution } from './startExecution';
import { completeAccount, UNREADABLE_CREDENTIAL, verifyRequest } from './verifyRequest';
import { createWebhookContext, logWarning, respond, type WebhookContext } from './webhookContext';

/**
 * One webhook request: verified, parsed, filtered, and output as one item per event. It gets 200 only
 * after n8n has created the execution, and an error otherwise, so that the provider sends it again.
 */
export async function handleWebhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	let ctx: WebhookContext;
	try {
		ctx = createWebhookContext(this);
	} catch (error) {
		return rejectUnreadable(this, error);
	}
	// Another trigger of this package checks whether this one still listens; see `isGone`.
	if (PROBE_HEADER.toLowerCase() in ctx.request.headers)
		return respond(ctx, 200, { status: 'listening' });
	if (REGISTRATION_HEADER.toLowerCase() in ctx.request.headers)
		return await handleWaitRegistration(ctx);
	const { account, rejection } = await verifyRequest(ctx);
	if (rejection) return rejectRequest(ctx, account, rejection);
	const events = parseEvents(ctx);
	if (!Array.isArray(events)) {
		// The other system may understand what this trigger does not.
		runAfterResponse(ctx, account, [], Promise.resolve(true));
		return rejectRequest(ctx, account, events);
	}
	// Before filtering: filtered statuses still advance a message.
	ctx.state.statusTracker.markSuperseded(events);
	const response = await handleEvents(ctx, account, events).catch((error: unknown) => {
		// Who listens in the editor sees it there.
		if (ctx.isTest) throw error;
		return rejectUnprocessed(ctx, error);
	});
	// Otherwise once the execution is created; see `respondWithItems`.
	if (!response.workflowData) persistState(ctx);
	return response;
}

/** Passes answers on to those who wait for them; the rest starts an execution, filters permitting. */
async function handleEvents(
	ctx: WebhookContext,
	verified: Account,
	events: WhatsAppEvent[],
): Promise<IWebhookResponseData> {
	const filter = (ctx.settings.filter ??= loadFilter(ctx));
	const { remaining, answers } = await resumeWaits(
		ctx,
		events,
		(event) => filterEvents([event], filter).chosen.length > 0,
	);
	const { chosen, reasons } = filterEvents(remaining, filter);
	const account = await completeAccount(ctx, verified, [...answers, ...chosen]);
	if (!account) return rejectRequest(ctx, verified, UNREADABLE_CREDENTIAL);
	if (answers.length === 0 || chosen.length > 0) {
		markAsRead(
			ctx,
			account,
			answers.filter((event) => !chosen.includes(event)),
		);
		return await startExecution(ctx, account, chosen, reasons);
	}
	runAfterResponse(ctx, account, answers, Promise.resolve(true));
	return createAcceptedResponse(answers.length);
}

/** n8n would start an execution with what is thrown here, for any caller. */
function rejectUnreadable(context: IWebhookFunctions, error: unknown): IWebhookResponseData {
	// Who listens in the editor sees it there.
	if (isTest(context)) throw error;
	const reason = 'the trigger’s options cannot be read';
	logWarning({ context }, `responded with 500: ${reason} (${String(error)})`);
	return respond({ context }, 500, { status: 'not accepted', reason });
}

function parseEvents({ request, provider, settings }: WebhookContext): WhatsAppEvent[] | Rejection {
	const reason = 'the body is not a webhook call from this provider';
	try {
		const events = provider.webhook?.parseEvents(request, new Date(), settings.fieldAliases);
		return events ? markOptOuts(events, settings.optOutWords) : { status: BAD_REQUEST, reason };
	} catch {
		return { status: BAD_REQUEST, reason: 'the body cannot be read' };
	}
}

/** Patterns that an expression breaks later on must cost no event: all texts pass then. */
function loadFilter(ctx: WebhookContext): Filter {
	const problem = validatePattern(ctx.options);
	if (problem === undefined) return createFilter(ctx.context, ctx.options);
	logWarning(ctx, `ignores the text filter, so all texts pass: ${problem}`);
	return createFilter(ctx.context, { ...ctx.options, textMatches: '' });
}
