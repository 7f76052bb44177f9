import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { buildBodyComponent, validateValues } from '../../messages/template/values';
import type { OutboundMessage } from '../../messages/types';
import { getProvidersWith } from '../../providers';
import { textIn } from '../parameterReader';
import { InvalidInputError } from '../../core/errors';

const nameAndLanguageProviders = getProvidersWith(
	({ templates }) => templates === 'nameAndLanguage',
);

/** What to do when the provider says that the customer has not written within 24 hours. */
export const outsideWindowFields: INodeProperties[] = [
	{
		displayName: 'Outside the 24-Hour Window',
		name: 'outsideWindow',
		type: 'options',
		options: [
			{
				name: 'Fail',
				value: 'fail',
				description: 'The item fails with code 131047 or 470 if the provider reports it right away',
			},
			{
				name: 'Send Template Instead',
				value: 'template',
				description:
					'Only works if the provider reports it right away. 360dialog’s Cloud API reports it later, in a delivery receipt with status failed.',
			},
		],
		default: 'fail',
		description: 'What to do if the customer hasn’t messaged you within the last 24 hours',
		displayOptions: { show: { '/provider': nameAndLanguageProviders } },
	},
	{
		displayName: 'Outside Window Template',
		name: 'outsideWindowTemplate',
		type: 'string',
		default: '',
		placeholder: 'e.g. order_shipped|en_US',
		description: 'Name and language of the approved template to send instead',
		displayOptions: {
			show: { '/provider': nameAndLanguageProviders, outsideWindow: ['template'] },
		},
	},
	{
		displayName: 'Outside Window Values',
		name: 'outsideWindowValues',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add value' },
		default: [],
		placeholder: 'e.g. Ana',
		description: 'Values for {{1}}, {{2}}, and so on in the template’s text, in order',
		displayOptions: {
			show: { '/provider': nameAndLanguageProviders, outsideWindow: ['template'] },
		},
	},
];

/** The template that stands in for a message; nothing when the user chose to fail. */
export function getWindowFallback(options: IDataObject): Pick<OutboundMessage, 'outsideWindow'> {
	if (options.outsideWindow !== 'template') return {};
	const [name, language = ''] = textIn(options.outsideWindowTemplate).split('|');
	const given = options.outsideWindowValues ?? [];
	const texts: unknown[] = Array.isArray(given) ? given : [given];
	const values = texts.map((text) => ({ name: '', text: textIn(text) }));
	const violations = validateValues(values).map((violation) => ({
		...violation,
		field: 'Outside Window Values',
	}));
	if (name.trim() === '' || language.trim() === '') {
		violations.unshift({
			field: 'Outside Window Template',
			problem: "needs a name and a language, e.g. 'order_shipped|en_US'",
		});
	}
	if (violations.length > 0) throw InvalidInputError.fromViolations(violations);
	const body = buildBodyComponent(values);
	return {
		outsideWindow: {
			type: 'template',
			name: name.trim(),
			language: language.trim(),
			components: body ? [body] : [],
		},
	};
}
