import type { ListSection } from '../../../messages/interactive/list';
import { addIds } from '../../../messages/interactive/shared';
import { buttonTextField } from './button';
import { createEntriesField } from '../../fields/entriesField';
import type { ParameterReader } from '../../parameterReader';
import type { InteractiveFields } from './fields';

export const list: InteractiveFields<'list'> = {
	name: 'List',
	description: 'A button that opens a list of up to 10 rows to choose from',
	fields: [
		{
			...buttonTextField,
			placeholder: 'e.g. See times',
			description: 'Label of the button that opens the list, up to 20 characters',
		},
		createEntriesField(
			{
				displayName: 'Sections',
				name: 'sections',
				placeholder: 'Add section',
				description: 'Up to 10 rows in total, in up to 10 sections',
			},
			{
				displayName: 'Section',
				name: 'section',
				values: [
					{
						displayName: 'Title',
						name: 'title',
						type: 'string',
						default: '',
						placeholder: 'e.g. Morning',
						description: 'Up to 24 characters. Required if there are several sections.',
					},
					createEntriesField(
						{ displayName: 'Rows', name: 'rows', placeholder: 'Add row' },
						{
							displayName: 'Row',
							name: 'row',
							values: [
								{
									displayName: 'Title',
									name: 'title',
									type: 'string',
									default: '',
									required: true,
									placeholder: 'e.g. 09:30',
									description: 'Up to 24 characters',
								},
								{
									displayName: 'Description',
									name: 'description',
									type: 'string',
									default: '',
									placeholder: 'e.g. With Dr. Tan, 20 minutes',
									description: 'Up to 72 characters',
								},
								{
									displayName: 'ID',
									name: 'id',
									type: 'string',
									default: '',
									placeholder: 'e.g. slot-0930',
									description:
										'ID returned when the customer selects the row. If empty, it’s generated from the title.',
								},
							],
						},
					),
				],
			},
		),
	],
	read: (reader) => ({
		type: 'list',
		buttonText: reader.text('buttonText'),
		sections: readSections(reader),
	}),
};

/** IDs that are generated from titles are unique over all sections. */
function readSections(reader: ParameterReader): ListSection[] {
	const sections = reader.entries('sections.section').map((section) => ({
		title: section.text('title'),
		rows: section.entries('rows.row').map(readRow),
	}));
	const rows = addIds(
		sections.flatMap((section) => section.rows),
		'row',
	);
	return sections.map(({ title, rows: { length } }) => ({ title, rows: rows.splice(0, length) }));
}

function readRow(row: ParameterReader) {
	const description = row.text('description');
	return {
		id: row.trimmedText('id'),
		title: row.text('title'),
		...(description === '' ? {} : { description }),
	};
}
