import { z } from 'zod';
import type { Account } from '../../core/account.mts';
import { getReadableText } from '../../core/messages.mts';
import type { Json } from '../../core/types.mts';
import { CloudError } from './errors.mts';
import type { Content } from './content.mts';
import {
	anyHeader,
	areUnique,
	ctaUrl,
	footer,
	replyButton,
	textHeader,
	voiceCall,
} from './interactive.mts';
import { checkAllMedia } from './media.mts';
import { check, text, webUrl } from './shapes.mts';

/** Keys beside those of any message. */
export const DIRECT_SEND_KEYS = ['category', 'ttl_seconds', 'direct_send_config'];

const TTL: Record<string, { least: number; most: number; ifAbsent: number }> = {
	utility: { least: 30, most: 43_200, ifAbsent: 30 * 86_400 },
	authentication: { least: 30, most: 900, ifAbsent: 600 },
};

const body = z.strictObject({ text: text(1024) });

/** As an object; a text in its place, or a `title` in it, is rejected. */
const urlButton = z.strictObject({
	type: z.literal('cta_url'),
	cta_url: z.strictObject({ display_text: text(20), url: webUrl }),
});

/** Replies alone or mixed with up to two links, which come first. Source: Meta, "Direct Send". */
const button = z.strictObject({
	type: z.literal('button'),
	header: anyHeader.optional(),
	body,
	footer,
	action: z.strictObject({
		buttons: z
			.array(z.discriminatedUnion('type', [urlButton, replyButton]))
			.min(1)
			.max(10)
			.superRefine((list, context) => {
				const reject = (message: string) => context.addIssue({ code: 'custom', message });
				const links = list.filter(({ type }) => type === 'cta_url').length;
				const replies = list.flatMap((each) => (each.type === 'reply' ? [each.reply] : []));
				if (links === 0 && list.length > 3) reject('must have at most 3 replies');
				if (links > 2) reject('must have at most 2 links');
				if (list.slice(0, links).some(({ type }) => type !== 'cta_url')) reject('links come first');
				if (!areUnique(replies.map(({ id }) => id))) reject('Duplicate button ids');
				if (!areUnique(replies.map(({ title }) => title))) reject('Duplicate button titles');
			}),
	}),
});

const callWithHeader = voiceCall.extend({ header: textHeader.optional() });

const TYPES: Record<string, z.ZodType<unknown, z.ZodTypeDef, unknown>> = {
	text: z.strictObject({ body: text(1024), preview_url: z.boolean().optional() }),
	interactive: z.discriminatedUnion('type', [button, ctaUrl, callWithHeader]),
};

const NAME = /^[a-z0-9_]{1,512}$/;

function checkName(config: unknown, category: string): string | undefined {
	if (config === undefined) return undefined;
	const { template_name: name, ...rest } = (config ?? {}) as Json;
	if (category !== 'utility') {
		throw new CloudError(100, 'direct_send_config goes with utility messages only.');
	}
	const isName = name === undefined || (typeof name === 'string' && NAME.test(name));
	if (!isName || Object.keys(rest).length > 0) {
		throw new CloudError(100, "Param direct_send_config['template_name'] is not a template name.");
	}
	return name;
}

export interface DirectSend {
	content: Content;
	/** Of the template that WhatsApp is to make of it. */
	templateName?: string;
	/** Not delivered by then: dropped without a word. */
	ttlMs: number;
}

function checkCategory(value: unknown): string | undefined {
	if (value === undefined) return undefined;
	const category = typeof value === 'string' ? value.toLowerCase() : '';
	if (!['service', 'utility', 'authentication'].includes(category)) {
		throw new CloudError(
			100,
			`Param category must be one of {AUTHENTICATION, SERVICE, UTILITY} - got "${String(value)}".`,
		);
	}
	return category === 'service' ? undefined : category;
}

/** What a message without a template is sent as; undefined for an ordinary one. Throws Meta's error. */
export function checkDirectSend(account: Account, message: Json): DirectSend | undefined {
	const category = checkCategory(message.category);
	const { ttl_seconds: ttl, direct_send_config: given, type } = message;
	if (category === undefined) {
		if (ttl === undefined && given === undefined) return undefined;
		throw new CloudError(100, 'ttl_seconds and direct_send_config go with Direct Send only.');
	}
	if (account.settings.directSend === 'off') {
		throw new CloudError(
			100,
			`The category ${category} requires Direct Send, which isn't enabled for this account.`,
		);
	}
	if (account.settings.directSend === 'blocked') throw new CloudError(139200);
	const { least, most, ifAbsent } = TTL[category] ?? TTL.utility;
	const isInTime = Number.isInteger(ttl) && Number(ttl) >= least && Number(ttl) <= most;
	if (ttl !== undefined && !isInTime) {
		throw new CloudError(100, `Param ttl_seconds must be between ${least} and ${most}.`);
	}
	const templateName = checkName(given, category);
	const schema = category === 'utility' || type === 'text' ? TYPES[String(type)] : undefined;
	if (!schema) throw new CloudError(100, `Direct Send does not support ${category} of this type.`);
	const part = message[String(type)];
	if (part === undefined)
		throw new CloudError(131008, `The parameter ${String(type)} is required.`);
	check(schema, part, String(type), true);
	checkAllMedia(account, { [String(type)]: part });
	const text = getReadableText(message, String(type));
	return {
		content: { type: String(type), category, freeForm: false, ...(text !== undefined && { text }) },
		ttlMs: 1000 * Number(ttl ?? ifAbsent),
		...(templateName !== undefined && { templateName }),
	};
}
