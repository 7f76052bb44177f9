import type { Violation } from '../../../core/validation';
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
	{ message: { content }, responseType }: Pick<Question, 'message' | 'responseType'>,
): Violation[] {
	// The wait's own, by which the receipt is known.
	const isOwn = ({ field }: Violation) => responseType === 'delivery' && field === 'Callback Data';
	const violations = given.map((each) => (isOwn(each) ? { ...each, field: 'Delivery' } : each));
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

function getChoices(content: MessageContent): Array<{ id: string; title: string }> {
	if (content.type !== 'interactive') return [];
	const { interactive } = content;
	if (interactive.type === 'buttons') return interactive.buttons;
	return interactive.type === 'list' ? interactive.sections.flatMap(({ rows }) => rows) : [];
}
