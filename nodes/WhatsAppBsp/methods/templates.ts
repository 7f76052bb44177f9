import { NodeApiError, type ILoadOptionsFunctions, type JsonObject } from 'n8n-workflow';
import type { TemplateDefinition } from '../messages/template/parseTemplate';
import { PROVIDERS, type ProviderName } from '../providers';
import type { Provider } from '../providers/provider';
import { runApiCall } from '../transport/apiCall';

/** The provider that is chosen in the editor, which leaves defaults out of what it hands over. */
function getProvider(context: ILoadOptionsFunctions): Provider {
	return PROVIDERS[context.getNodeParameter('provider') as ProviderName];
}

/**
 * The account's templates, as the editor's lists need them: downloaded each time, because nobody
 * tells the editor when one was approved.
 */
export async function loadTemplates(context: ILoadOptionsFunctions): Promise<TemplateDefinition[]> {
	const { templates, credential, displayName } = getProvider(context);
	if (!templates) return [];
	const account = await context.getCredentials(credential);
	const answer = await runApiCall(context, credential, templates.list(), account);
	if ('result' in answer) return answer.result;
	const { title, advice } = answer.error;
	throw new NodeApiError(context.getNode(), { message: title } as JsonObject, {
		message: `Couldn’t load the templates from ${displayName}: ${title}`,
		description: advice,
	});
}
