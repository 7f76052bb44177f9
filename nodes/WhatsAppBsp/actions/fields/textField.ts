import type { INodeProperties } from 'n8n-workflow';

/** A field for one text, as collections and lists of entries have many. */
export function createTextField(
	displayName: string,
	name: string,
	placeholder: string,
	description?: string,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'string',
		default: '',
		placeholder,
		...(description ? { description } : {}),
	};
}
