import type { INodeProperties } from 'n8n-workflow';
import { validateDefinition, validateTtl } from '../../messages/template/validateDefinition';
import { validateTemplateKey } from '../../messages/template/validateTemplateKey';
import type { Violation } from '../../core/validation';
import type { ApiCall } from '../../providers/apiCalls';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';
import { CATEGORIES, createContentFields, optionsField } from './contentFields';
import { createContentLabels, readComponents, readTtlSeconds } from './readContent';
import { anyTemplateFromList } from '../fields/templateLocator';
import { parseTemplateKey } from '../../messages/template/templateKey';

const properties: INodeProperties[] = [
	{
		displayName:
			'Only approved, rejected, and paused templates can be edited. An approved one can be edited once in 24 hours and 10 times in 30 days, and WhatsApp reviews it again.',
		name: 'editNotice',
		type: 'notice',
		default: '',
	},
	anyTemplateFromList,
	{
		displayName: 'Category',
		name: 'category',
		type: 'options',
		options: [
			...CATEGORIES,
			{ name: 'Keep', value: '', description: 'Leave the category unchanged' },
		],
		default: '',
		description:
			'The category of an approved template can’t be changed. For a one-time password, choose Authentication to see its fields.',
	},
	...createContentFields(
		[{ name: 'Keep', value: 'keep', description: 'Leave the content unchanged' }],
		'What replaces the template’s content. Parts that you leave empty are removed.',
	),
	optionsField,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['template'], operation: ['edit'] } },
	properties,
);

export const kind = 'apiCall';

/** Who only changes the category or the time to live leaves the fields of the content empty. */
function addKeepHint(violations: Violation[], reader: ParameterReader): Violation[] {
	const label = reader.getLabel('bodyText');
	if (reader.text('bodyText').trim() !== '') return violations;
	return violations.map(({ field, problem }) => ({
		field,
		problem: field === label ? `${problem}, or set 'Content' to 'Keep'` : problem,
	}));
}

export async function buildApiCall(reader: ParameterReader, run: RunContext): Promise<ApiCall> {
	const named = parseTemplateKey(reader.text('template'));
	const category = reader.option('category');
	const ttlSeconds = readTtlSeconds(reader);
	const components = await readComponents(reader, category ?? '');
	const isEmpty = !components && category === undefined && ttlSeconds === undefined;
	reader.assertValid([
		...validateTemplateKey(named),
		...validateTtl(ttlSeconds, category ?? ''),
		...(components
			? addKeepHint(
					validateDefinition(components, category ?? '', createContentLabels(reader)),
					reader,
				)
			: []),
		...(isEmpty
			? [
					{
						field: 'Content',
						problem:
							"changes nothing; choose 'Fields' or 'Components (JSON)', or change 'Category' or 'Time to Live (Seconds)'",
					},
				]
			: []),
	]);
	return run.createApiCall('template', 'edit', { ...named, category, components, ttlSeconds });
}
