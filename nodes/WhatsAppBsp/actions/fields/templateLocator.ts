import type { INodeProperties } from 'n8n-workflow';

/** Validated when it runs: n8n gives a pattern here 250 ms by the clock, which a busy host exceeds. */
const byName = {
	displayName: 'By Name and Language',
	name: 'id',
	type: 'string' as const,
	placeholder: 'e.g. order_shipped|en_US',
	hint: 'Name and language, separated by a vertical bar (|)',
};

/** For providers whose templates can be listed. */
export const templateFromList: INodeProperties = {
	displayName: 'Template',
	name: 'template',
	type: 'resourceLocator',
	required: true,
	description: 'Name and language of an approved template',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a template…',
			typeOptions: { searchListMethod: 'searchTemplates', searchable: true },
		},
		byName,
	],
};

/** The same, whatever the template's status. */
export const anyTemplateFromList: INodeProperties = {
	...templateFromList,
	description: 'Name and language of a template',
	modes: templateFromList.modes?.map((mode) =>
		mode.type === 'list'
			? { ...mode, typeOptions: { ...mode.typeOptions, searchListMethod: 'searchAllTemplates' } }
			: mode,
	),
};

/**
 * For providers that document no list of templates. It has the mode all the same: n8n keeps the mode when the
 * provider is changed, and only a field with several modes lets the user choose another.
 */
export const templateByName: INodeProperties = {
	...templateFromList,
	default: { mode: 'id', value: '' },
	modes: templateFromList.modes?.map((mode) =>
		mode.type === 'list'
			? { ...mode, placeholder: 'No list here. Use By Name and Language.' }
			: mode,
	),
};
