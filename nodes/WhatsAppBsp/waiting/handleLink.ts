import { sleep, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import { waitForExecutionCreated } from '../core/executionCreated';
import { asObject } from '../core/parse';
import { buildLinkAnswerItem } from './answer';
import { PAGE_HEADERS, renderClosed, renderConfirmation, renderQuestion } from './page';
import type { Choice, LinkPage, WaitState } from './waitState';

/** Names the question in its link: in a loop, the links of all rounds lead to the same node. */
export const QUESTION_PARAMETER = 'question';

/** A double tap sends the form twice. n8n would respond to the second with an error as JSON. */
const DOUBLE_TAP_MS = 400;

/** Long enough for n8n to have resumed the execution. */
const REMEMBER_MS = 2000;

/** Answers of the last moments, by question, and whether n8n accepted them. */
const answers = new Map<string, { chosen: Choice; isAccepted: Promise<boolean> }>();

/**
 * A browser opens the link of a question, or sends its form. n8n has verified the signature in the
 * URL. Only the form ends the wait.
 */
export async function handleLink(
	context: IWebhookFunctions,
	state: WaitState,
	page: LinkPage,
): Promise<IWebhookResponseData> {
	const { method, query } = context.getRequestObject();
	context.getResponseObject().set(PAGE_HEADERS);
	if (query[QUESTION_PARAMETER] !== state.questionId) return show(context, 410, renderClosed());
	if (method !== 'POST') return show(context, 200, renderQuestion(page));
	const { choice: given } = asObject(context.getBodyData());
	const chosen = page.choices.find((_, i) => given === String(i));
	if (!chosen) return show(context, 400, renderQuestion(page));
	const earlier = answers.get(state.questionId);
	if (earlier && (await earlier.isAccepted))
		return show(context, 200, renderConfirmation(earlier.chosen));
	const isAccepted = waitForExecutionCreated(context.getResponseObject());
	answers.set(state.questionId, { chosen, isAccepted });
	void sleep(REMEMBER_MS).then(() => answers.delete(state.questionId));
	await sleep(DOUBLE_TAP_MS);
	return {
		workflowData: [[{ json: buildLinkAnswerItem(state, chosen), pairedItem: { item: 0 } }]],
		// n8n sends it once the execution has been resumed.
		webhookResponse: renderConfirmation(chosen),
	};
}

function show(context: IWebhookFunctions, status: number, html: string): IWebhookResponseData {
	context.getResponseObject().status(status).type('html').send(html);
	return { noWebhookResponse: true };
}
