import { z } from 'zod';
import type { Account } from '../../core/account.mts';
import { deliverAll } from '../../core/delivery.mts';
import { createTemplate } from '../../core/templates.mts';
import type {
	ProviderResponse,
	ProviderRequest,
	Template,
	TemplateComponent,
} from '../../core/types.mts';
import { CloudError } from '../cloudApi/errors.mts';
import { check, text } from '../cloudApi/shapes.mts';
import { fieldCalls } from './dialects.mts';
import { objectBody } from './envelope.mts';
import { META } from './responses.mts';
import { CLOUD, ok, ON_PREMISE, type Route } from './route.mts';

const PAGE = 25;

const v1View = (account: Account, template: Template) => ({
	id: template.id,
	name: template.name,
	namespace: account.namespace,
	language: template.language,
	category: template.category,
	status: template.status.toLowerCase(),
	components: template.components,
	parameter_format: template.parameterFormat,
	rejected_reason: template.rejectedReason ?? 'NONE',
});

const positive = (value: string | undefined, fallback: number) => {
	const number = Number(value);
	return value !== undefined && Number.isInteger(number) && number >= 0 ? number : fallback;
};

function parsedFilters(filters: string | undefined): Record<string, unknown> {
	if (!filters) return {};
	try {
		return JSON.parse(filters) as Record<string, unknown>;
	} catch {
		throw new CloudError(100, 'Param filters must be JSON');
	}
}

function listV1(account: Account, request: ProviderRequest): ProviderResponse {
	const limit = positive(request.query.limit, PAGE);
	const offset = positive(request.query.offset, 0);
	const filters = parsedFilters(request.query.filters);
	const views = account.templates
		.map((template) => v1View(account, template))
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

const cursor = (index: number) => Buffer.from(`c${index}`).toString('base64url');
const parseIndex = (text: string) => {
	const index = Number(Buffer.from(text, 'base64url').toString().slice(1));
	if (!Number.isInteger(index)) throw new CloudError(100, 'Invalid cursors values');
	return index;
};

const metaView = (template: Template) => ({
	name: template.name,
	parameter_format: template.parameterFormat,
	components: template.components,
	language: template.language,
	status: template.status,
	category: template.category,
	...(template.rejectedReason && { rejected_reason: template.rejectedReason }),
	id: template.id,
});

function listMeta(account: Account, request: ProviderRequest): ProviderResponse {
	const { after, before, status, name, language, category } = request.query;
	const limit = Math.max(1, positive(request.query.limit, PAGE));
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
	const next = `https://graph.facebook.com/v21.0/${account.wabaId}/message_templates?limit=${limit}&after=${cursor(end)}`;
	return ok({
		data: page.map(metaView),
		paging: {
			cursors: { before: cursor(start), after: cursor(end) },
			...(end < matching.length && { next }),
		},
	});
}

const button = z.object({ type: z.string(), text: text(25).optional() }).passthrough();
const component = z
	.object({ type: z.string(), buttons: z.array(button).max(10).optional() })
	.passthrough()
	.superRefine((part, context) => {
		const limits: Record<string, number> = { BODY: 1024, HEADER: 60, FOOTER: 60 };
		const limit = limits[part.type.toUpperCase()];
		if (limit === undefined || part.text === undefined) return;
		const result = text(limit).safeParse(part.text);
		for (const issue of result.error?.issues ?? []) context.addIssue(issue);
	});
const definition = z.object({
	name: z.string().regex(/^[a-z0-9_]{1,512}$/, 'may have lower-case letters, digits and _ only'),
	category: z.enum(['AUTHENTICATION', 'MARKETING', 'UTILITY']),
	language: z.string().min(2),
	components: z.array(component).optional(),
	allow_category_change: z.boolean().optional(),
	parameter_format: z.enum(['POSITIONAL', 'NAMED', 'positional', 'named']).optional(),
	library_template_name: z.string().optional(),
});

function create(account: Account, request: ProviderRequest): ProviderResponse {
	const input = check(definition, objectBody(request), 'template', false);
	if (
		account.templates.some(
			({ name, language }) => name === input.name && language === input.language,
		)
	) {
		throw new CloudError(
			100,
			`There is already content for ${input.name} in ${input.language}`,
			2388024,
		);
	}
	const components = (input.components ?? []) as TemplateComponent[];
	if (
		!input.library_template_name &&
		!components.some(({ type }) => type.toUpperCase() === 'BODY')
	) {
		throw new CloudError(131008, "The parameter template['components'] needs a BODY.");
	}
	const template = createTemplate({
		name: input.name,
		language: input.language,
		category: input.category,
		status: 'PENDING',
		components: components.map((part) => ({ ...part, type: part.type.toUpperCase() })),
		...(input.parameter_format && {
			parameterFormat: input.parameter_format.toUpperCase() as Template['parameterFormat'],
		}),
	});
	account.templates.push(template);
	const { templateApprovalMs } = account.settings;
	if (templateApprovalMs !== null)
		account.later(templateApprovalMs, () => approve(account, template));
	return { status: 201, body: v1View(account, template) };
}

function approve(account: Account, template: Template): void {
	if (template.status !== 'PENDING') return;
	template.status = 'APPROVED';
	const value = {
		event: 'APPROVED',
		message_template_id: Number(template.id),
		message_template_name: template.name,
		message_template_language: template.language,
		reason: 'NONE',
	};
	if (account.hosting !== 'cloud') return;
	void deliverAll(account, fieldCalls(account, 'message_template_status_update', value));
}

/** All languages of a name go together. */
function remove(account: Account, _request: ProviderRequest, parts: string[]): ProviderResponse {
	const rest = account.templates.filter(({ name }) => name !== parts[0]);
	if (rest.length === account.templates.length) {
		return {
			status: 404,
			body: {
				meta: { ...META, success: false, http_code: 404, developer_message: 'Template not found' },
			},
		};
	}
	account.templates = rest;
	return ok({ meta: { ...META, success: true, http_code: 200 } });
}

const path = /^\/v1\/configs\/templates$/;
const both = [...CLOUD, ...ON_PREMISE];

export const templateRoutes: Route[] = [
	{ hostings: both, method: 'GET', path, handle: listV1 },
	{ hostings: both, method: 'POST', path, handle: create },
	{
		hostings: both,
		method: 'DELETE',
		path: /^\/v1\/configs\/templates\/([^/]+)$/,
		handle: remove,
	},
	{ hostings: CLOUD, method: 'GET', path: /^\/message_templates$/, handle: listMeta },
];
