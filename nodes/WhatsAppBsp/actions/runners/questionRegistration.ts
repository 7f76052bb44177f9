import { InvalidInputError } from '../../core/errors';
import type { WhatsAppEvent } from '../../core/event';
import { parseResumeUrl } from '../../waiting/reference';
import { findTriggers, registerWait } from '../../waiting/register';
import type { WaitRegistration } from '../../waiting/registration';
import type { Question } from '../operation';
import type { RunContext } from '../runContext';

/** What a question needs from the trigger that gets the person's messages. */
export interface QuestionRegistration {
	url: string;
	wait: WaitRegistration;
}

/**
 * Makes sure before anything is sent that somebody will hand over the answer. Answers without a
 * reference of their own are registered with the trigger.
 * @returns undefined where the provider does not tell its webhook and it is not needed either, and
 * for answers by link
 * @throws InvalidInputError
 */
export async function registerQuestion(
	run: RunContext,
	question: Question,
	{ to, resumeUrl, questionId }: { to: string; resumeUrl: string; questionId: string },
): Promise<QuestionRegistration | undefined> {
	const { context, provider, account } = run;
	const { responseType, until, waitUntil, triggerUrl, page } = question;
	if (!provider.webhook || (page && !isHumanReview(run))) return undefined;
	const needsStatus = responseType === 'delivery' && !provider.capabilities.callbackData;
	const wait: WaitRegistration = {
		...parseResumeUrl(resumeUrl),
		questionId,
		accepts: getAccepted(run, question),
		people: [to],
		messageId: null,
		waitUntil: needsStatus ? (waitUntil ?? null) : null,
		expiresAt: until?.getTime() ?? null,
	};
	const { origin } = new URL(resumeUrl);
	const found = await findTriggers(context, provider, account, { entered: triggerUrl, origin });
	if (!('urls' in found)) {
		if (responseType !== 'freeText' && !needsStatus) return undefined;
		if (found.problem === undefined) throw createNoTriggerError(NO_URL, ENTER_URL);
		throw createNoTriggerError(`${NOT_FOUND}: ${found.problem}`, RUN_AGAIN);
	}
	const registered = await registerWait(context, found.urls, wait, account);
	if ('problem' in registered) throw createNoTriggerError(registered.problem, PUBLISH);
	const { url, openQuestions } = registered;
	// What is answered by a tap, a form, or a receipt takes no written answer from the others.
	if (wait.accepts !== 'nothing' && wait.accepts !== 'form' && openQuestions > 0) {
		const message = `${openQuestions === 1 ? 'Another question' : `${openQuestions} other questions`} to ${to} ${openQuestions === 1 ? 'is' : 'are'} still open. What they write next answers this one, unless they quote another.`;
		context.addExecutionHints({ message, location: 'outputPane' });
	}
	return { url, wait: needsStatus ? { ...wait, accepts: 'status' } : wait };
}

/**
 * Tells the trigger the message's ID, by which a quote or a receipt is recognized.
 * @returns a receipt that ends the wait and came before
 */
export async function completeRegistration(
	{ context, account }: RunContext,
	{ url, wait }: QuestionRegistration,
	{ messageId, people }: Pick<WaitRegistration, 'messageId' | 'people'>,
): Promise<WhatsAppEvent | undefined> {
	if (wait.accepts === 'nothing') return undefined;
	const registered = await registerWait(context, [url], { ...wait, messageId, people }, account);
	if (!('problem' in registered)) return registered.earlierStatus;
	context.logger.warn(
		`WhatsApp BSP: the question was sent, but the trigger doesn’t know its message ID: ${registered.problem}`,
	);
	return undefined;
}

/** The question wasn’t sent: the trigger must not take the person's next message for its answer. */
export async function withdrawRegistration(
	{ context, account }: RunContext,
	{ url, wait }: QuestionRegistration,
): Promise<void> {
	if (wait.accepts === 'nothing') return;
	await registerWait(context, [url], { ...wait, accepts: 'nothing' }, account);
}

/** What isn’t recognized by a reference. */
function getAccepted(
	run: RunContext,
	{ responseType, message: { content } }: Question,
): WaitRegistration['accepts'] {
	if (responseType === 'freeText') return content.type === 'template' ? 'message' : 'untapped';
	// What an agent gets as feedback on its tool.
	if (isHumanReview(run)) return 'text';
	return responseType === 'flow' ? 'form' : 'nothing';
}

/** Made by n8n from this node, to approve an AI agent's tools. */
function isHumanReview({ context }: RunContext): boolean {
	return context.getNode().type.endsWith('HitlTool');
}

const NO_URL = 'This provider doesn’t tell which trigger gets the answer';

const ENTER_URL =
	"Nothing was sent. Add the option 'Trigger URL' and paste the production URL of the WhatsApp BSP Trigger for this number.";

const NOT_FOUND = 'Couldn’t look up which trigger gets the answer';

const RUN_AGAIN = 'Nothing was sent. Check the credential, or wait a moment, then run this again.';

const PUBLISH =
	"Nothing was sent. Publish a workflow with a WhatsApp BSP Trigger for the same number and credential, then run this again. If the number’s webhook calls reach it through another system, add the option 'Trigger URL'.";

function createNoTriggerError(title: string, advice: string): InvalidInputError {
	return InvalidInputError.create({ code: 'no-trigger', title, advice });
}
