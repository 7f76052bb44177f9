import { z } from 'zod';
import type { Account } from '../../core/account.mts';
import { deliverAll } from '../../core/delivery.mts';
import { createTemplate, getAuthenticationText } from '../../core/templates.mts';
import type {
	ProviderResponse,
	ProviderRequest,
	Template,
	TemplateComponent,
} from '../../core/types.mts';
import { CloudError } from '../cloudApi/errors.mts';
import { check } from '../cloudApi/shapes.mts';
import { checkDefinition, checkTtl, type Category } from '../cloudApi/templateDefinition.mts';
import { LIBRARY, toComponents } from '../cloudApi/templateLibrary.mts';
import { buildFieldRequests } from './dialects.mts';
import { getBody } from './envelope.mts';
import { createGatewayError, META } from './responses.mts';
import { CLOUD, ok, ON_PREMISE, type Route } from './route.mts';
import { listLibrary, listMeta, listV1, toMetaView, toV1View } from './templateLists.mts';
import { getTemplateState } from './templateState.mts';

const DAY_MS = 86_400_000;

const libraryInput = z.object({
	type: z.enum(['URL', 'PHONE_NUMBER']),
	url: z
		.object({ base_url: z.string().url(), url_suffix_example: z.string().optional() })
		.optional(),
	phone_number: z.string().optional(),
});

const definition = z.object({
	name: z.string().regex(/^[a-z0-9_]{1,512}$/, 'may have lower-case letters, digits and _ only'),
	category: z.enum(['AUTHENTICATION', 'MARKETING', 'UTILITY']),
	language: z.string().regex(/^[a-z]{2,3}(_[A-Za-z]{2,4})?$/, 'is no language code'),
	components: z.array(z.object({ type: z.string() }).passthrough()).optional(),
	allow_category_change: z.boolean().optional(),
	parameter_format: z.enum(['POSITIONAL', 'NAMED', 'positional', 'named']).optional(),
	message_send_ttl_seconds: z.number().optional(),
	display_format: z.string().optional(),
	library_template_name: z.string().optional(),
	library_template_button_inputs: z.array(libraryInput).optional(),
});

const toParts = (components: unknown[] | undefined): TemplateComponent[] =>
	((components ?? []) as TemplateComponent[]).map((part) => ({
		...part,
		type: part.type.toUpperCase(),
	}));

/** A file that was uploaded here, or (as 360dialog's users do) a public address. */
const isExample = (account: Account) => (handle: unknown) =>
	typeof handle === 'string' &&
	(getTemplateState(account).handles.has(handle) || /^https:\/\//.test(handle));

const toFormat = (format: string | undefined) =>
	(format?.toUpperCase() ?? 'POSITIONAL') as Template['parameterFormat'];

function checkName(account: Account, name: string, language: string): void {
	const { templates, settings } = account;
	if (templates.some((each) => each.name === name && each.language === language)) {
		throw new CloudError(100, `There is already content for ${name} in ${language}`, 2388024);
	}
	const deletedAt = getTemplateState(account).deletedNames.get(name);
	if (deletedAt !== undefined && account.now() - deletedAt < 30 * DAY_MS) {
		throw new CloudError(100, `${name} was deleted; the name is free again after 30 days`, 2388023);
	}
	if (templates.length >= settings.maxTemplates) {
		throw new CloudError(100, 'The number of templates is reached', 2388019);
	}
}

type Definition = z.infer<typeof definition>;

/** The parts of a template from the library, which has been reviewed already. */
function takeFromLibrary(input: Definition): TemplateComponent[] {
	const found = LIBRARY.find(
		({ name, language }) => name === input.library_template_name && language === input.language,
	);
	if (!found) throw new CloudError(100, `The library has no ${input.library_template_name}`);
	if (input.category !== 'UTILITY') throw new CloudError(100, 'Library templates are UTILITY');
	const inputs = input.library_template_button_inputs ?? [];
	const wanted = found.buttons.map(({ type }) => type).join();
	if (wanted !== inputs.map(({ type }) => type).join()) {
		throw new CloudError(131008, `library_template_button_inputs must be ${wanted || 'empty'}`);
	}
	return toComponents(found, inputs);
}

function create(account: Account, request: ProviderRequest): ProviderResponse {
	const input = check(definition, getBody(request), 'template', false);
	const { category, library_template_name: libraryName } = input;
	checkName(account, input.name, input.language);
	checkTtl(category, input.message_send_ttl_seconds);
	const format = toFormat(input.parameter_format);
	const parts = libraryName ? takeFromLibrary(input) : toParts(input.components);
	checkDefinition(parts, {
		category,
		format,
		isExample: isExample(account),
		displayFormat: input.display_format,
	});
	const template = createTemplate({
		name: input.name,
		language: input.language,
		category,
		status: libraryName ? 'APPROVED' : 'PENDING',
		components: category === 'AUTHENTICATION' ? parts.map(writeAuthentication) : parts,
		parameterFormat: format,
	});
	account.templates.push(template);
	submit(account, template);
	return { status: 201, body: toV1View(account, template) };
}

function createMeta(account: Account, request: ProviderRequest): ProviderResponse {
	const { body } = create(account, request);
	const { id, status, category } = body as ReturnType<typeof toV1View>;
	return ok({ id, status: status.toUpperCase(), category });
}

function writeAuthentication(part: TemplateComponent): TemplateComponent {
	if (part.type !== 'BODY') return part;
	return { ...part, text: getAuthenticationText(part.add_security_recommendation === true) };
}

function submit(account: Account, template: Template): void {
	const { templateApprovalMs } = account.settings;
	if (templateApprovalMs !== null)
		account.schedule(templateApprovalMs, () => approve(account, template));
}

function find(account: Account, id: string | undefined): Template {
	const template = account.templates.find((each) => each.id === id);
	if (template) return template;
	throw new CloudError(100, `Object with ID '${id}' does not exist`, 33);
}

const change = z.strictObject({
	category: z.enum(['AUTHENTICATION', 'MARKETING', 'UTILITY']).optional(),
	components: z.array(z.object({ type: z.string() }).passthrough()).optional(),
	message_send_ttl_seconds: z.number().optional(),
});

/** An approved template can be edited once a day, 10 times in 30 days. Source: Meta, "Template management". */
function checkEditable(account: Account, template: Template, category: string | undefined): void {
	if (!['APPROVED', 'REJECTED', 'PAUSED'].includes(template.status)) {
		throw new CloudError(100, `A template that is ${template.status} can’t be edited`);
	}
	if (template.status !== 'APPROVED') return;
	if (category && category !== template.category) {
		throw new CloudError(100, 'The category of an approved template can’t be edited');
	}
	const edits = getTemplateState(account).edits.get(template.id) ?? [];
	const within = (days: number) => edits.filter((at) => account.now() - at < days * DAY_MS).length;
	if (within(1) >= 1 || within(30) >= 10) {
		throw new CloudError(100, 'The template was edited too often: once in 24 hours, 10 in 30 days');
	}
	getTemplateState(account).edits.set(template.id, [...edits, account.now()]);
}

function edit(account: Account, request: ProviderRequest, parts: string[]): ProviderResponse {
	const template = find(account, parts[0]);
	const input = check(change, getBody(request), 'template', true);
	const category = input.category ?? (template.category as Category);
	checkTtl(category, input.message_send_ttl_seconds);
	const components = input.components && toParts(input.components);
	if (components) {
		const format = template.parameterFormat;
		// Set when the template was created, and no part of a change.
		const displayFormat = 'order_details';
		checkDefinition(components, {
			category,
			format,
			isExample: isExample(account),
			displayFormat,
		});
	}
	checkEditable(account, template, input.category);
	template.category = category;
	if (components) {
		template.components =
			category === 'AUTHENTICATION' ? components.map(writeAuthentication) : components;
	}
	template.status = 'PENDING';
	submit(account, template);
	return ok({ success: true });
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
	void deliverAll(account, buildFieldRequests(account, 'message_template_status_update', value));
}

/** An approved template's name stays taken for 30 days. */
function drop(account: Account, gone: Template[]): void {
	account.templates = account.templates.filter((each) => !gone.includes(each));
	for (const { name, status } of gone) {
		if (status === 'APPROVED') getTemplateState(account).deletedNames.set(name, account.now());
	}
}

/** All languages of a name go together. */
function remove(account: Account, _request: ProviderRequest, parts: string[]): ProviderResponse {
	const gone = account.templates.filter(({ name }) => name === parts[0]);
	if (gone.length === 0) {
		return createGatewayError(404, 'Template not found');
	}
	drop(account, gone);
	return ok({ meta: { ...META, success: true, http_code: 200 } });
}

/** By name: all languages. By `hsm_id` and name: one. */
function removeMeta(account: Account, request: ProviderRequest): ProviderResponse {
	const { name, hsm_id: id } = request.query;
	if (!name) throw new CloudError(131008, 'The parameter name is required.');
	const named = account.templates.filter((each) => each.name === name);
	const gone = id === undefined ? named : named.filter((each) => each.id === id);
	if (gone.length === 0) throw new CloudError(100, 'Message Template Not Found', 2593002);
	drop(account, gone);
	return ok({ success: true });
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
	{ hostings: CLOUD, method: 'POST', path: /^\/message_templates$/, handle: createMeta },
	{ hostings: CLOUD, method: 'DELETE', path: /^\/message_templates$/, handle: removeMeta },
	{ hostings: CLOUD, method: 'POST', path: /^\/message_templates\/(\d+)$/, handle: edit },
	{
		hostings: CLOUD,
		method: 'GET',
		path: /^\/message_templates\/(\d+)$/,
		handle: (account, _request, parts) => ok(toMetaView(find(account, parts[0]))),
	},
	{ hostings: CLOUD, method: 'GET', path: /^\/message_template_library$/, handle: listLibrary },
];
