import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { buildLinkAnswerItem } from './answer';
import { PAGE_HEADERS, renderClosed, renderConfirmation, renderQuestion } from './page';
import type { LinkPage, WaitState } from './waitState';

/** Names the question in its link: in a loop, the links of all rounds lead to the same node. */
export const QUESTION_PARAMETER = 'question';

/**
 * A browser opens the link of a question, or sends its form. n8n has verified the signature in the
 * URL. Only the form ends the wait.
 */
export function handleLink(
	context: IWebhookFunctions,
	state: WaitState,
	page: LinkPage,
): IWebhookResponseData {
	const { method, query } = context.getRequestObject();
	context.getResponseObject().set(PAGE_HEADERS);
	if (query[QUESTION_PARAMETER] !== page.id) return show(context, 410, renderClosed());
	if (method !== 'POST') return show(context, 200, renderQuestion(page));
	const { choice: given } = context.getBodyData();
	const chosen = page.choices.find((_, i) => given === String(i));
	if (!chosen) return show(context, 400, renderQuestion(page));
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
