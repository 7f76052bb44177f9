import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { TemplateDefinition } from '../../../messages/template/parseTemplate';
import { describeNonText, toText } from '../../../core/toText';
import {
	listTemplateFields,
	fillTemplate,
	type FilledTemplate,
} from '../../../messages/template/fill';
import { assertValid } from '../../fields';
import { getInputFile } from '../../binaryInput';
import { parseInTimeZone } from './parseInTimeZone';
import type { MediaSource } from '../../../messages/mediaSource';

const LINK = /^https?:\/\//i;

/** Ids of uploaded media, as Meta gives them. */
const MEDIA_ID = /^\d{5,}$/;

/** A URL, a binary field of the input item, or a media id; what is none of these stays as it is. */
async function parseMediaValue(
	context: IExecuteFunctions,
	itemIndex: number,
	label: string,
	given: unknown,
): Promise<MediaSource | unknown> {
	const text = toText(given)?.trim();
	if (text === undefined) return assertValid([{ field: label, problem: describeNonText(given) }]);
	if (LINK.test(text)) return { link: text };
	const { binary = {} } = context.getInputData()[itemIndex];
	if (Object.prototype.hasOwnProperty.call(binary, text)) {
		return { file: await getInputFile(context, itemIndex, text) };
	}
	return MEDIA_ID.test(text) ? { id: text } : given;
}

/** What the resource mapper holds; a tool or an expression may give the values alone. */
function getMappedValues(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const mapper = context.getNodeParameter('templateFields', itemIndex, {}) as IDataObject;
	return { ...((mapper?.value ?? {}) as IDataObject) };
}

/** The chosen template with the values of 'Template Fields'. */
export async function fillFromFields(
	context: IExecuteFunctions,
	itemIndex: number,
	definition: TemplateDefinition,
	tidy: boolean,
): Promise<FilledTemplate> {
	const given: Record<string, unknown> = getMappedValues(context, itemIndex);
	for (const { id, kind, label } of listTemplateFields(definition)) {
		if (kind === 'media') given[id] = await parseMediaValue(context, itemIndex, label, given[id]);
	}
	const filled = fillTemplate(definition, given, {
		now: Date.now(),
		tidy,
		parseDate: (text) => parseInTimeZone(text, context.getTimezone()),
	});
	if ('components' in filled) return filled;
	assertValid(filled.violations);
	throw new Error('A template with violations is never sent');
}
