import { updateDisplayOptions, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { checkChoice } from '../../messages/limits';
import { checkTemplateName } from '../../messages/template/check';
import {
	bodyComponent,
	checkValues,
	fillWording,
	type TemplateValue,
} from '../../messages/template/values';
import type { MessageContent, TemplateContent } from '../../messages/types';
import type { Capabilities } from '../../providers/provider';
import { arrayOf, refuse, textOf } from '../fields';
import type { Outbound, Run } from '../operation';
import { textIn, wordIn } from '../plain';
import { nameAndLanguage } from '../template/common.description';
import { envelope, optionsOf } from './common.description';
import { properties } from './template/description';
import { filledFields } from './template/fields';

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendTemplate'] } },
	properties,
);

function valuesOf(context: IExecuteFunctions, itemIndex: number): TemplateValue[] {
	const values = context.getNodeParameter('templateValues.values', itemIndex, []) as IDataObject[];
	return values.map(({ name, text }) => ({ name: textIn(name), text: textIn(text) }));
}

type Named = ReturnType<typeof nameAndLanguage>;
type Filling = Pick<TemplateContent, 'components' | 'preview' | 'namespace'>;

/** How a named template is filled, by 'Fill In With'. */
const FILLINGS: Readonly<
	Record<
		string,
		(context: IExecuteFunctions, i: number, named: Named, run: Run) => Promise<Filling>
	>
> = {
	fields: async (context, i, { name, language }, run) => {
		const definition = await run.template(name, language);
		const { namespace } = definition;
		return {
			...(await filledFields(context, i, definition)),
			...(namespace ? { namespace } : {}),
		};
	},
	values: async (context, i) => {
		const values = valuesOf(context, i);
		refuse(checkValues(values));
		const body = bodyComponent(values);
		return { components: body ? [body] : [] };
	},
	components: async (context, i) => {
		const components = arrayOf<IDataObject>(context.getNodeParameter('components', i));
		if (components) return { components };
		refuse([{ field: 'Components (JSON)', problem: 'must be a JSON array of components' }]);
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
		const named = nameAndLanguage(value);
		refuse(checkTemplateName(named));
		const input = context.getNodeParameter('templateInput', i, 'values') as string;
		refuse(checkChoice('Fill In With', input, Object.keys(FILLINGS)));
		const fill = FILLINGS[input];
		return {
			type: 'template',
			...named,
			...(await fill(context, i, named, run)),
			...(options.namespace ? { namespace: wordIn(options.namespace) } : {}),
		};
	},
	wording: (context, i) => {
		const wording = textIn(context.getNodeParameter('text', i));
		const { text, violations } = fillWording(wording, valuesOf(context, i));
		refuse(violations);
		return { type: 'wording', body: text };
	},
	nameAndText: (context, i) => {
		const templateName = textOf(context, 'templateName', i);
		if (templateName === '') refuse([{ field: 'Template Name', problem: 'is empty' }]);
		return {
			type: 'wording',
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
	const options = optionsOf(this, itemIndex);
	const content = CONTENTS[run.provider.capabilities.templates];
	return {
		kind: 'message',
		message: { content: await content(this, itemIndex, run, options), ...envelope(options) },
	};
}
