import { z } from 'zod';
import { conditionNames } from './conditions.mts';

const json = z.record(z.unknown());
const code = z.union([z.string(), z.number()]).transform(String);
const phone = z
	.string()
	.min(1)
	.transform((value) => value.replace(/^\+/, ''));

export const newAccount = z.strictObject({
	provider: z.enum(['dialog360', 'bulk360', 'socnet', 'modica']),
	id: z
		.string()
		.regex(/^[A-Za-z0-9-]{1,60}$/)
		.refine((id) => !['control', 'phone'].includes(id), 'is used by the sandbox itself')
		.optional(),
	hosting: z.enum(['cloud', 'onPremise', 'sandbox']).optional(),
	number: z
		.string()
		.regex(/^\d{7,15}$/)
		.optional(),
	signatureSecret: z.string().optional(),
	settings: json.optional(),
	balance: z.number().optional(),
});

export const accountPatch = z.strictObject({
	settings: json.optional(),
	balance: z.number().optional(),
	signatureSecret: z.string().optional(),
});

export const outcome = z.strictObject({
	/** `*` stands for everybody. */
	to: phone,
	times: z.number().int().positive().nullable().default(1),
	final: z.enum(['delivered', 'read', 'played', 'failed', 'expired']).optional(),
	code: code.optional(),
	title: z.string().optional(),
	reject: z.strictObject({ code }).optional(),
});

export const inbound = z.strictObject({
	from: z.string().min(1),
	name: z.string().optional(),
	userId: z.string().optional(),
	username: z.string().optional(),
	message: z.object({ type: z.string() }).passthrough(),
	context: json.optional(),
	wait: z.boolean().default(true),
});

/** Roles as Meta names them. */
export const handover = z.strictObject({
	customer: phone,
	/** null: the account itself holds the conversation again. */
	role: z.string().nullable().default('customer_service'),
	metadata: z.string().optional(),
	summary: z.string().optional(),
	wait: z.boolean().default(true),
});

export const marketing = z.strictObject({ customer: phone, stopped: z.boolean().default(true) });

/** Somebody whose number the business does not see. */
export const hiddenPerson = z.strictObject({
	username: z.string().regex(/^[A-Za-z0-9._]{3,35}$/),
});

export const colleague = z.strictObject({
	customer: phone,
	message: z.object({ type: z.string() }).passthrough(),
	wait: z.boolean().default(true),
});

export const portal = z.strictObject({
	dnUrl: z.string().optional(),
	moUrl: z.string().optional(),
	dlrUrl: z.string().optional(),
	method: z.enum(['GET', 'POST']).optional(),
	encoding: z.enum(['query', 'form', 'json']).optional(),
});

export const receipt = z.strictObject({
	messageId: z.string(),
	status: z.string(),
	code: code.optional(),
	title: z.string().optional(),
	details: z.string().optional(),
});

export const delivery = z
	.strictObject({
		body: z.unknown().optional(),
		rawText: z.string().optional(),
		headers: z.record(z.string()).default({}),
		method: z.enum(['GET', 'POST']).default('POST'),
		contentType: z.string().optional(),
	})
	.refine((value) => value.body !== undefined || value.rawText !== undefined, 'body or rawText');

export const condition = z.strictObject({
	name: z.enum(conditionNames as [string, ...string[]]),
	on: z.boolean(),
});

export const hours = z.strictObject({ hours: z.number() });
export const block = z.strictObject({ customer: phone, blocked: z.boolean().default(true) });
export const phoneOff = z.strictObject({ customer: phone, off: z.boolean().default(true) });
export const media = z.strictObject({
	base64: z.string(),
	mimeType: z.string(),
	fileName: z.string().optional(),
});

export const template = z
	.object({
		name: z.string(),
		language: z.string().default('en'),
		category: z.string().default('UTILITY'),
		status: z.string().default('APPROVED'),
		parameterFormat: z.enum(['POSITIONAL', 'NAMED']).optional(),
		/** Bulk360 and Socnet have the text only. */
		text: z.string().optional(),
		components: z.array(z.object({ type: z.string() }).passthrough()).optional(),
	})
	.refine((value) => value.text !== undefined || value.components, 'components or text');
