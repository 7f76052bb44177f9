import type { ListSection } from '../../../messages/interactive/list';
import { addIds } from '../../../messages/interactive/shared';
import { buttonTextField } from './button';
import { textIn, wordIn } from '../../parameterReader';
import { entriesField, toEntries, type InteractiveForm } from './form';

export const list: InteractiveForm<'list'> = {
	name: 'List',
	description: 'A button that opens a list of up to 10 rows to choose from',
	fields: [
		{
			...buttonTextField,
			placeholder: 'e.g. See times',
			description: 'Label of the button that opens the list, up to 20 characters',
		},
		entriesField(
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
					entriesField(
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
	read: (form) => ({
		type: 'list',
		buttonText: form.text('buttonText'),
		sections: sectionsIn(form.entries('sections.section')),
	}),
};

/** Ids that are made of titles are unique over all sections. */
function sectionsIn(entries: unknown): ListSection[] {
	const sections = toEntries(entries).map(({ title, rows }) => ({
		title: textIn(title),
		rows: toEntries((rows as { row?: unknown } | undefined)?.row),
	}));
	const rows = addIds(
		sections.flatMap((section) =>
			section.rows.map(({ id, title, description }) => ({
				id: wordIn(id),
				title: textIn(title),
				...(textIn(description) === '' ? {} : { description: textIn(description) }),
			})),
		),
		'row',
	);
	return sections.map((section) => ({
		title: section.title,
		rows: rows.splice(0, section.rows.length),
	}));
}
