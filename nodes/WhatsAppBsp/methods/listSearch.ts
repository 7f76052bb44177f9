import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { partOfType } from '../messages/template/definition';
import { accountTemplates } from './templates';

/** Every approved template, by name; the filter is looked for in its name, language and text. */
export async function searchTemplates(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const wanted = filter.trim().toLowerCase();
	const results = (await accountTemplates(this))
		.filter(({ status }) => status === 'approved')
		.map(({ name, language, parts }) => ({
			name: `${name} (${language})`,
			value: `${name}|${language}`,
			description: partOfType(parts, 'BODY')?.text ?? '',
		}))
		.filter(({ name, description }) => `${name}\n${description}`.toLowerCase().includes(wanted))
		.sort((a, b) => a.name.localeCompare(b.name));
	return { results };
}
