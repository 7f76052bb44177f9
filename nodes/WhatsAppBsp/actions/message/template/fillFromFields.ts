import { trimText } from '../../../core/invisible';
import { encodeUrl } from '../../../core/url';
import { describeNonText, toText } from '../../../core/toText';
import {
	listTemplateFields,
	fillTemplate,
	type FilledTemplate,
} from '../../../messages/template/fill';
import type { TemplateDefinition } from '../../../messages/template/parseTemplate';
import type { ParameterReader } from '../../parameterReader';
import { parseInTimeZone } from '../../../core/parseInTimeZone';
import { isTidy } from './tidyValues';

const LINK = /^https?:\/\//i;

/** IDs of uploaded media, as the Cloud API gives them, and the On-Premise API. */
const MEDIA_ID = /^(?:\d{5,}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i;

/** A URL, a file of the input item, or a media ID; what is none of these stays as it is. */
async function parseMediaValue(
	reader: ParameterReader,
	label: string,
	given: unknown,
): Promise<unknown> {
	const found = await reader.findFile(given);
	if (found && 'value' in found) return { file: found.value };
	const entered = toText(given);
	if (found || entered === undefined) {
		const problem = found?.problem ?? describeNonText(given);
		reader.addViolations([{ field: label, problem }]);
		return undefined;
	}
	const text = trimText(entered);
	if (LINK.test(text)) return { link: encodeUrl(text) };
	return MEDIA_ID.test(text) ? { id: text } : given;
}

/** The chosen template with the values of 'Template Fields'. */
export async function fillFromFields(
	reader: ParameterReader,
	definition: TemplateDefinition,
	timeZone: string,
): Promise<FilledTemplate> {
	const given: Record<string, unknown> = reader.mappedValues('templateFields');
	for (const { id, kind, label } of listTemplateFields(definition)) {
		if (kind === 'media') given[id] = await parseMediaValue(reader, label, given[id]);
	}
	const filled = fillTemplate(definition, given, {
		now: Date.now(),
		tidy: isTidy(reader.collection('options')),
		parseDate: (text) => parseInTimeZone(text, timeZone),
	});
	if ('components' in filled) return filled;
	reader.assertValid(filled.violations);
	throw new Error('A template with violations is never sent');
}
