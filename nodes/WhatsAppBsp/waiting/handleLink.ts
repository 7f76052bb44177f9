import { sleep, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import { asObject } from '../core/parse';
import { claimAnswer } from './claimAnswer';
import { buildLinkAnswerItem } from './outputItem';
import { PAGE_HEADERS, renderClosed, renderConfirmation, renderQuestion } from './page';
import type { LinkPage, WaitState } from './waitState';

/** Names the question in its link: in a loop, the links of all rounds lead to the same node. */
export const QUESTION_PARAMETER = 'question';

/** A double tap sends the form twice. n8n would respond to the second with an error as JSON. */
const DOUBLE_TAP_MS = 400;

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
	const earlier = await claimAnswer(context, state.questionId, { chosen });
	if (earlier === 'stale') return show(context, 200, renderQuestion(page));
	if (earlier !== 'claimed') {
		return earlier.chosen
			? show(context, 200, renderConfirmation(earlier.chosen))
			: show(context, 410, renderClosed());
	}
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
