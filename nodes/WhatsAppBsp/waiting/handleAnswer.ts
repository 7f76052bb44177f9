import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { asObject, asText } from '../core/parse';
import { getProvider } from '../providers';
import { getAccount, isCredentialMissing } from '../providers/credentials';
import type { Account } from '../providers/request';
import { buildAnswerItem, mayBeAbout, type WaitAnswer } from './answer';
import { handleLink } from './handleLink';
import { PROOF_HEADER, verifyProof } from './proof';
import { ANSWER_PURPOSE, RESUMED } from './resumeExecution';
import { getWaitState, type WaitState } from './waitState';

/**
 * The action node's webhook: accepts the answer that a trigger of this package passes on, or that
 * comes by link. n8n has verified the signature in the URL. What is rejected leaves the execution waiting.
 */
export async function handleAnswer(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		return await readCall(this);
	} catch (error) {
		// n8n would end the execution with it: anybody with the URL could.
		this.logger.warn(
			`'${this.getNode().name}' could not read an answer: ${(error as Error).message}`,
		);
		return reject(this, 500, 'the answer could not be read');
	}
}

async function readCall(context: IWebhookFunctions): Promise<IWebhookResponseData> {
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
			'it’s an answer to another question, or isn’t proven: use the same credential in both nodes',
		);
	if (!mayBeAbout(answer.event, state.people))
		return reject(context, 403, 'somebody else was asked');
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

/** Undefined unless it is proven to be for this very wait. */
function readAnswer(
	context: IWebhookFunctions,
	account: Account,
	state: WaitState,
): WaitAnswer | undefined {
	const { rawBody, headers, path } = getRequest(context);
	const proof = headers[PROOF_HEADER.toLowerCase()];
	if (!rawBody || !verifyProof(ANSWER_PURPOSE, rawBody, account, asText(proof))) return undefined;
	const { reference, questionId, value, event } = asObject(JSON.parse(rawBody.toString('utf8')));
	if (reference !== path || questionId !== state.questionId) return undefined;
	return { value: asText(value) ?? null, event: asObject(event) as unknown as WaitAnswer['event'] };
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
	context.getResponseObject().status(status).json({ status: 'rejected', reason });
	return { noWebhookResponse: true };
}
