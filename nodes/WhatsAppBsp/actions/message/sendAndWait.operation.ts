import { countCodePoints, TEXT_LIMITS } from '../../core/validation';
import type { WaitResponseType } from '../../providers/capabilities';
import { isTestUrl } from '../../waiting/registerWait';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';
import type { Question } from '../operation';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { readCommonFields } from './commonFields';
import { readWaitLimit } from './wait/limitWaitTime';
import { buildLinkQuestion } from './wait/linkQuestion';
import { questionFields } from './wait/questionFields';
import { QUESTIONS, type CreateId } from './wait/questions';

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendAndWait'] } },
	questionFields,
);

export const kind = 'wait';

export async function buildQuestion(
	reader: ParameterReader,
	run: RunContext,
	createId: CreateId,
	createLink: () => string,
): Promise<Question> {
	const options = reader.collection('options');
	const responseType = reader.option<WaitResponseType>('responseType', 'approval');
	const linked = run.provider.capabilities.answersByLink
		? buildLinkQuestion(reader, run, responseType, createLink())
		: undefined;
	const content = linked?.content ?? (await QUESTIONS[responseType](reader, run, createId));
	const triggerUrl = options.trimmedText('triggerUrl');
	if (isTestUrl(triggerUrl)) {
		options.addViolation('triggerUrl', 'is the test URL; paste the production URL');
	}
	const { callbackData = '', ...common } = readCommonFields(reader);
	const until = readWaitLimit(options, run.context.getTimezone());
	const waitUntil = reader.option('waitUntil', 'delivered');
	// Delivery receipts bring it back, so it holds the reference and what the user put in.
	const isTracked = responseType === 'delivery' && run.provider.capabilities.callbackData;
	const data = isTracked ? createId(`${waitUntil}|${callbackData}`) : callbackData;
	const length = countCodePoints(callbackData);
	const room = TEXT_LIMITS.callbackData - (countCodePoints(data) - length);
	if (length > room)
		options.addViolation('callbackData', `has ${length} characters; the maximum here is ${room}`);
	return {
		message: { content, ...common, ...(data ? { callbackData: data } : {}) },
		responseType,
		waitUntil,
		triggerUrl,
		...(linked ? { page: linked.page } : {}),
		...(until ? { until } : {}),
	};
}
