import { validateText } from '../limits';
import type { Violation } from '../types';
import { INTERACTIVE_LIMITS } from './shared';

/** A title is needed only to tell several sections apart. */
export function validateSectionTitles(sections: Array<{ title: string }>): Violation[] {
	return sections.flatMap(({ title }, i) =>
		validateText(`Section ${i + 1}: Title`, title, INTERACTIVE_LIMITS.sectionTitle, {
			required: sections.length > 1,
		}),
	);
}
