import { validateText } from '../../../core/validation';
import type { MessageContent } from '../../../messages';
import { fillApprovedText } from '../../../messages/approvedText';
import type { TemplateContent } from '../../../messages/template';
import { tidyComponents, tidyText } from '../../../messages/template/parameterTexts';
import { renderTemplate } from '../../../messages/template/renderTemplate';
import { validateTemplateKey } from '../../../messages/template/validateTemplateKey';
import {
	buildBodyComponent,
	validateValues,
	type TemplateValue,
} from '../../../messages/template/values';
import type { Capabilities } from '../../../providers/capabilities';
import type { ParameterReader } from '../../parameterReader';
import { UNREADABLE } from '../../parameters/values';
import type { RunContext } from '../../runContext';
import { parseTemplateKey, type TemplateKey } from '../../../messages/template/templateKey';
import { fillFromFields } from './fillFromFields';
import { rejectPastedPlaceholders } from '../../parameters/pastedPlaceholders';
import { isTidy } from './tidyValues';

function readValues(reader: ParameterReader): TemplateValue[] {
	const tidy = isTidy(reader.collection('options'));
	return reader.entries('templateValues.values').map((value) => {
		const text = value.text('text', UNREADABLE);
		return { name: value.trimmedText('name'), text: tidy ? tidyText(text) : text };
	});
}

type Filling = Pick<TemplateContent, 'components' | 'preview'>;
type FillMethod = 'fields' | 'values' | 'components';

/** How a named template is filled, by 'Fill In With'. */
const FILLINGS: Readonly<
	Record<
		FillMethod,
		(reader: ParameterReader, key: TemplateKey, run: RunContext) => Filling | Promise<Filling>
	>
> = {
	fields: async (reader, key, run) => {
		const definition = await run.getTemplate(key);
		return await fillFromFields(reader, definition, run.context.getTimezone());
	},
	values: (reader) => {
		const values = readValues(reader);
		reader.assertValid(validateValues(values));
		const body = buildBodyComponent(values);
		return { components: body ? [body] : [] };
	},
	components: (reader) => {
		const components = reader.jsonObjects('components') ?? [];
		return {
			components: isTidy(reader.collection('options')) ? tidyComponents(components) : components,
		};
	},
};

/** Only a dry run shows it, and only there is it worth downloading the template. */
async function findPreview(
	reader: ParameterReader,
	key: TemplateKey,
	{ components, preview }: Filling,
	run: RunContext,
): Promise<Pick<Filling, 'preview'>> {
	const isWanted = preview === undefined && reader.collection('options').boolean('dryRun', false);
	const definition = isWanted ? await run.findTemplate(key) : undefined;
	return definition ? { preview: renderTemplate(definition, components) } : {};
}

/** How the content is read, by how the provider identifies a template. */
const CONTENTS: Record<
	Capabilities['templates'],
	(reader: ParameterReader, run: RunContext) => MessageContent | Promise<MessageContent>
> = {
	nameAndLanguage: async (reader, run) => {
		const key = parseTemplateKey(reader.text('template'));
		const { templateList } = run.provider.capabilities;
		const fillMethod = reader.option<FillMethod>(
			'templateInput',
			templateList ? 'fields' : 'values',
		);
		const namespace = reader.collection('options').trimmedText('namespace');
		reader.assertValid(validateTemplateKey(key));
		const filling = await FILLINGS[fillMethod](reader, key, run);
		return {
			type: 'template',
			...key,
			...(await findPreview(reader, key, filling, run)),
			...filling,
			...(namespace ? { namespace } : {}),
		};
	},
	approvedText: (reader) => {
		rejectPastedPlaceholders(reader, ['text']);
		// The provider compares character by character.
		const approved = reader.text('text').trim().replace(/\r\n?/g, '\n');
		const { text, violations } = fillApprovedText(approved, readValues(reader));
		// Without a text, none of the values is in it.
		if (approved !== '') reader.addViolations(violations);
		return { type: 'approvedText', body: text };
	},
	nameAndText: (reader) => {
		const templateName = reader.trimmedText('templateName');
		// Often a one-time password alone.
		const body = reader.trimmedText('text');
		reader.addViolations(validateText('Template Name', templateName));
		return { type: 'approvedText', body, templateName };
	},
};

export async function readTemplateContent(
	reader: ParameterReader,
	run: RunContext,
): Promise<MessageContent> {
	return await CONTENTS[run.provider.capabilities.templates](reader, run);
}
