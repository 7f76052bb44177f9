import { randomBytes } from 'crypto';
import { InvalidInputError } from '../../core/errors';
import { isObject } from '../../core/parse';
import { isGroupId } from '../../core/phoneNumber';
import type { Accepted } from '../../core/result';
import { validateText } from '../../core/validation';
import { findAsked, rememberAsked, type AskedQuestion } from '../../waiting/askedQuestions';
import { hasEarlierTimer, waitForEarlierTimer } from '../../waiting/earlierTimer';
import { QUESTION_PARAMETER } from '../../waiting/handleLink';
import { buildAnswerItem, buildTimeoutItem } from '../../waiting/outputItem';
import { createReference } from '../../waiting/reference';
import { startWaiting, type WaitState } from '../../waiting/waitState';
import { buildDryRun } from '../message/dryRun';
import { parseRecipients } from '../message/parseRecipients';
import { readSendingOptions, type SendingOptions } from '../message/sendingOptions';
import { addNamespaces } from '../message/template/addNamespaces';
import { readWaitLimit } from '../message/wait/limitWaitTime';
import { renameFields } from '../message/wait/renameFields';
import type { WaitOperation } from '../operation';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import {
	completeRegistration,
	isHumanReview,
	registerQuestion,
	withdrawRegistration,
	type AddressedQuestion,
	type QuestionRegistration,
} from './questionRegistration';
import { createSendJobs } from './createSendJobs';
import { sendJobs } from './sendJobs';

/** A question that may be sent. */
interface ValidQuestion extends AddressedQuestion {
	sending: SendingOptions;
	/** As of now: a limit in minutes counts from the moment at which the question is sent. */
	readLimit(): Date | undefined;
}

interface RegisteredQuestion extends ValidQuestion {
	registration: QuestionRegistration | undefined;
}

/** Sends the question, then puts the execution to wait. n8n has one wait for all items of a node. */
export async function runWait(operation: WaitOperation, run: RunContext): Promise<void> {
	const { context, output } = run;
	const asked = findAsked(context);
	if (asked) {
		await wait(run, asked);
		return;
	}
	let question: RegisteredQuestion | undefined;
	await run.readItems(operation.description, async (reader) => {
		if (context.getInputData().length > 1) throw InvalidInputError.create(SEVERAL_ITEMS);
		if (hasLostToolArguments(run)) throw InvalidInputError.create(LOST_TOOL_ARGUMENTS);
		const valid = await readQuestion(operation, reader, run);
		if (valid.sending.isDryRun) {
			await outputDryRun(valid, run);
			return;
		}
		if (isCalledByParentNode(run)) throw InvalidInputError.create(CALLED_BY_PARENT_NODE);
		await waitForEarlierTimer(context, valid.until);
		question = { ...valid, registration: await registerQuestion(run, valid) };
	});
	if (!question) return;
	const sent = await send(question, run);
	if (!sent) {
		completeSkippedItem(run);
		return;
	}
	const state = buildState(question, sent, run);
	const until = question.readLimit();
	const earlierReceipt = await completeRegistration(run, question.registration, {
		messageId: state.messageId,
		people: state.people,
		expiresAt: until?.getTime() ?? null,
	});
	if (earlierReceipt) {
		const answer = { value: null, event: earlierReceipt };
		output.addItems(0, [{ json: buildAnswerItem(state, answer) }]);
		return;
	}
	if (hasEarlierTimer(context)) rememberAsked(context, { state, until });
	await wait(run, { state, until });
}

/**
 * AI Agent 3 lets n8n run its tools. Older ones, other AI nodes, and 'Execute step' call them themselves: n8n would pause
 * after the calling node, and pass no answer on (seen with 2.39.10, `supply-data-context.js`).
 */
function isCalledByParentNode({ context }: RunContext): boolean {
	return (context as { isToolExecution?: () => boolean }).isToolExecution?.() === true;
}

/**
 * When a question's time is over, n8n removes what it keeps for the node's next queued run (seen with 2.39.10,
 * `handleWaitingState`): the text would show no arguments, while an approval would run the tool with them.
 */
function hasLostToolArguments(run: RunContext): boolean {
	const { context } = run;
	const isTool = isHumanReview(run) && isObject(context.getInputData()[0]?.json.toolParameters);
	return isTool && !isObject(context.evaluateExpression('{{ $tool.parameters }}', 0));
}

async function readQuestion(
	operation: WaitOperation,
	reader: ParameterReader,
	run: RunContext,
): Promise<ValidQuestion> {
	const { context, provider, account } = run;
	const options = reader.collection('options');
	const sending = readSendingOptions(options, provider, context.getNode());
	const entries = reader.recipients('to');
	const questionId = randomBytes(8).toString('hex');
	const createResumeUrl = sending.isDryRun ? createDryRunUrl : getResumeUrl;
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
			...validateText('To', entries[0] ?? ''),
			...(entries.length > 1 ? [{ field: 'To', problem: SEVERAL_RECIPIENTS }] : []),
			...renameFields(provider.validate(question.message, account), question),
		],
		violations,
	);
	const [to] = recipients;
	if (to === undefined) throw invalid[0];
	await addNamespaces(question.message, run);
	const readLimit = () => readWaitLimit(options, context.getTimezone()) ?? question.until;
	return { ...question, questionId, resumeUrl, to, sending, readLimit };
}

async function outputDryRun({ message, to }: ValidQuestion, run: RunContext): Promise<void> {
	const results = await buildDryRun(run.provider, run.account, message, [to]);
	results.forEach((result) => run.output.addDryRun(0, result));
}

/** Undefined unless the provider accepted it: the trigger then expects no answer any more. */
async function send(
	{ message, sending, to, registration }: RegisteredQuestion,
	run: RunContext,
): Promise<Accepted | undefined> {
	const jobs = createSendJobs({ itemIndex: 0, message, recipients: [to] }, sending);
	let sent: Accepted | undefined;
	try {
		await sendJobs(run, jobs, sending.settings, ({ result }) => {
			if ('accepted' in result && result.accepted) sent = result;
		});
	} finally {
		if (!sent && registration) await withdrawRegistration(run, registration);
	}
	return sent;
}

function buildState(question: ValidQuestion, sent: Accepted, { provider }: RunContext): WaitState {
	const { responseType, questionId, page } = question;
	const { messageId, to = question.to, toUserId = to } = sent;
	return {
		provider: provider.name,
		responseType,
		questionId,
		messageId,
		to,
		people: [...new Set([question.to, to, toUserId])],
		...(page ? { page } : {}),
	};
}

/** What was skipped for its idempotency key has the keys of every other output, and no answer. */
function completeSkippedItem({ output }: RunContext): void {
	const [item] = output.getItems();
	if (item?.json.status !== 'skipped') return;
	output.addItems(0, [{ json: { ...item.json, data: {}, answer: null, event: null } }]);
}

async function wait(
	{ context, output }: RunContext,
	{ state, until }: AskedQuestion,
): Promise<void> {
	const timeoutItem = { json: buildTimeoutItem(state), pairedItem: { item: 0 } };
	// If nobody answers in time, n8n outputs the waiting node's input (seen with 2.39.10, `workflow-execute.js`).
	const executeData = context.getExecuteData();
	executeData.data = { ...executeData.data, main: [[timeoutItem]] };
	// n8n then disables this node object, which other runs of the node that are queued would share.
	executeData.node = { ...executeData.node };
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

const CALLED_BY_PARENT_NODE = {
	title: 'An AI node that runs its tools itself can’t wait for an answer',
	advice:
		'Nothing was sent. Use the tool with AI Agent version 3 or later in the whole workflow, or put Send and Wait into the workflow itself.',
};

const LOST_TOOL_ARGUMENTS = {
	title: 'n8n lost the arguments of this tool call when the question before it timed out',
	advice: 'Nothing was sent, and the tool was not run. Let the agent call the tool again.',
};
