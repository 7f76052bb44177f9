import type { IDataObject } from 'n8n-workflow';
import {
	parseTemplate,
	findComponent,
	type TemplateDefinition,
} from '../../../messages/template/parseTemplate';
import {
	chainApiCall,
	mapApiCall,
	singleItem,
	type ApiCallInputs,
	type ApiCall,
	type ApiCalls,
} from '../../apiCalls';
import { getMissingTemplateError } from '../../cloudApi/templates';
import { formatTemplateKey, isSameTemplate } from '../../../messages/template/templateKey';
import { asNumber, asObjects, asText } from '../../../core/parse';
import { unreadableResponse } from '../../shared/response';
import { getBaseUrl } from '../urls';
import { withUploads } from './exampleUploads';
import { parseConfirmation, readObject } from './shared';
import {
	deleteLanguage,
	edit,
	enableAnalytics,
	getAnalytics,
	getLibrary,
} from './templateManagement';
import type { Account } from '../../request';

/** Templates a page. Assumption: the highest `limit` is not documented; a shorter page is no end. */
const PAGE = 200;

function getTemplatesUrl(account: Account, path = ''): string {
	return `${getBaseUrl(account)}/v1/configs/templates${path}`;
}

/**
 * `GET /v1/configs/templates?limit=&offset=`, one page after the other until `total`, or until a page
 * brings nothing new. Source: 360dialog, "Template messages"; both hostings have it.
 */
export function listTemplates(
	wanted: (soFar: TemplateDefinition[]) => boolean = () => false,
	soFar: readonly TemplateDefinition[] = [],
	offset = 0,
): ApiCall<TemplateDefinition[]> {
	return {
		buildRequest: (account) => ({
			method: 'GET',
			url: getTemplatesUrl(account),
			qs: { limit: String(PAGE), offset: String(offset) },
		}),
		parseResponse: (response) =>
			readObject(response, (body) => {
				const rows = Array.isArray(body.waba_templates) ? (body.waba_templates as unknown[]) : [];
				const known = new Set(soFar.map(formatTemplateKey));
				const fresh = rows
					.map(parseTemplate)
					.filter(
						(row): row is TemplateDefinition =>
							row !== undefined && !known.has(formatTemplateKey(row)),
					);
				const all = [...soFar, ...fresh];
				const seen = offset + rows.length;
				const total = asNumber(body.total);
				const isEnd = fresh.length === 0 || (total === null ? rows.length < PAGE : seen >= total);
				return isEnd || wanted(all) ? { result: all } : { next: listTemplates(wanted, all, seen) };
			}),
	};
}

/** A template as it is put out; `template` is what 'Send Template' takes. */
function toOutputTemplate(definition: TemplateDefinition): IDataObject {
	const { id, name, language, category, status, rejectedReason, components } = definition;
	return {
		template: formatTemplateKey(definition),
		id,
		name,
		language,
		category,
		status,
		rejectedReason,
		text: findComponent(components, 'BODY')?.text ?? null,
		components: components.map(({ raw }) => raw),
	};
}

function getAll({ status, limit }: ApiCallInputs['template']['getAll']): ApiCall {
	const chosen = (all: TemplateDefinition[]) =>
		all.filter((template) => status === undefined || template.status === status);
	const enough = (all: TemplateDefinition[]) => limit !== undefined && chosen(all).length >= limit;
	return mapApiCall(listTemplates(enough), (all) => ({
		json: chosen(all).slice(0, limit).map(toOutputTemplate),
	}));
}

/** No look-up of a single template is documented: the list is read until the template is in it. */
function get(key: ApiCallInputs['template']['get']): ApiCall {
	const isWanted = (each: TemplateDefinition) => isSameTemplate(each, key);
	const list = listTemplates((all) => all.some(isWanted));
	return chainApiCall(list, (all) => {
		const template = all.find(isWanted);
		if (template) return singleItem(toOutputTemplate(template));
		return { accepted: false, error: getMissingTemplateError(key, all) };
	});
}

/** Without the format, WhatsApp doesn’t take a button with order details in a marketing template. */
function hasOrderDetails(components: IDataObject[] | undefined): boolean {
	return asObjects(components).some(({ buttons }) =>
		asObjects(buttons).some(({ type }) => asText(type)?.toUpperCase() === 'ORDER_DETAILS'),
	);
}

/** Source: 360dialog, "Create and manage Template Messages". */
function create(input: ApiCallInputs['template']['create']): ApiCall {
	const { name, language, category, components, library, parameterFormat, ttlSeconds } = input;
	return withUploads(components, (uploaded) => {
		const body: IDataObject = {
			name,
			language,
			category,
			...(category === 'MARKETING' && hasOrderDetails(components)
				? { display_format: 'order_details' }
				: {}),
			...(library
				? {
						library_template_name: library.name,
						...(library.buttons.length > 0
							? { library_template_button_inputs: library.buttons }
							: {}),
					}
				: { components: uploaded }),
			...(parameterFormat ? { parameter_format: parameterFormat } : {}),
			...(ttlSeconds === undefined ? {} : { message_send_ttl_seconds: ttlSeconds }),
		};
		return {
			buildRequest: (account) => ({ method: 'POST', url: getTemplatesUrl(account), body }),
			parseResponse: (response) =>
				readObject(response, (result) => {
					// The response may contain as little as an ID: the rest is what was asked for.
					const entry = { status: 'pending', ...body, ...result, name, language };
					const created = parseTemplate(entry);
					return created ? singleItem(toOutputTemplate(created)) : unreadableResponse(response);
				}),
		};
	});
}

/** Without a language, the name in all of them. Source: 360dialog, "Delete templates". */
function remove({ name, language }: ApiCallInputs['template']['delete']): ApiCall {
	if (language !== undefined) return deleteLanguage({ name, language });
	return {
		buildRequest: (account) => ({
			method: 'DELETE',
			url: getTemplatesUrl(account, `/${encodeURIComponent(name)}`),
		}),
		parseResponse: parseConfirmation({ deleted: true, name }),
	};
}

export const template: ApiCalls['template'] = {
	getAll,
	get,
	create,
	edit,
	delete: remove,
	getLibrary,
	getAnalytics,
	enableAnalytics,
};
