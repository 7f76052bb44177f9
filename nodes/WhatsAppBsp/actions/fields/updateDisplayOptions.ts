import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/**
 * The fields, each shown only where this says so too. As n8n-workflow's function of this name, whose deep
 * merging took a fifth of the time in which n8n loads the nodes.
 */
export function updateDisplayOptions(
	{ show, hide }: Pick<IDisplayOptions, 'hide' | 'show'>,
	properties: readonly INodeProperties[],
): INodeProperties[] {
	return properties.map((property) => {
		const { displayOptions } = property;
		return {
			...property,
			displayOptions: {
				...displayOptions,
				...(show ? { show: { ...displayOptions?.show, ...show } } : {}),
				...(hide ? { hide: { ...displayOptions?.hide, ...hide } } : {}),
			},
		};
	});
}
