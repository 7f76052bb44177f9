import type {
	FieldType,
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { parseTemplateKey } from '../messages/template/templateKey';
import { toText } from '../core/toText';
import { countCodePoints } from '../core/validation';
import { findComponent, type TemplateDefinition } from '../messages/template/parseTemplate';
import type { FieldKind, TemplateField } from '../messages/template/fields';
import { listTemplateFields } from '../messages/template/fill';
import { loadTemplates } from './templates';

/** The editor's type for each kind of value. */
const TYPES: Readonly<Record<FieldKind, FieldType>> = {
	text: 'string',
	urlSuffix: 'string',
	media: 'string',
	products: 'string',
	number: 'number',
	time: 'dateTime',
	json: 'object',
};

/** Characters that n8n shows of a field's name; the rest is cut off. */
const MAX_LABEL = 29;
/** Fewer characters of an example tell nothing. */
const MIN_EXAMPLE = 3;

/** The field's name, with as much of its example as fits. */
function getFieldLabel({ label, example }: TemplateField): string {
	if (!example) return label;
	const whole = `${label}, e.g. ${example}`;
	if (countCodePoints(whole) <= MAX_LABEL) return whole;
	const room = MAX_LABEL - countCodePoints(`${label}, e.g. …`);
	return room < MIN_EXAMPLE ? label : `${label}, e.g. ${[...example].slice(0, room).join('')}…`;
}

function toMapperField(field: TemplateField): ResourceMapperField {
	const { id, kind, required } = field;
	return {
		id,
		displayName: getFieldLabel(field),
		type: TYPES[kind],
		required,
		display: true,
		defaultMatch: false,
		canBeUsedToMatch: false,
	};
}

/** The template's own text, shown while its fields are filled in. */
function createTextPreview({ components }: TemplateDefinition): ResourceMapperField[] {
	const text = findComponent(components, 'BODY')?.text;
	if (!text) return [];
	return [
		{
			id: 'template_text',
			displayName: 'Template Text',
			type: 'string',
			required: false,
			display: true,
			defaultMatch: false,
			canBeUsedToMatch: false,
			readOnly: true,
			defaultValue: text,
		},
	];
}

/** The node puts its own into the buttons whose tap it waits for. */
const QUICK_REPLY_PAYLOAD = /^button_\d+_payload$/;

function isAnsweredByButton(context: ILoadOptionsFunctions): boolean {
	return (
		context.getNodeParameter('operation', '') === 'sendAndWait' &&
		context.getNodeParameter('responseType', '') === 'template'
	);
}

/** The fields of the template that is chosen. */
export async function getTemplateFields(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const chosen = this.getNodeParameter('template', '', { extractValue: true });
	const { name, language } = parseTemplateKey(toText(chosen) ?? '');
	if (name === '') return { fields: [] };
	const templates = (await loadTemplates(this)).filter((template) => template.name === name);
	const definition = templates.find((template) => template.language === language);
	if (!definition) {
		const others = templates.map((template) => template.language).join(', ');
		const hint = others ? `. It exists in ${others}` : '';
		const emptyFieldsNotice = `The account has no template '${name}' in language '${language}'${hint}`;
		return { fields: [], emptyFieldsNotice };
	}
	const fields = listTemplateFields(definition).filter(
		({ id }) => !(isAnsweredByButton(this) && QUICK_REPLY_PAYLOAD.test(id)),
	);
	return fields.length === 0
		? { fields: [], emptyFieldsNotice: 'This template has no fields to fill in' }
		: { fields: [...createTextPreview(definition), ...fields.map(toMapperField)] };
}
