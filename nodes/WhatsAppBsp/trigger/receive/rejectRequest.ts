import type { IDataObject, INodeExecutionData, IWebhookResponseData } from 'n8n-workflow';
import { respond, logWarning, type WebhookContext } from './webhookContext';
import { PRIVATE_HEADERS } from '../registration/webhookHeaders';

/** Why a call is not taken, with the HTTP status that says so. The reason holds no secret. */
export interface Rejection {
	status: number;
	reason: string;
}

/** Genuine, but not understood: redelivering it would not change that. */
export const BAD_REQUEST = 400;

/** A refused call may carry anybody's secrets under any name. */
const SECRET_NAME = /auth|cookie|token|secret|signature|pass|key/i;
const MAX_BODY_LENGTH = 10_000;

/**
 * Answers with the true status and the reason, writes one line to the log (nobody sees the provider's
 * side), counts, and shows the call where the user asked for it: as an item of the second output, or
 * in the editor that listens for a test event.
 */
export function rejectRequest(
	ctx: WebhookContext,
	{ status, reason }: Rejection,
): IWebhookResponseData {
	const { counters } = ctx.memory;
	counters.rejected++;
	const count = counters.rejected > 1 ? ` (${counters.rejected} rejected since n8n started)` : '';
	logWarning(ctx, `rejected a call with ${status}: ${reason}${count}`);
	const isEmitted = ctx.options.emitRejected === true && status === BAD_REQUEST;
	// What is answered 200 does not come again: it is handed over whole.
	const item = createRejectedItem(ctx, { status, reason }, isEmitted ? Infinity : MAX_BODY_LENGTH);
	if (ctx.options.emitRejected === true) {
		if (!isEmitted) return respond(ctx, status, { status: 'rejected', reason }, [[], [item]]);
		// It is handed over as it is: n8n answers 200, and the provider need not deliver it again.
		return {
			webhookResponse: { status: 'accepted as rejected', reason },
			workflowData: [[], [item]],
		};
	}
	return respond(ctx, status, { status: 'rejected', reason }, ctx.isTest ? [[item]] : undefined);
}

function createRejectedItem(
	{ provider, request, memory }: WebhookContext,
	{ status, reason }: Rejection,
	longestBody: number,
): INodeExecutionData {
	const { method, headers, query, body, rawBody } = request;
	const text = rawBody?.toString('utf8') ?? JSON.stringify(body ?? '');
	const json: IDataObject = {
		event: 'rejected',
		provider: provider.name,
		timestamp: new Date().toISOString(),
		status,
		reason,
		count: memory.counters.rejected,
		raw: {
			method,
			headers: maskSecrets(headers),
			query: maskSecrets(query),
			body: text.slice(0, longestBody),
			isCut: text.length > longestBody,
		},
	};
	return { json };
}

function maskSecrets(values: object): IDataObject {
	return Object.fromEntries(
		Object.entries(values).map(([name, value]) => [
			name,
			isSecret(name) ? '[hidden]' : (value as unknown),
		]),
	) as IDataObject;
}

function isSecret(name: string): boolean {
	return PRIVATE_HEADERS.includes(name.toLowerCase()) || SECRET_NAME.test(name);
}
