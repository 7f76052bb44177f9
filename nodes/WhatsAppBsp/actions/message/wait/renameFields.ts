import { TEXT_LIMITS, validateText, type Violation } from '../../../core/validation';
import type { MessageContent } from '../../../messages';
import type { Question } from '../../operation';

/** Labels of an interactive message's fields, and of those that a question has instead. */
const LABELS: Readonly<Record<string, string>> = {
	Text: 'Message',
	'Body Text': 'Message',
	Buttons: 'Choices',
	Sections: 'Choices',
	'Section 1: Rows': 'Choices',
};

const PARTS: Readonly<Record<string, string>> = { ID: 'Value' };

const APPROVAL_LABELS = ['Approve Button Label', 'Decline Button Label'];

const ENTRY = /^(?:Section 1, Row|Button) (\d+): (\w+)$/;

/**
 * What is wrong with the message of a question, by the labels of the question's fields. Left out is that
 * a choice is the same as one before: this was found where the choices were read.
 */
export function renameFields(
	given: Violation[],
	{ message: { content, callbackData }, responseType }: Pick<Question, 'message' | 'responseType'>,
): Violation[] {
	const violations =
		responseType === 'delivery' ? renameCallbackData(given, callbackData ?? '') : given;
	if (content.type === 'template') return violations;
	const choices = getChoices(content);
	return violations.flatMap(({ field, problem }) => {
		const [, number, part] = ENTRY.exec(field) ?? [];
		const choice = choices[Number(number) - 1];
		if (!choice) {
			const isListButton = field === 'Button Text' && responseType === 'choice';
			return [{ field: isListButton ? 'List Button Text' : (LABELS[field] ?? field), problem }];
		}
		const key = part === 'ID' ? 'id' : 'title';
		if (part !== 'Description' && choices.find((each) => each[key] === choice[key]) !== choice) {
			return [];
		}
		const label =
			responseType === 'approval'
				? APPROVAL_LABELS[Number(number) - 1]
				: `Choice ${number}: ${PARTS[part] ?? part}`;
		return [{ field: label, problem }];
	});
}

/** It is the wait's own, by which the receipt is known. The length of the user's part was checked where it was read. */
function renameCallbackData(given: Violation[], callbackData: string): Violation[] {
	const field = 'Callback Data';
	const [tooLong] = validateText(field, callbackData, {
		limit: TEXT_LIMITS.callbackData,
		required: false,
	});
	return given
		.filter((each) => each.field !== field || each.problem !== tooLong?.problem)
		.map((each) => (each.field === field ? { ...each, field: 'Delivery' } : each));
}

function getChoices(content: MessageContent): Array<{ id: string; title: string }> {
	if (content.type !== 'interactive') return [];
	const { interactive } = content;
	if (interactive.type === 'buttons') return interactive.buttons;
	return interactive.type === 'list' ? interactive.sections.flatMap(({ rows }) => rows) : [];
}
