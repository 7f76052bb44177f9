import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { tidyText } from '../../messages/template/parameterTexts';
import { buildBodyComponent, validateValues } from '../../messages/template/values';
import type { OutboundMessage } from '../../messages/types';
import { getProvidersWith } from '../../providers';
import { withNotes } from '../fields/providerTexts';
import type { ParameterReader } from '../parameterReader';
import { parseTemplateKey } from '../../messages/template/templateKey';
import { directSendProviders } from './directSend';
import { createTidyValuesField, isTidy } from './template/tidyValues';

const nameAndLanguageProviders = getProvidersWith(
	({ templates }) => templates === 'nameAndLanguage',
);

const fail = {
	name: 'Fail',
	value: 'fail',
	description:
		'The item fails with code 131047 or 470 if the provider reports it right away. If the provider only reports it later, in a delivery receipt with status failed, the item succeeds.',
};

const utility = {
	name: 'Send as Utility Message',
	value: 'utility',
	description:
		'Sends each message as a utility message (Direct Send), inside the window too, because the provider reports a closed window too late to choose. Only for messages that WhatsApp counts as utility, such as an order update.',
};

const template = {
	name: 'Send Template Instead',
	value: 'template',
	description: 'Only works if the provider reports it right away',
};

const createOutsideWindowField = (
	options: INodePropertyOptions[],
	providers: string[],
	only: INodeProperties['displayOptions'] = {},
): INodeProperties => ({
	displayName: 'Outside the 24-Hour Window',
	name: 'outsideWindow',
	type: 'options',
	options,
	default: 'fail',
	description: withNotes(
		'outsideWindow',
		'What to do if the customer hasn’t messaged you within the last 24 hours.',
	),
	displayOptions: { ...only, show: { ...only.show, '/provider': providers } },
});

const templateFields: INodeProperties[] = [
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
	createTidyValuesField({ '/provider': nameAndLanguageProviders, outsideWindow: ['template'] }),
];

/** What to do if the customer has not written within 24 hours. */
export const outsideWindowFields: INodeProperties[] = [
	createOutsideWindowField([fail, template], nameAndLanguageProviders),
	...templateFields,
];

/**
 * The same for messages that can be utility messages, where the provider has those.
 * @param types where only some types of the message can
 */
export const createOutsideWindowFieldsWithUtility = (
	types?: Record<string, string[]>,
): INodeProperties[] => [
	createOutsideWindowField([fail, utility, template], directSendProviders, { show: types }),
	...(types
		? [createOutsideWindowField([fail, template], directSendProviders, { hide: types })]
		: []),
	createOutsideWindowField(
		[fail, template],
		nameAndLanguageProviders.filter((name) => !directSendProviders.includes(name)),
	),
	...templateFields,
];

/**
 * The template that is sent instead of a message; nothing if the user chose to fail. Its values are
 * only judged when it is needed: what is wrong with them does not keep the message itself back.
 */
export function readWindowFallback(
	options: ParameterReader,
): Pick<OutboundMessage, 'outsideWindow'> {
	if (options.option('outsideWindow', 'fail') !== 'template') return {};
	const fallback = options.fork();
	const { name, language } = parseTemplateKey(fallback.text('outsideWindowTemplate'));
	const tidy = isTidy(fallback);
	const values = fallback
		.texts('outsideWindowValues')
		.map((text) => ({ name: '', text: tidy ? tidyText(text) : text }));
	if (name === '' || language === '') {
		fallback.addViolation(
			'outsideWindowTemplate',
			"needs a name and a language, e.g. 'order_shipped|en_US'",
		);
	}
	if (fallback.violations.length === 0) {
		for (const { problem } of validateValues(values)) {
			fallback.addViolation('outsideWindowValues', problem);
		}
	}
	const body = buildBodyComponent(values);
	const { violations } = fallback;
	return {
		outsideWindow: {
			type: 'template',
			name,
			language,
			components: body ? [body] : [],
			...(violations.length > 0 ? { violations } : {}),
		},
	};
}
