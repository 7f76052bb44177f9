import type { IDataObject, INodeExecutionData, IWebhookResponseData } from 'n8n-workflow';
import type { Account } from '../../providers/request';
import { HIDDEN } from '../../transport/redactSecrets';
import { PRIVATE_HEADERS } from '../registration/webhookHeaders';
import { createSecretMask, type SecretMask } from './secretMask';
import { logWarning, respond, type WebhookContext } from './webhookContext';

/** Why a request is rejected, with the HTTP status that says so. The reason contains no secret. */
export interface Rejection {
	status: number;
	reason: string;
}

/** Verified, but not readable: sending it again would not change that. */
export const BAD_REQUEST = 400;

/** A rejected request may contain anybody's secrets under any name. */
const SECRET_NAME = /auth|cookie|token|secret|signature|pass|key/i;
const MAX_BODY_LENGTH = 10_000;

/** Characters of a secret, however it is encoded. */
const MAX_SECRET_LENGTH = 2000;

/**
 * Responds with the true status and the reason, logs one line (nobody sees the provider's side), counts,
 * and outputs the request where the user wants it: on the second output, or in the editor that listens
 * for a test event.
 */
export function rejectRequest(
	ctx: WebhookContext,
	account: Account,
	{ status, reason }: Rejection,
): IWebhookResponseData {
	const rejected = ++ctx.state.rejectedCount;
	const count = rejected > 1 ? ` (${rejected} rejected since n8n started)` : '';
	logWarning(ctx, `rejected a call with ${status}: ${reason}${count}`);
	const { emitRejected } = ctx.options;
	const isAccepted = emitRejected && status === BAD_REQUEST;
	// The provider does not send again what got 200, so it is output in full.
	const maxLength = isAccepted ? Infinity : MAX_BODY_LENGTH;
	if (!emitRejected && !ctx.isTest) return respond(ctx, status, { status: 'rejected', reason });
	const item = createRejectedItem(
		ctx,
		createSecretMask(ctx, account, status === BAD_REQUEST),
		{ status, reason },
		maxLength,
	);
	if (isAccepted) {
		return {
			webhookResponse: { status: 'accepted as rejected', reason },
			workflowData: [[], [item]],
		};
	}
	return respond(
		ctx,
		status,
		{ status: 'rejected', reason },
		emitRejected ? [[], [item]] : [[item]],
	);
}

function createRejectedItem(
	{ provider, request, state }: WebhookContext,
	mask: SecretMask,
	{ status, reason }: Rejection,
	maxLength: number,
): INodeExecutionData {
	const { method, headers, query, body, rawBody } = request;
	const text = rawBody?.toString('utf8') ?? JSON.stringify(body ?? '');
	// Anybody can send a body, so only as much of it is searched as is output, and a secret that begins there.
	const searched = text.slice(0, maxLength + MAX_SECRET_LENGTH);
	const masked = mask.hideInText(searched);
	// At the end, a secret may be cut in the middle.
	const shown = searched === text ? masked : masked.slice(0, -MAX_SECRET_LENGTH);
	const json: IDataObject = {
		event: 'rejected',
		provider: provider.name,
		timestamp: new Date().toISOString(),
		status,
		reason,
		count: state.rejectedCount,
		raw: {
			method,
			headers: maskSecrets(headers, mask),
			query: maskSecrets(query, mask),
			body: shown.slice(0, maxLength),
			isCut: text.length > maxLength,
		},
	};
	return { json };
}

function maskSecrets(values: object, mask: SecretMask): IDataObject {
	return Object.fromEntries(
		Object.entries(values).map(([name, value]) => [
			name,
			isSecretName(name) ? HIDDEN : maskValue(value, mask),
		]),
	) as IDataObject;
}

/** A query parameter may be a list or an object. */
function maskValue(value: unknown, mask: SecretMask): unknown {
	if (typeof value === 'string') return mask.hideInValue(value);
	if (Array.isArray(value)) return value.map((each) => maskValue(each, mask));
	return typeof value === 'object' && value !== null ? maskSecrets(value, mask) : value;
}

function isSecretName(name: string): boolean {
	return PRIVATE_HEADERS.includes(name.toLowerCase()) || SECRET_NAME.test(name);
}
