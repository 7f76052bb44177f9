import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { asObject, asText } from '../core/parse';
import { getProvider } from '../providers';
import { getAccount, isCredentialMissing } from '../providers/credentials';
import type { Account } from '../providers/request';
import { mayBeAbout, parseEvent, type WaitAnswer } from './answer';
import { claimAnswer } from './claimAnswer';
import { handleLink } from './handleLink';
import { buildAnswerItem } from './outputItem';
import { PROOF_HEADER, verifyProof } from './proof';
import { ANSWER_PURPOSE, RESUMED } from './resumeExecution';
import { getWaitState, type WaitState } from './waitState';

/**
 * The action node's webhook: accepts the answer that a trigger of this package passes on, or that
 * comes by link. n8n has verified the signature in the URL. What is rejected leaves the execution waiting.
 */
export async function handleAnswer(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		return await receiveAnswer(this);
	} catch (error) {
		// n8n would end the execution with it: anybody with the URL could.
		this.logger.warn(
			`'${this.getNode().name}' could not read an answer: ${(error as Error).message}`,
		);
		return reject(this, 500, 'the answer could not be read');
	}
}

async function receiveAnswer(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const state = getWaitState(context);
	if (!state) return reject(context, 404, 'the execution waits for no answer');
	if (state.page && !context.getHeaderData()[PROOF_HEADER.toLowerCase()]) {
		return await handleLink(context, state, state.page);
	}
	const account = await loadAccount(context);
	const answer = account && readAnswer(context, account, state);
	if (!answer)
		return reject(
			context,
			403,
			'it is an answer to another question, or not verified: use the same credential in both nodes',
		);
	if (!mayBeAbout(answer.event, state.people))
		return reject(context, 403, 'somebody else was asked');
	const { id: eventId } = answer.event;
	const earlier = await claimAnswer(context, state.questionId, { eventId });
	if (earlier === 'stale') return reject(context, 409, 'another answer was running');
	if (earlier !== 'claimed') {
		// The same one again, after n8n took longer for it than the trigger waits.
		return earlier.eventId === eventId
			? respond(context, 200, RESUMED)
			: reject(context, 409, 'another answer came first');
	}
	return {
		workflowData: [[{ json: buildAnswerItem(state, answer), pairedItem: { item: 0 } }]],
		webhookResponse: RESUMED,
	};
}

/** Undefined if the credential was deleted: the node can prove no answer, and the trigger starts its workflow with it. */
async function loadAccount(context: IWebhookFunctions): Promise<Account | undefined> {
	const provider = getProvider(context.getNodeParameter('provider'));
	return await getAccount(context, provider.credential).catch(async (error: unknown) =>
		isCredentialMissing(error) ? undefined : await Promise.reject(error),
	);
}

/** Undefined unless it is verified to be for this very wait. */
function readAnswer(
	context: IWebhookFunctions,
	account: Account,
	state: WaitState,
): WaitAnswer | undefined {
	const { rawBody, headers, path } = getRequest(context);
	const proof = headers[PROOF_HEADER.toLowerCase()];
	if (!rawBody || !verifyProof(ANSWER_PURPOSE, rawBody, account, asText(proof))) return undefined;
	const { reference, questionId, value, ...sent } = asObject(JSON.parse(rawBody.toString('utf8')));
	if (reference !== path || questionId !== state.questionId) return undefined;
	const event = parseEvent(sent.event);
	return event && { value: asText(value) ?? null, event };
}

function getRequest(context: IWebhookFunctions) {
	const request = context.getRequestObject();
	const { pathname, searchParams } = new URL(request.originalUrl, 'http://localhost');
	const path = pathname.split('/').slice(-2).join('/');
	return {
		rawBody: request.rawBody as Buffer | undefined,
		headers: request.headers as IDataObject,
		path: `${path}?${searchParams.get('signature') ?? ''}`,
	};
}

function reject(context: IWebhookFunctions, status: number, reason: string): IWebhookResponseData {
	return respond(context, status, { status: 'rejected', reason });
}

function respond(
	context: IWebhookFunctions,
	status: number,
	body: IDataObject,
): IWebhookResponseData {
	context.getResponseObject().status(status).json(body);
	return { noWebhookResponse: true };
}
