import { sleep } from 'n8n-workflow';
import { InvalidInputError } from '../../core/errors';
import type { WhatsAppEvent } from '../../core/event';
import { parseResumeUrl } from '../../waiting/reference';
import {
	findTriggers,
	registerWait,
	type NotRegistered,
	type Registered,
} from '../../waiting/registerWait';
import type { WaitRegistration } from '../../waiting/waitRegistration';
import type { Question } from '../operation';
import type { RunContext } from '../runContext';

/** For a question that waits for the rate limit: `completeRegistration` says when its wait really ends. */
const MAX_SENDING_MS = 5 * 60_000;

/** A question to one person. */
export interface AddressedQuestion extends Question {
	questionId: string;
	to: string;
	resumeUrl: string;
}

/** What a question needs from the trigger that gets the person's messages. */
export interface QuestionRegistration {
	url: string;
	wait: WaitRegistration;
}

/**
 * Makes sure before anything is sent that somebody will pass on the answer. Answers without a
 * reference of their own are registered with the trigger.
 * @returns undefined where the provider does not tell its webhook and it is not needed either, and
 * for answers by link
 * @throws InvalidInputError
 */
export async function registerQuestion(
	run: RunContext,
	question: AddressedQuestion,
): Promise<QuestionRegistration | undefined> {
	const { context, provider, account } = run;
	const { responseType, until, waitUntil, triggerUrl, page, questionId, to, resumeUrl } = question;
	if (!provider.webhook || (page && !isHumanReview(run))) return undefined;
	const needsStatus = responseType === 'delivery' && !provider.capabilities.callbackData;
	const wait: WaitRegistration = {
		...parseResumeUrl(resumeUrl),
		questionId,
		accepts: getAccepted(run, question),
		people: [to],
		messageId: null,
		waitUntil: needsStatus ? (waitUntil ?? null) : null,
		expiresAt: until ? until.getTime() + MAX_SENDING_MS : null,
	};
	const { origin } = new URL(resumeUrl);
	const found = await findTriggers(context, provider, account, { entered: triggerUrl, origin });
	if (!('urls' in found)) {
		if (responseType !== 'freeText' && !needsStatus) return undefined;
		if (found.problem === undefined) throw createNoTriggerError(NO_URL, ENTER_URL);
		throw createNoTriggerError(`${NOT_FOUND}: ${found.problem}`, RUN_AGAIN);
	}
	const registered = await registerWait(context, found.urls, wait, account);
	if ('problem' in registered)
		throw createNoTriggerError(registered.problem, getAdvice(registered));
	const { url, openQuestions } = registered;
	// What is answered by a tap, a form, or a receipt competes with the others for no written answer.
	if (wait.accepts !== 'nothing' && wait.accepts !== 'form' && openQuestions > 0) {
		const others = openQuestions === 1 ? 'Another question' : `${openQuestions} other questions`;
		const unless = provider.webhook.quotesSentIds ? ', unless they quote another' : '';
		const message = `${others} to ${to} ${openQuestions === 1 ? 'is' : 'are'} still open. What they write next answers this one${unless}.`;
		context.addExecutionHints({ message, location: 'outputPane' });
	}
	return { url, wait: needsStatus ? { ...wait, accepts: 'status' } : wait };
}

/**
 * Tells the trigger the message's ID, by which a quote or a receipt is recognized, and when the wait ends. The
 * question was sent, so nothing fails here any more.
 * @returns a receipt that ends the wait and came before
 */
export async function completeRegistration(
	run: RunContext,
	registration: QuestionRegistration | undefined,
	sent: Pick<WaitRegistration, 'messageId' | 'people' | 'expiresAt'>,
): Promise<WhatsAppEvent | undefined> {
	if (!registration || registration.wait.accepts === 'nothing') return undefined;
	const { url, wait } = registration;
	const needsId = wait.accepts === 'status';
	const registered =
		needsId && sent.messageId === null
			? { problem: 'the provider returned no message ID' }
			: await registerSent(run, url, { ...wait, ...sent });
	if (!('problem' in registered)) return registered.earlierStatus;
	const { problem } = registered;
	run.context.logger.warn(
		`WhatsApp BSP: the question was sent, but the trigger does not know its message ID: ${problem}`,
	);
	if (needsId) {
		const message = `The message was sent, but its delivery receipt can’t end this wait: ${problem}. Only the option 'Limit Wait Time' ends it.`;
		run.context.addExecutionHints({ message, location: 'outputPane' });
	}
	return undefined;
}

/**
 * Milliseconds before each repetition. Together, they are shorter than a trigger that already knows of the wait
 * tries to pass on its answer: this execution still runs.
 */
const RETRY_DELAYS_MS = [100, 400, 1600];

/** A trigger that took longer to fail would keep this execution running, and taps waiting, for minutes. */
const MAX_ATTEMPT_MS = 5000;

async function registerSent(
	{ context, account }: RunContext,
	url: string,
	wait: WaitRegistration,
): Promise<Registered | NotRegistered> {
	for (let attempt = 0; ; attempt++) {
		const startedAt = Date.now();
		const registered = await registerWait(context, [url], wait, account);
		const delayMs = RETRY_DELAYS_MS.at(attempt);
		if (!('problem' in registered) || delayMs === undefined) return registered;
		const isOfThisMoment = registered.isBusy || registered.isUnreachable;
		if (!isOfThisMoment || Date.now() - startedAt > MAX_ATTEMPT_MS) return registered;
		await sleep(delayMs);
	}
}

/** The question wasn’t sent: the trigger must not count the person's next message as its answer. */
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

/** Made by n8n from this node, to approve an AI agent's tools (seen with 2.39.10, `hitl-tools.js`). */
export function isHumanReview({ context }: RunContext): boolean {
	return context.getNode().type.endsWith('HitlTool');
}

const NO_URL = 'This provider doesn’t tell which trigger gets the answer';

const ENTER_URL =
	"Nothing was sent. Add the option 'Trigger URL' and paste the production URL of the WhatsApp BSP Trigger for this number.";

const NOT_FOUND = 'Couldn’t look up which trigger gets the answer';

const RUN_AGAIN = 'Nothing was sent. Check the credential, or wait a moment, then run this again.';

const OPEN_FROM_N8N =
	"Nothing was sent. The URL must also open from within n8n (container, NAT): check WEBHOOK_URL, and the option 'Trigger URL' if you use it. If n8n’s SSRF protection is on, add the host to N8N_SSRF_ALLOWED_HOSTNAMES.";

const PUBLISH =
	"Nothing was sent. Publish a workflow with a WhatsApp BSP Trigger for the same number and credential, then run this again. If the number’s webhook calls reach it through another system, add the option 'Trigger URL'.";

function getAdvice({ isBusy, isUnreachable }: NotRegistered): string {
	if (isUnreachable) return OPEN_FROM_N8N;
	return isBusy ? RUN_AGAIN : PUBLISH;
}

function createNoTriggerError(title: string, advice: string): InvalidInputError {
	return InvalidInputError.create({ code: 'no-trigger', title, advice });
}
