import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { bodyComponent, checkValues } from '../../messages/template/values';
import type { OutboundMessage } from '../../messages/types';
import { providersWith } from '../../providers';
import { InvalidInput } from '../../transport/errors';
import { textIn } from '../plain';

const named = providersWith(({ templates }) => templates === 'nameAndLanguage');

/** What to do when the provider says that the customer has not written within 24 hours. */
export const outsideWindowFields: INodeProperties[] = [
	{
		displayName: 'Outside the 24-Hour Window',
		name: 'outsideWindow',
		type: 'options',
		options: [
			{ name: 'Fail', value: 'fail', description: 'The item fails with code 131047 or 470' },
			{
				name: 'Send Template Instead',
				value: 'template',
				description:
					'Only where the provider says so when it is asked to send; 360dialog’s Cloud API says it later, in a failed status',
			},
		],
		default: 'fail',
		description: 'What to do for a customer who has not written lately',
		displayOptions: { show: { '/provider': named } },
	},
	{
		displayName: 'Outside Window Template',
		name: 'outsideWindowTemplate',
		type: 'string',
		default: '',
		placeholder: 'e.g. order_shipped|en_US',
		description: 'Name and language of the approved template that is sent outside the window',
		displayOptions: { show: { '/provider': named, outsideWindow: ['template'] } },
	},
	{
		displayName: 'Outside Window Values',
		name: 'outsideWindowValues',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Value' },
		default: [],
		placeholder: 'e.g. Ana',
		description: 'Values for {{1}}, {{2}} and so on of the template’s text, in this order',
		displayOptions: { show: { '/provider': named, outsideWindow: ['template'] } },
	},
];

/** The template that stands in for a message; nothing when the user chose to fail. */
export function outsideWindowOf(options: IDataObject): Pick<OutboundMessage, 'outsideWindow'> {
	if (options.outsideWindow !== 'template') return {};
	const [name, language = ''] = textIn(options.outsideWindowTemplate).split('|');
	const given = options.outsideWindowValues ?? [];
	const texts: unknown[] = Array.isArray(given) ? given : [given];
	const values = texts.map((text) => ({ name: '', text: textIn(text) }));
	const violations = checkValues(values).map((violation) => ({
		...violation,
		field: 'Outside Window Values',
	}));
	if (name.trim() === '' || language.trim() === '') {
		violations.unshift({
			field: 'Outside Window Template',
			problem: "needs name and language, e.g. 'order_shipped|en_US'",
		});
	}
	if (violations.length > 0) throw InvalidInput.fromViolations(violations);
	const body = bodyComponent(values);
	return {
		outsideWindow: {
			type: 'template',
			name: name.trim(),
			language: language.trim(),
			components: body ? [body] : [],
		},
	};
}
