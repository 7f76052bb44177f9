import type { TemplateDefinition } from '../../messages/template/parseTemplate';
import { toProviderError } from '../shared/errorTable';
import { META_ERRORS } from './errors';
import type { ProviderError } from '../../core/providerError';

/** The code that WhatsApp itself would answer, by the status of the template. */
const REFUSALS: Readonly<Record<string, string>> = { paused: '132015', disabled: '132016' };

const NOT_THERE = '132001';

/** Why WhatsApp would not take a template, known before anything is sent. */
export function getTemplateError(
	name: string,
	language: string,
	definition: TemplateDefinition | undefined,
): ProviderError | undefined {
	if (definition?.status === 'approved') return undefined;
	const code = REFUSALS[definition?.status ?? ''] ?? NOT_THERE;
	const details = definition
		? `${name} (${language}) is ${definition.status || 'not approved'}`
		: `${name} (${language}) isn’t one of the account’s templates`;
	const error = toProviderError(META_ERRORS, code, { details });
	return { ...error, title: `${error.title}: ${details}` };
}
