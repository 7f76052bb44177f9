import type { INodeProperties } from 'n8n-workflow';
import { validateText } from '../../../core/validation';
import { LIST_LIMITS } from '../../../messages/interactive/list';
import { APPROVE, DECLINE, type Choice } from '../../../waiting/waitState';
import { createEntriesField } from '../../fields/entriesField';
import type { ParameterReader } from '../../parameterReader';

const APPROVE_LABEL = '✓ Approve';
const DECLINE_LABEL = '✗ Decline';
const LABEL_LENGTH = 'Up to 20 characters';

/** Named as in n8n's own nodes, whose editor knows them. */
export const approvalOptions: INodeProperties = {
	displayName: 'Approval Options',
	name: 'approvalOptions',
	type: 'fixedCollection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Values',
			name: 'values',
			values: [
				{
					displayName: 'Type of Approval',
					name: 'approvalType',
					type: 'options',
					options: [
						{ name: 'Approve and Decline', value: 'double' },
						{ name: 'Approve Only', value: 'single' },
					],
					default: 'double',
					description: 'Which buttons to show',
				},
				{
					displayName: 'Approve Button Label',
					name: 'approveLabel',
					type: 'string',
					default: APPROVE_LABEL,
					description: LABEL_LENGTH,
				},
				{
					displayName: 'Decline Button Label',
					name: 'disapproveLabel',
					type: 'string',
					default: DECLINE_LABEL,
					description: LABEL_LENGTH,
					displayOptions: { show: { approvalType: ['double'] } },
				},
			],
		},
	],
};

export function readApproval(reader: ParameterReader): Choice[] {
	const [options] = reader.entries('approvalOptions.values');
	const approve = { title: options?.trimmedText('approveLabel') || APPROVE_LABEL, value: APPROVE };
	if (options?.option('approvalType', 'double') === 'single') return [approve];
	const title = options?.trimmedText('disapproveLabel') || DECLINE_LABEL;
	if (title === approve.title) {
		reader.addViolation('approvalOptions', 'has the same label on both buttons');
	}
	return [approve, { title, value: DECLINE }];
}

export const choicesField = createEntriesField(
	{
		displayName: 'Choices',
		name: 'choices',
		placeholder: 'Add choice',
		description:
			'Up to 10. In the chat, up to 3 short ones are buttons, others a list. On a link’s page, all are buttons.',
	},
	{
		displayName: 'Choice',
		name: 'values',
		values: [
			{
				displayName: 'Title',
				name: 'title',
				type: 'string',
				default: '',
				required: true,
				placeholder: 'e.g. Tomorrow morning',
				description: 'In the chat, up to 20 characters on a button, 24 in a list',
			},
			{
				displayName: 'Description',
				name: 'description',
				type: 'string',
				default: '',
				placeholder: 'e.g. Between 8 and 12',
				description:
					'Small text below the title, up to 72 characters in a list. With one, the chat shows a list.',
			},
			{
				displayName: 'Value',
				name: 'value',
				type: 'string',
				default: '',
				placeholder: 'e.g. morning',
				description: 'Value in the output if it’s chosen. If empty, the title.',
			},
		],
	},
);

/** Characters of a value that fit into an ID next to the reference. */
const MAX_VALUE = 60;

export function readChoices(reader: ParameterReader): Choice[] {
	const choices = reader.entries('choices.values').map((entry) => {
		const title = entry.trimmedText('title');
		const description = entry.trimmedText('description');
		const value = entry.trimmedText('value') || title;
		entry.addViolations([
			...validateText(entry.getLabel('title'), title),
			...validateText(entry.getLabel('value'), value, { limit: MAX_VALUE, required: false }),
		]);
		return { title, value, ...(description ? { description } : {}) };
	});
	if (choices.length === 0) reader.addViolation('choices', 'is empty; add at least one choice');
	const max = LIST_LIMITS.rows;
	if (choices.length > max) {
		reader.addViolation('choices', `has ${choices.length} entries; the maximum is ${max}`);
	}
	for (const part of ['title', 'value'] as const) {
		const repeated = choices.find((choice, i) =>
			choices.slice(0, i).some((earlier) => choice[part] && earlier[part] === choice[part]),
		);
		if (repeated) {
			reader.addViolation(
				'choices',
				`has several choices with the ${part} '${repeated[part]}'; each needs its own`,
			);
		}
	}
	return choices;
}
