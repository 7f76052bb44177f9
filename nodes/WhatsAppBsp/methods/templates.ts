import {
	NodeApiError,
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
	type JsonObject,
} from 'n8n-workflow';
import { compareTexts } from '../core/compareTexts';
import { findComponent, type TemplateDefinition } from '../messages/template/parseTemplate';
import { formatTemplateKey } from '../messages/template/templateKey';
import { getProvider } from '../providers';
import { getAccount } from '../providers/credentials';
import { runApiCall } from '../transport/apiCall';
import { providerRequest } from '../transport/providerRequest';

/**
 * The account's templates, for the editor's lists. They are downloaded each time, because the editor
 * cannot know when one was approved.
 */
export async function loadTemplates(context: ILoadOptionsFunctions): Promise<TemplateDefinition[]> {
	const { templates, credential, displayName } = getProvider(context.getNodeParameter('provider'));
	if (!templates) return [];
	const account = await getAccount(context, credential);
	const response = await runApiCall(
		templates.list(),
		account,
		async (request) => await providerRequest(context, credential, request, account),
	);
	if ('result' in response) return response.result;
	const { title, advice } = response.error;
	throw new NodeApiError(context.getNode(), { message: title } as JsonObject, {
		message: `Couldn’t load the templates from ${displayName}: ${title}`,
		description: advice,
	});
}

/** Templates by name; the filter matches a template's name, language and text. */
function createSearch(isShown: (template: TemplateDefinition) => boolean) {
	return async function (this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
		const wanted = filter.trim().toLowerCase();
		const results = (await loadTemplates(this))
			.filter(isShown)
			.map(({ name, language, components }) => ({
				name: `${name} (${language})`,
				value: formatTemplateKey({ name, language }),
				description: findComponent(components, 'BODY')?.text ?? '',
			}))
			.filter(({ name, description }) => `${name}\n${description}`.toLowerCase().includes(wanted))
			.sort((a, b) => compareTexts(a.name, b.name));
		return { results };
	};
}

/** Those that can be sent. */
export const searchTemplates = createSearch(({ status }) => status === 'approved');

export const searchAllTemplates = createSearch(() => true);
