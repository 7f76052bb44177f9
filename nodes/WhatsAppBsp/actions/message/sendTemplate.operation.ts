import { updateDisplayOptions, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { validateChoice } from '../../core/validation';
import { validateTemplateName } from '../../messages/template/validateTemplate';
import {
	buildBodyComponent,
	validateValues,
	fillApprovedText,
	tidyComponents,
	tidyText,
	type TemplateValue,
} from '../../messages/template/values';
import type { MessageContent } from '../../messages';
import type { TemplateContent } from '../../messages/template';
import { parseArray, assertValid, getTrimmedText } from '../fields';
import type { Outbound, Run } from '../operation';
import { textIn, wordIn } from '../parameterReader';
import { parseNameAndLanguage } from '../template/templateFields';
import { getCommonFields, getOptions } from './commonFields';
import { properties } from './template/templateFields';
import { fillFromFields } from './template/fillFromFields';
import type { Capabilities } from '../../providers/capabilities';

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendTemplate'] } },
	properties,
);

function valuesOf(context: IExecuteFunctions, itemIndex: number, tidy: boolean): TemplateValue[] {
	const values = context.getNodeParameter('templateValues.values', itemIndex, []) as IDataObject[];
	return values.map(({ name, text: entered }) => {
		const text = textIn(entered);
		return { name: textIn(name), text: tidy ? tidyText(text) : text };
	});
}

function isTidy(options: IDataObject): boolean {
	return options.tidyTemplateValues === true;
}

type Named = ReturnType<typeof parseNameAndLanguage>;
type Filling = Pick<TemplateContent, 'components' | 'preview' | 'namespace'>;

/** How a named template is filled, by 'Fill In With'. */
const FILLINGS: Readonly<
	Record<
		string,
		(
			context: IExecuteFunctions,
			i: number,
			named: Named,
			run: Run,
			tidy: boolean,
		) => Promise<Filling>
	>
> = {
	fields: async (context, i, { name, language }, run, tidy) => {
		const definition = await run.getTemplate(name, language);
		const { namespace } = definition;
		return {
			...(await fillFromFields(context, i, definition, tidy)),
			...(namespace ? { namespace } : {}),
		};
	},
	values: async (context, i, _named, _run, tidy) => {
		const values = valuesOf(context, i, tidy);
		assertValid(validateValues(values));
		const body = buildBodyComponent(values);
		return { components: body ? [body] : [] };
	},
	components: async (context, i, _named, _run, tidy) => {
		const components = parseArray<IDataObject>(context.getNodeParameter('components', i));
		if (components) return { components: tidy ? tidyComponents(components) : components };
		assertValid([{ field: 'Components (JSON)', problem: 'must be a JSON array of components' }]);
		return { components: [] };
	},
};

/** How the content comes about, by how the provider names a template. */
const CONTENTS: Record<
	Capabilities['templates'],
	(
		context: IExecuteFunctions,
		i: number,
		run: Run,
		options: IDataObject,
	) => MessageContent | Promise<MessageContent>
> = {
	nameAndLanguage: async (context, i, run, options) => {
		const value = context.getNodeParameter('template', i, '', { extractValue: true });
		const named = parseNameAndLanguage(value);
		assertValid(validateTemplateName(named));
		const input = context.getNodeParameter('templateInput', i, 'values') as string;
		assertValid(validateChoice('Fill In With', input, Object.keys(FILLINGS)));
		const fill = FILLINGS[input];
		return {
			type: 'template',
			...named,
			...(await fill(context, i, named, run, isTidy(options))),
			...(options.namespace ? { namespace: wordIn(options.namespace) } : {}),
		};
	},
	approvedText: (context, i, _run, options) => {
		const wording = textIn(context.getNodeParameter('text', i));
		const { text, violations } = fillApprovedText(wording, valuesOf(context, i, isTidy(options)));
		assertValid(violations);
		return { type: 'approvedText', body: text };
	},
	nameAndText: (context, i) => {
		const templateName = getTrimmedText(context, 'templateName', i);
		if (templateName === '') assertValid([{ field: 'Template Name', problem: 'is empty' }]);
		return {
			type: 'approvedText',
			body: textIn(context.getNodeParameter('text', i)),
			templateName,
		};
	},
};

export async function build(
	this: IExecuteFunctions,
	itemIndex: number,
	run: Run,
): Promise<Outbound> {
	const options = getOptions(this, itemIndex);
	const content = CONTENTS[run.provider.capabilities.templates];
	return {
		kind: 'message',
		message: { content: await content(this, itemIndex, run, options), ...getCommonFields(options) },
	};
}
