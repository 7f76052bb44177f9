import { isObject } from '../../core/parse';
import type { ParameterReader } from '../parameterReader';

/** A template's own, alone in its braces: as an expression, `{{1}}` says nothing, and `{{name}}` is not defined. */
const PLACEHOLDER = /\{\{\s*(?!(?:true|false|null|undefined)\b)(?:\d+|[a-z][a-z\d_]*)\s*\}\}/;

/**
 * n8n's editor makes an expression of a text with braces that is pasted into an empty field, and then evaluates them
 * (seen with 2.39.10): the customer would read "Hi 1", and WhatsApp get a template without placeholders.
 * @param names of the fields that a template's text is entered in, at the top
 */
export function rejectPastedPlaceholders(reader: ParameterReader, names: readonly string[]): void {
	for (const name of names) {
		const [placeholder] = findExpressions(reader.entered(name)).flatMap(
			(text) => PLACEHOLDER.exec(text) ?? [],
		);
		if (placeholder === undefined) continue;
		reader.addViolation(
			name,
			`has an expression with ${placeholder}, which n8n replaces before the node gets it; switch that field from Expression to Fixed`,
		);
	}
}

function findExpressions(entered: unknown): string[] {
	if (typeof entered === 'string') return entered.startsWith('=') ? [entered] : [];
	if (Array.isArray(entered)) return entered.flatMap(findExpressions);
	return isObject(entered) ? Object.values(entered).flatMap(findExpressions) : [];
}
