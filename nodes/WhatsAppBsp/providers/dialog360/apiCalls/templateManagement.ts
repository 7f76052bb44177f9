import type { IDataObject } from 'n8n-workflow';
import { asArray, asNumber, asObject, asObjects, asText } from '../../../core/parse';
import { parseTimestamp } from '../../../core/toIsoTimestamp';
import { parseTemplate, type TemplateDefinition } from '../../../messages/template/parseTemplate';
import {
	formatTemplateKey,
	isSameTemplate,
	type TemplateKey,
} from '../../../messages/template/templateKey';
import { chainApiCall, mapApiCall, type ApiCall, type ApiCallInputs } from '../../apiCalls';
import { getMissingTemplateError } from '../../cloudApi/templates';
import { createRejection } from '../../shared/response';
import { getBaseUrl } from '../urls';
import { cloudApiOnly, parseConfirmation, readObject } from './shared';
import { withUploads } from './exampleUploads';

/**
 * Calls in Meta's own form, which only numbers on the Cloud API have. Source: 360dialog, API reference,
 * "Templates" (library) and "Marketing Messages" (analytics). Assumption: editing and deleting by ID
 * have Meta's paths, as public clients of 360dialog use them.
 */
const MAX_PAGE = 100;

/** Every entry of a list in Meta's form, or as many as are wanted. */
function listPages<Entry>(
	path: string,
	qs: Record<string, string>,
	toEntries: (row: IDataObject) => Entry[],
	isEnough: (soFar: Entry[]) => boolean = () => false,
	soFar: Entry[] = [],
): ApiCall<Entry[]> {
	return {
		buildRequest: cloudApiOnly((account) => ({
			method: 'GET',
			url: `${getBaseUrl(account)}${path}`,
			qs,
		})),
		parseResponse: (response) =>
			readObject(response, ({ data, paging }) => {
				const all = [...soFar, ...asObjects(data).flatMap(toEntries)];
				const { next, cursors } = asObject(paging);
				const after = asText(asObject(cursors).after);
				return next && after && after !== qs.after && !isEnough(all)
					? { next: listPages(path, { ...qs, after }, toEntries, isEnough, all) }
					: { result: all };
			}),
	};
}

/** Meta's ID of one language of a template, and then the call that needs it. */
function withTemplate(
	key: TemplateKey,
	toCall: (template: TemplateDefinition, id: string) => ApiCall,
): ApiCall {
	const list = listPages(
		'/message_templates',
		{ name: key.name, limit: String(MAX_PAGE) },
		(row) => {
			const template = parseTemplate(row);
			return template?.id ? [template] : [];
		},
	);
	return chainApiCall(list, (all) => {
		const found = all.find((each) => isSameTemplate(each, key));
		if (found?.id) return { next: toCall(found, found.id) };
		return { accepted: false, error: getMissingTemplateError(key, all) };
	});
}

function toKeyFields({ name, language }: TemplateKey) {
	return { template: formatTemplateKey({ name, language }), name, language };
}

const UNCHANGED = createRejection({
	code: 'invalid-input',
	title: 'The template has this category already, and nothing else is to change',
	category: 'parameter',
	advice: 'Nothing was changed. Choose another category, or change the content.',
});

export function edit(input: ApiCallInputs['template']['edit']): ApiCall {
	const { components, category, ttlSeconds } = input;
	return withTemplate(input, (template, id) =>
		withUploads(components ?? [], (uploaded) => {
			// WhatsApp rejects the category of an approved template, even if it stays the same.
			const isChanged = category !== undefined && category !== template.category;
			const body = {
				...(isChanged ? { category } : {}),
				...(components ? { components: uploaded } : {}),
				...(ttlSeconds === undefined ? {} : { message_send_ttl_seconds: ttlSeconds }),
			};
			return {
				buildRequest: (account) =>
					Object.keys(body).length === 0
						? UNCHANGED
						: {
								method: 'POST',
								url: `${getBaseUrl(account)}/message_templates/${encodeURIComponent(id)}`,
								body,
							},
				parseResponse: parseConfirmation({ edited: true, id, ...toKeyFields(template) }),
			};
		}),
	);
}

/** One language of a name. */
export function deleteLanguage(input: TemplateKey): ApiCall {
	return withTemplate(input, ({ name, language }, id) => ({
		buildRequest: cloudApiOnly((account) => ({
			method: 'DELETE',
			url: `${getBaseUrl(account)}/message_templates`,
			qs: { hsm_id: id, name },
		})),
		parseResponse: parseConfirmation({ deleted: true, name, language }),
	}));
}

function toLibraryItem(row: IDataObject): IDataObject[] {
	const text = (name: string) => asText(row[name]) ?? null;
	return [
		{
			name: text('name'),
			language: text('language'),
			category: text('category'),
			topic: text('topic'),
			useCase: text('usecase'),
			industries: asArray(row.industry),
			header: text('header'),
			text: text('body'),
			examples: asArray(row.body_params),
			buttons: asObjects(row.buttons),
		} as IDataObject,
	];
}

export function getLibrary(input: ApiCallInputs['template']['getLibrary']): ApiCall {
	const { limit, ...filters } = input;
	const qs = { ...filters, limit: String(Math.min(limit ?? MAX_PAGE, MAX_PAGE)) };
	const isEnough = (all: IDataObject[]) => limit !== undefined && all.length >= limit;
	return mapApiCall(listPages('/message_template_library', qs, toLibraryItem, isEnough), (all) => ({
		json: all.slice(0, limit),
	}));
}

/** Assumption: parameters and response are those of Meta's "Template analytics". */
export function getAnalytics(input: ApiCallInputs['template']['getAnalytics']): ApiCall {
	const { start, end } = input;
	return withTemplate(input, (template, id) => {
		const qs = {
			start: String(Math.floor(start / 1000)),
			end: String(Math.floor(end / 1000)),
			granularity: 'DAILY',
			template_ids: JSON.stringify([id]),
		};
		const points = listPages('/marketing/template_analytics', qs, (row) =>
			asObjects(row.data_points),
		);
		return mapApiCall(points, (all) => ({
			json: all.map((point) => ({
				...toKeyFields(template),
				id,
				start: parseTimestamp(point.start) ?? null,
				end: parseTimestamp(point.end) ?? null,
				sent: asNumber(point.sent),
				delivered: asNumber(point.delivered),
				read: asNumber(point.read),
				clicked: asObjects(point.clicked).map(({ type, button_content: button, count }) => ({
					type: asText(type) ?? null,
					button: asText(button) ?? null,
					count: asNumber(count),
				})),
				cost: asObjects(point.cost).map(({ type, value }) => ({
					type: asText(type) ?? null,
					value: asNumber(value),
				})),
			})),
		}));
	});
}

/** Assumption: a success says nothing more. */
export function enableAnalytics(): ApiCall {
	return {
		buildRequest: cloudApiOnly((account) => ({
			method: 'POST',
			url: `${getBaseUrl(account)}/marketing/template_analytics`,
			qs: { enable: 'true' },
		})),
		parseResponse: parseConfirmation({ enabled: true }),
	};
}
