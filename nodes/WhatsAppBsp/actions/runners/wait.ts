import { randomBytes } from 'crypto';
import { InvalidInputError } from '../../core/errors';
import { isGroupId } from '../../core/phoneNumber';
import type { Accepted } from '../../core/result';
import { validateText } from '../../core/validation';
import { buildAnswerItem, buildTimeoutItem } from '../../waiting/answer';
import { QUESTION_PARAMETER } from '../../waiting/handleLink';
import { createReference } from '../../waiting/reference';
import { findAsked, rememberAsked } from '../../waiting/askedQuestions';
import { hasEarlierTimer, waitForEarlierTimer } from '../../waiting/earlierTimer';
import { startWaiting, type WaitState } from '../../waiting/waitState';
import { buildDryRun } from '../message/dryRun';
import { parseRecipients } from '../message/parseRecipients';
import { createSendJobs, readSendingOptions, type SendingOptions } from '../message/sendingOptions';
import { addNamespaces } from '../message/template/addNamespaces';
import { readWaitLimit } from '../message/wait/limitWaitTime';
import { renameFields } from '../message/wait/renameFields';
import type { Question, WaitOperation } from '../operation';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import {
	completeRegistration,
	registerQuestion,
	withdrawRegistration,
	type QuestionRegistration,
} from './questionRegistration';
import { sendJobs } from './sendJobs';

interface ReadyQuestion extends Question {
	questionId: string;
	sending: SendingOptions;
	to: string;
	registration?: QuestionRegistration;
	/** As of now: a limit in minutes counts from the moment at which the question is sent. */
	readLimit(): Date | undefined;
}

/** Sends the question, then puts the execution to wait. n8n has one wait for all items of a node. */
export async function runWait(operation: WaitOperation, run: RunContext): Promise<void> {
	const asked = findAsked(run.context);
	if (asked) {
		await wait(run, asked.state, asked.until);
		return;
	}
	let question: ReadyQuestion | undefined;
	await run.readItems(operation.description, async (reader) => {
		if (run.context.getInputData().length > 1) throw InvalidInputError.create(SEVERAL_ITEMS);
		question = await readQuestion(operation, reader, run);
	});
	if (!question) return;
	const { registration } = question;
	let sent: Accepted | undefined;
	try {
		sent = await send(question, run);
	} finally {
		if (!sent && registration) await withdrawRegistration(run, registration);
	}
	if (!sent) {
		completeSkippedItem(run);
		return;
	}
	const { messageId, to = question.to, toUserId = to } = sent;
	const people = [...new Set([question.to, to, toUserId])];
	const { responseType, questionId, page } = question;
	const state: WaitState = {
		provider: run.provider.name,
		responseType,
		questionId,
		messageId,
		to,
		people,
		...(page ? { page } : {}),
	};
	const until = question.readLimit();
	const earlier =
		registration &&
		(await completeRegistration(run, registration, {
			messageId,
			people,
			expiresAt: until?.getTime() ?? null,
		}));
	if (earlier) {
		run.output.addItems(0, [{ json: buildAnswerItem(state, { value: null, event: earlier }) }]);
		return;
	}
	if (hasEarlierTimer(run.context)) rememberAsked(run.context, { state, until });
	await wait(run, state, until);
}

/** Undefined for a dry run, whose result is output. */
async function readQuestion(
	operation: WaitOperation,
	reader: ParameterReader,
	run: RunContext,
): Promise<ReadyQuestion | undefined> {
	const { context, provider, account, output } = run;
	const options = reader.collection('options');
	const sending = readSendingOptions(options, provider, context.getNode());
	const { isDryRun } = sending;
	const entries = reader.recipients('to');
	const questionId = randomBytes(8).toString('hex');
	const createResumeUrl = isDryRun ? createDryRunUrl : getResumeUrl;
	const resumeUrl = createResumeUrl(run);
	const question = await operation.buildQuestion(
		reader,
		run,
		(value) => createReference(resumeUrl, questionId, value),
		() => createResumeUrl(run, { [QUESTION_PARAMETER]: questionId }),
	);
	const { recipients, invalid, violations } = await parseRecipients(provider, entries, (each) =>
		// Whose answer would count? Receipts come for the group as well.
		question.responseType !== 'delivery' && isGroupId(each)
			? [{ field: 'To', problem: 'is a group; ask one person' }]
			: (provider.validateRecipient?.(each, question.message, account) ?? []),
	);
	reader.assertValid(
		[
			...validateText('To', entries[0] ?? '', undefined),
			...(entries.length > 1 ? [{ field: 'To', problem: SEVERAL_RECIPIENTS }] : []),
			...renameFields(provider.validate(question.message, account), question),
		],
		violations,
	);
	await addNamespaces(question.message, run);
	invalid.forEach((error) => output.addError(0, error));
	const [to] = recipients;
	if (to === undefined) return undefined;
	if (isDryRun) {
		const results = await buildDryRun(provider, account, question.message, recipients);
		results.forEach((result) => output.addDryRun(0, result));
		return undefined;
	}
	const readLimit = () => readWaitLimit(options, context.getTimezone()) ?? question.until;
	await waitForEarlierTimer(context, question.until);
	const registration = await registerQuestion(run, question, { to, resumeUrl, questionId });
	return {
		...question,
		questionId,
		sending,
		to,
		readLimit,
		...(registration ? { registration } : {}),
	};
}

/** Undefined unless the provider accepted it. */
async function send(
	{ message, sending, to }: ReadyQuestion,
	run: RunContext,
): Promise<Accepted | undefined> {
	const jobs = createSendJobs({ itemIndex: 0, message, recipients: [to] }, sending);
	let sent: Accepted | undefined;
	await sendJobs(run, jobs, sending.settings, ({ result }) => {
		if ('accepted' in result && result.accepted) sent = result;
	});
	return sent;
}

/** What was skipped for its idempotency key has the keys of every other output, and no answer. */
function completeSkippedItem({ output }: RunContext): void {
	const [item] = output.getItems();
	if (item?.json.status !== 'skipped') return;
	output.addItems(0, [{ json: { ...item.json, data: {}, answer: null, event: null } }]);
}

async function wait(
	{ context, output }: RunContext,
	state: WaitState,
	until: Date | undefined,
): Promise<void> {
	const timeoutItem = { json: buildTimeoutItem(state), pairedItem: { item: 0 } };
	// What n8n hands on if nobody answers in time is the input of the waiting node.
	const executeData = context.getExecuteData();
	executeData.data = { ...executeData.data, main: [[timeoutItem]] };
	output.addItems(0, [timeoutItem]);
	await startWaiting(context, state, until);
}

/** n8n 1.x verifies the signature of a resume URL only if the node asks for it. */
function getResumeUrl({ context }: RunContext, parameters: Record<string, string> = {}): string {
	const { setSignatureValidationRequired } = context as unknown as {
		setSignatureValidationRequired?: () => void;
	};
	setSignatureValidationRequired?.call(context);
	return context.getSignedResumeUrl(parameters);
}

/** As long as n8n’s own, so that what is too long for a button, a text, or callback data is said in a dry run too. */
function createDryRunUrl({ context }: RunContext, parameters: Record<string, string> = {}): string {
	const path = `${context.getExecutionId()}/${encodeURIComponent(context.getNode().id)}`;
	const query = new URLSearchParams({ ...parameters, signature: '0'.repeat(64) });
	return `https://n8n.example.com/webhook-waiting/${path}?${query}`;
}

const SEVERAL_RECIPIENTS =
	'has several recipients; an execution can wait for one. Split them into items and use a Loop Over Items node';

const SEVERAL_ITEMS = {
	title: 'An execution can wait for one answer at a time, but the input has several items',
	advice:
		'Nothing was sent. Add a Loop Over Items node with a batch size of 1 before this node, and connect this node’s output back to it.',
};
