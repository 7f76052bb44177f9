import type { IDataObject } from 'n8n-workflow';
import type { EventTemplate } from '../../core/event';
import { asNonEmptyText, asObject, getOwn } from '../../core/parse';
import { parseTimestamp } from '../../core/toIsoTimestamp';

type Change = Pick<EventTemplate, 'change' | 'previous' | 'current' | 'reason' | 'effectiveAt'>;

function toText(value: unknown): string | null {
	const text = asNonEmptyText(value) ?? null;
	return text === 'NONE' ? null : text;
}

function toTime(value: unknown): string | null {
	return parseTimestamp(value) ?? asNonEmptyText(value) ?? null;
}

const NO_CHANGE = { previous: null, current: null, reason: null, effectiveAt: null };

/** A category that WhatsApp will change, or thinks wrong. */
function toWarning(category: unknown, correct: unknown, at?: unknown): Change {
	const [previous, current] = [toText(category), toText(correct)];
	return { ...NO_CHANGE, change: 'categoryWarning', previous, current, effectiveAt: toTime(at) };
}

/** What each field of a template's webhooks says. Source: Meta, webhooks reference. */
const CHANGES: Readonly<Record<string, (value: IDataObject) => Change>> = {
	message_template_status_update: ({ event, reason, ...more }) => {
		const [rejection, other] = [asObject(more.rejection_info), asObject(more.other_info)];
		return {
			...NO_CHANGE,
			change: 'status',
			current: toText(event)?.toLowerCase() ?? null,
			reason:
				toText(reason) ??
				toText(rejection.reason) ??
				toText(other.description) ??
				toText(other.title),
			effectiveAt: toTime(asObject(more.disable_info).disable_date),
		};
	},
	message_template_quality_update: ({ previous_quality_score, new_quality_score }) => ({
		...NO_CHANGE,
		change: 'quality',
		previous: toText(previous_quality_score),
		current: toText(new_quality_score),
	}),
	message_template_components_update: () => ({ ...NO_CHANGE, change: 'content' }),
	template_category_update: (value) =>
		value.correct_category === undefined
			? {
					...NO_CHANGE,
					change: 'category',
					previous: toText(value.previous_category),
					current: toText(value.new_category),
				}
			: toWarning(value.new_category, value.correct_category, value.category_update_timestamp),
	template_correct_category_detection: ({ category, correct_category: correct }) =>
		toWarning(category, correct),
};

/** Which template changed, and how; undefined for a field that says neither. */
export function parseTemplateChange(field: string, value: IDataObject): EventTemplate | undefined {
	const parse = getOwn(CHANGES, field);
	if (!parse) return undefined;
	return {
		id: asNonEmptyText(value.message_template_id) ?? null,
		name: asNonEmptyText(value.message_template_name) ?? null,
		language: asNonEmptyText(value.message_template_language) ?? null,
		...parse(value),
	};
}
