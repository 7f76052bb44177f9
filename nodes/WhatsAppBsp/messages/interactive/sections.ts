import { checkText } from '../limits';
import type { Violation } from '../types';
import { LIMITS } from './shared';

/** A title is needed only to tell several sections apart. */
export function checkSectionTitles(sections: Array<{ title: string }>): Violation[] {
	return sections.flatMap(({ title }, i) =>
		checkText(`Section ${i + 1}: Title`, title, LIMITS.sectionTitle, {
			required: sections.length > 1,
		}),
	);
}
