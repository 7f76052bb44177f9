import type { IDataObject } from 'n8n-workflow';
import {
	definitionOf,
	partOfType,
	type TemplateDefinition,
} from '../../../messages/template/definition';
import { mapCall, type CallInputs, type ProviderCall, type ProviderCalls } from '../../calls';
import { templateRefusal } from '../../cloudApi/templates';
import type { Account, Refused } from '../../provider';
import { asNumber } from '../../reply';
import { baseUrl } from '../host';
import { confirming, one, reading } from './shared';

/** Templates a page. Assumption: the highest `limit` is not documented; a shorter page is no end. */
const PAGE = 200;

function templatesUrl(account: Account, path = ''): string {
	return `${baseUrl(account)}/v1/configs/templates${path}`;
}

/**
 * `GET /v1/configs/templates?limit=&offset=`, one page after the other until `total`, or until a page
 * brings nothing new. Source: 360dialog, "Template messages"; both hostings have it.
 */
export function listTemplates(
	wanted: (soFar: TemplateDefinition[]) => boolean = () => false,
	soFar: readonly TemplateDefinition[] = [],
	offset = 0,
): ProviderCall<TemplateDefinition[]> {
	return {
		request: (account) => ({
			method: 'GET',
			url: templatesUrl(account),
			qs: { limit: String(PAGE), offset: String(offset) },
		}),
		reply: reading((body) => {
			const rows = Array.isArray(body.waba_templates) ? (body.waba_templates as unknown[]) : [];
			const known = new Set(soFar.map(keyOf));
			const fresh = rows
				.map(definitionOf)
				.filter((row): row is TemplateDefinition => row !== undefined && !known.has(keyOf(row)));
			const all = [...soFar, ...fresh];
			const seen = offset + rows.length;
			const total = asNumber(body.total);
			const isEnd = fresh.length === 0 || (total === null ? rows.length < PAGE : seen >= total);
			return isEnd || wanted(all) ? { result: all } : { next: listTemplates(wanted, all, seen) };
		}),
	};
}

function keyOf({ name, language }: TemplateDefinition): string {
	return `${name}|${language}`;
}

/** A template as it is put out; `template` is what 'Send Template' takes. */
function output(definition: TemplateDefinition): IDataObject {
	const { id, name, language, category, status, rejectedReason, parts } = definition;
	return {
		template: keyOf(definition),
		id,
		name,
		language,
		category,
		status,
		rejectedReason,
		text: partOfType(parts, 'BODY')?.text ?? null,
		components: parts.map(({ raw }) => raw),
	};
}

function getAll({ status, limit }: CallInputs['template']['getAll']): ProviderCall {
	const chosen = (all: TemplateDefinition[]) =>
		all.filter((template) => status === undefined || template.status === status);
	const enough = (all: TemplateDefinition[]) => limit !== undefined && chosen(all).length >= limit;
	return mapCall(listTemplates(enough), (all) => ({
		json: chosen(all).slice(0, limit).map(output),
	}));
}

/** No look-up of a single template is documented: the list is read until the template is in it. */
function get({ name, language }: CallInputs['template']['get']): ProviderCall {
	const isIt = (template: TemplateDefinition) =>
		template.name === name && template.language === language;
	return found(
		listTemplates((all) => all.some(isIt)),
		(all) => all.find(isIt),
		templateRefusal(name, language, undefined) as Refused['error'],
	);
}

function found(
	list: ProviderCall<TemplateDefinition[]>,
	find: (all: TemplateDefinition[]) => TemplateDefinition | undefined,
	error: Refused['error'],
): ProviderCall {
	return {
		request: (account) => list.request(account),
		reply: (reply, account) => {
			const answer = list.reply(reply, account);
			if ('accepted' in answer) return answer;
			if ('next' in answer) return { next: found(answer.next, find, error) };
			const template = find(answer.result);
			return template ? one(output(template)) : { accepted: false, error };
		},
	};
}

/** Source: 360dialog, "Create templates". */
function create(input: CallInputs['template']['create']): ProviderCall {
	const { allowCategoryChange, parameterFormat, ...rest } = input;
	const body: IDataObject = {
		...rest,
		...(allowCategoryChange === undefined ? {} : { allow_category_change: allowCategoryChange }),
		...(parameterFormat ? { parameter_format: parameterFormat } : {}),
	};
	return {
		request: (account) => ({ method: 'POST', url: templatesUrl(account), body }),
		// The answer may hold as little as an id: the rest is what was asked for.
		reply: reading((answer) =>
			one(output(asDefinition({ status: 'pending', ...body, ...answer }))),
		),
	};
}

function asDefinition(entry: IDataObject): TemplateDefinition {
	return definitionOf(entry) as TemplateDefinition;
}

/** Removes the name in all its languages. Source: 360dialog, "Delete templates". */
function remove({ name }: CallInputs['template']['delete']): ProviderCall {
	return {
		request: (account) => ({
			method: 'DELETE',
			url: templatesUrl(account, `/${encodeURIComponent(name)}`),
		}),
		reply: confirming({ deleted: true, name }),
	};
}

export const template: ProviderCalls['template'] = { getAll, get, create, delete: remove };
