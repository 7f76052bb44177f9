import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { findComponent } from '../messages/template/parseTemplate';
import { loadTemplates } from './templates';

/** Every approved template, by name; the filter is looked for in its name, language and text. */
export async function searchTemplates(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const wanted = filter.trim().toLowerCase();
	const results = (await loadTemplates(this))
		.filter(({ status }) => status === 'approved')
		.map(({ name, language, components }) => ({
			name: `${name} (${language})`,
			value: `${name}|${language}`,
			description: findComponent(components, 'BODY')?.text ?? '',
		}))
		.filter(({ name, description }) => `${name}\n${description}`.toLowerCase().includes(wanted))
		.sort((a, b) => a.name.localeCompare(b.name));
	return { results };
}
