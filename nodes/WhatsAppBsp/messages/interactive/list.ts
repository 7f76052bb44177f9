import { validateText } from '../../core/validation';
import { validateCount, validateSectionTitles, validateUnique, INTERACTIVE_LIMITS } from './shared';
import type { InteractiveRules } from './types';
import type { Violation } from '../../core/validation';

export interface ListRow {
	id: string;
	title: string;
	description?: string;
}

export interface ListSection {
	/** Needed where there are several sections. */
	title: string;
	rows: ListRow[];
}

export interface List {
	type: 'list';
	/** Label of the button that opens the list. */
	buttonText: string;
	sections: ListSection[];
}

/** Code points of a row, and how many of each; rows are counted over all sections. */
const ROW = { id: 200, title: 24, description: 72 };
export const LIST_LIMITS = { sections: 10, rows: 10 };

function validateRows(sections: ListSection[]): Violation[] {
	const rows = sections.flatMap((section, s) =>
		section.rows.map((row, r) => ({ ...row, at: `Section ${s + 1}, Row ${r + 1}` })),
	);
	return [
		...(rows.length > LIST_LIMITS.rows
			? [
					{
						field: 'Sections',
						problem: `has ${rows.length} rows in total; the maximum is ${LIST_LIMITS.rows}`,
					},
				]
			: []),
		...rows.flatMap(({ at, id, title, description = '' }) => [
			...validateText(`${at}: Title`, title, { limit: ROW.title }),
			...validateText(`${at}: Description`, description, {
				limit: ROW.description,
				required: false,
			}),
			...validateText(`${at}: ID`, id, { limit: ROW.id }),
		]),
		...validateUnique(rows.map(({ at, id }) => ({ field: `${at}: ID`, value: id }))),
	];
}

/** Source: Meta, "Interactive list messages". */
export const list: InteractiveRules<List> = {
	apiType: 'list',
	header: 'text',
	body: { limit: INTERACTIVE_LIMITS.listBody, required: true },
	footer: true,
	validate: ({ buttonText, sections }) => [
		...validateText('Button Text', buttonText, { limit: INTERACTIVE_LIMITS.buttonTitle }),
		...validateCount('Sections', sections.length, {
			min: 1,
			max: LIST_LIMITS.sections,
			of: 'sections',
		}),
		...validateSectionTitles(sections),
		...sections.flatMap(({ rows }, s) =>
			rows.length > 0
				? []
				: [{ field: `Section ${s + 1}: Rows`, problem: 'is empty; add at least one row' }],
		),
		...validateRows(sections),
	],
	action: ({ buttonText, sections }) => ({
		button: buttonText,
		sections: sections.map(({ title, rows }) => ({
			...(title ? { title } : {}),
			rows: rows.map(({ id, title: rowTitle, description }) => ({
				id,
				title: rowTitle,
				...(description ? { description } : {}),
			})),
		})),
	}),
};
