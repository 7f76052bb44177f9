import type { TemplateDefinition } from '../../messages/template/parseTemplate';
import { isSameTemplate, type TemplateKey } from '../../messages/template/templateKey';
import { toProviderError } from '../shared/errorTable';
import { META_ERRORS } from './errors';
import type { ProviderError } from '../../core/providerError';

/** WhatsApp's code for a template that is not there, or not approved. */
const NOT_AVAILABLE = '132001';

/** Statuses that WhatsApp has a code for. */
const STATUS_CODES: Readonly<Record<string, string>> = { paused: '132015', disabled: '132016' };

/** What to do about a template that is there but not approved. */
const STATUS_ADVICE: Readonly<Record<string, string>> = {
	pending: 'Wait until WhatsApp approves the template, then run the item again.',
	in_appeal: 'Wait until WhatsApp has reviewed the template again, then run the item again.',
	rejected: 'Read the reason in the provider’s portal, change the template, and submit it again.',
};

function getStatusError(definition: TemplateDefinition): ProviderError {
	const { name, language, status, rejectedReason } = definition;
	const details = [`${name} (${language}) is ${status || 'not approved'}`, rejectedReason]
		.filter(Boolean)
		.join(': ');
	const code = STATUS_CODES[status] ?? NOT_AVAILABLE;
	const error = toProviderError(META_ERRORS, code, { details });
	if (code !== NOT_AVAILABLE) return { ...error, title: `${error.title}: ${details}` };
	return {
		...error,
		title: `The template isn’t approved: ${details}`,
		advice: STATUS_ADVICE[status] ?? 'In the provider’s portal, check the template’s status.',
	};
}

/** Why WhatsApp would reject a template that the account doesn’t have. */
export function getMissingTemplateError(
	{ name, language }: TemplateKey,
	templates: readonly TemplateDefinition[],
): ProviderError {
	const languages = templates.filter((each) => each.name === name).map((each) => each.language);
	const details =
		languages.length > 0
			? `${name} doesn’t exist in this language (${language}), but in ${languages.sort().join(', ')}`
			: `${name} (${language}) isn’t one of the account’s templates`;
	const error = toProviderError(META_ERRORS, NOT_AVAILABLE, { details });
	const advice =
		languages.length > 0
			? 'Use one of the languages that the template exists in, or add the language in the provider’s portal.'
			: 'In the provider’s portal, check the template’s name, and that it belongs to this account.';
	return { ...error, title: details, advice };
}

/** Why WhatsApp would reject a template, known before anything is sent. */
export function getTemplateError(
	key: TemplateKey,
	templates: readonly TemplateDefinition[],
): ProviderError | undefined {
	const definition = templates.find((each) => isSameTemplate(each, key));
	if (!definition) return getMissingTemplateError(key, templates);
	return definition.status === 'approved' ? undefined : getStatusError(definition);
}
