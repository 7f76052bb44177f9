import { validateText } from '../../core/validation';
import { INTERACTIVE_LIMITS } from './shared';
import type { Violation } from '../../core/validation';

/** A title is needed only to tell several sections apart. */
export function validateSectionTitles(sections: Array<{ title: string }>): Violation[] {
	return sections.flatMap(({ title }, i) =>
		validateText(`Section ${i + 1}: Title`, title, INTERACTIVE_LIMITS.sectionTitle, {
			required: sections.length > 1,
		}),
	);
}
