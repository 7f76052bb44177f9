import { countCodePoints, TEXT_LIMITS } from '../../../core/validation';
import type { MessageContent } from '../../../messages';
import type { WaitResponseType } from '../../../providers/capabilities';
import type { Choice, LinkPage } from '../../../waiting/waitState';
import type { ParameterReader } from '../../parameterReader';
import type { RunContext } from '../../runContext';
import { readApproval, readChoices } from './approval';
import { readApprovalText } from './toolArguments';

const CHOICES: Partial<Record<WaitResponseType, (reader: ParameterReader) => Choice[]>> = {
	approval: readApproval,
	choice: readChoices,
};

export const isAskedByLink = (responseType: WaitResponseType) => responseType in CHOICES;

/**
 * A question whose buttons are on a page of n8n, because the provider sends text only.
 * @param link leads to the question's page
 * @returns undefined if there is nothing to choose from
 */
export function buildLinkQuestion(
	reader: ParameterReader,
	run: RunContext,
	responseType: WaitResponseType,
	link: string,
): { content: MessageContent; page: LinkPage } | undefined {
	const choices = CHOICES[responseType]?.(reader);
	if (!choices) return undefined;
	const isApproval = responseType === 'approval';
	const question = isApproval ? readApprovalText(reader, run) : reader.text('message');
	const page = { question, choices, isApproval };
	return { content: { type: 'text', body: appendLink(reader, page, link) }, page };
}

/** n8n has percent-encoded the link, and a hex signature ends it, so all of it can be tapped. */
function appendLink(reader: ParameterReader, { question }: LinkPage, link: string): string {
	const ending = `\n\n${link}`;
	const length = countCodePoints(question);
	const max = TEXT_LIMITS.text - countCodePoints(ending);
	if (question.trim() === '') reader.addViolation('message', 'is empty');
	if (length <= max) return `${question}${ending}`;
	reader.addViolation(
		'message',
		`has ${length} characters; the maximum is ${max}, because the link to the answers follows`,
	);
	return link;
}
