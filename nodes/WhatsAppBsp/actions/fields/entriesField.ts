import type { INodeProperties } from 'n8n-workflow';

/** A collection of entries with a button that adds one. */
export function createEntriesField(
	field: Pick<INodeProperties, 'displayName' | 'name' | 'placeholder' | 'description'>,
	entry: { displayName: string; name: string; values: INodeProperties[] },
): INodeProperties {
	return {
		...field,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		default: {},
		options: [entry],
	};
}
