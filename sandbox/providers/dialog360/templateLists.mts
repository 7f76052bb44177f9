import type { Account } from '../../core/account.mts';
import type {
	ProviderResponse,
	ProviderRequest,
	Template,
	TemplateComponent,
} from '../../core/types.mts';
import { CloudError } from '../cloudApi/errors.mts';
import { LIBRARY } from '../cloudApi/templateLibrary.mts';
import { ok } from './route.mts';

const PAGE = 25;

/** What Meta makes of a one-time password's button: a URL of WhatsApp's own. */
const readBack = (components: TemplateComponent[]): TemplateComponent[] =>
	components.map((part) =>
		part.buttons?.some(({ type }) => type === 'OTP')
			? {
					...part,
					buttons: part.buttons.map(({ text = 'Copy code', otp_type: type }) => {
						const url = `https://www.whatsapp.com/otp/code/?otp_type=${String(type)}&code=otp{{1}}`;
						return { type: 'URL', text, url, example: [url.replace('{{1}}', '123456')] };
					}),
				}
			: part,
	);

export const toV1View = (account: Account, template: Template) => ({
	id: template.id,
	name: template.name,
	namespace: account.namespace,
	language: template.language,
	category: template.category,
	status: template.status.toLowerCase(),
	components: readBack(template.components),
	parameter_format: template.parameterFormat,
	rejected_reason: template.rejectedReason ?? 'NONE',
});

const parseCount = (value: string | undefined, fallback: number) => {
	const number = Number(value);
	return value !== undefined && Number.isInteger(number) && number >= 0 ? number : fallback;
};

function parseFilters(filters: string | undefined): Record<string, unknown> {
	if (!filters) return {};
	try {
		return JSON.parse(filters) as Record<string, unknown>;
	} catch {
		throw new CloudError(100, 'Param filters must be JSON');
	}
}

export function listV1(account: Account, request: ProviderRequest): ProviderResponse {
	const limit = parseCount(request.query.limit, PAGE);
	const offset = parseCount(request.query.offset, 0);
	const filters = parseFilters(request.query.filters);
	const views = account.templates
		.map((template) => toV1View(account, template))
		.filter((view) =>
			Object.entries(filters).every(([key, value]) => view[key as keyof typeof view] === value),
		);
	const page = views.slice(offset, offset + limit);
	if (offset === 0) account.stats.templateDownloads += 1;
	return ok({
		count: page.length,
		filters,
		limit,
		offset,
		sort: ['id'],
		total: views.length,
		waba_templates: page,
	});
}

const toCursor = (index: number) => Buffer.from(`c${index}`).toString('base64url');
const parseIndex = (text: string) => {
	const index = Number(Buffer.from(text, 'base64url').toString().slice(1));
	if (!Number.isInteger(index)) throw new CloudError(100, 'Invalid cursors values');
	return index;
};

export const toMetaView = (template: Template) => ({
	name: template.name,
	parameter_format: template.parameterFormat,
	components: readBack(template.components),
	language: template.language,
	status: template.status,
	category: template.category,
	...(template.rejectedReason && { rejected_reason: template.rejectedReason }),
	id: template.id,
});

export function listMeta(account: Account, request: ProviderRequest): ProviderResponse {
	const { after, before, status, name, language, category } = request.query;
	const limit = Math.max(1, parseCount(request.query.limit, PAGE));
	const matching = account.templates.filter(
		(template) =>
			(!status || template.status === status.toUpperCase()) &&
			(!name || template.name.includes(name)) &&
			(!language || template.language === language) &&
			(!category || template.category === category.toUpperCase()),
	);
	const start = after ? parseIndex(after) : before ? Math.max(0, parseIndex(before) - limit) : 0;
	const page = matching.slice(start, start + limit);
	const end = start + page.length;
	if (start === 0) account.stats.templateDownloads += 1;
	const next = `https://graph.facebook.com/v21.0/${account.wabaId}/message_templates?limit=${limit}&after=${toCursor(end)}`;
	return ok({
		data: page.map(toMetaView),
		paging: {
			cursors: { before: toCursor(start), after: toCursor(end) },
			...(end < matching.length && { next }),
		},
	});
}

export function listLibrary(_account: Account, request: ProviderRequest): ProviderResponse {
	const { search = '', topic, usecase, industry, language } = request.query;
	const limit = Math.max(1, parseCount(request.query.limit, PAGE));
	const start = request.query.after ? parseIndex(request.query.after) : 0;
	const matching = LIBRARY.filter(
		(each) =>
			`${each.name} ${each.body}`.toLowerCase().includes(search.toLowerCase()) &&
			(!topic || each.topic === topic) &&
			(!usecase || each.usecase === usecase) &&
			(!industry || each.industry.includes(industry)) &&
			(!language || each.language === language),
	);
	const end = start + limit;
	const next = `https://graph.facebook.com/message_template_library?after=${toCursor(end)}`;
	return ok({
		data: matching.slice(start, end),
		paging: {
			cursors: { before: toCursor(start), after: toCursor(Math.min(end, matching.length)) },
			...(end < matching.length && { next }),
		},
	});
}
