import { z } from 'zod';
import { interactive } from './interactive.mts';
import { audioMedia, captioned, documentMedia, location, plainMedia, text } from './shapes.mts';

const contact = z.strictObject({
	name: z
		.strictObject({
			formatted_name: text(1000),
			first_name: z.string().optional(),
			last_name: z.string().optional(),
			middle_name: z.string().optional(),
			suffix: z.string().optional(),
			prefix: z.string().optional(),
		})
		.refine(
			(name) => Object.entries(name).some(([key, part]) => key !== 'formatted_name' && part),
			'needs at least one more part beside formatted_name',
		),
	phones: z
		.array(
			z.strictObject({
				phone: z.string().optional(),
				type: z.string().optional(),
				wa_id: z.string().optional(),
			}),
		)
		.optional(),
	emails: z
		.array(z.strictObject({ email: z.string().optional(), type: z.string().optional() }))
		.optional(),
	addresses: z
		.array(
			z.strictObject({
				street: z.string().optional(),
				city: z.string().optional(),
				state: z.string().optional(),
				zip: z.string().optional(),
				country: z.string().optional(),
				country_code: z.string().optional(),
				type: z.string().optional(),
			}),
		)
		.optional(),
	org: z
		.strictObject({
			company: z.string().optional(),
			department: z.string().optional(),
			title: z.string().optional(),
		})
		.optional(),
	urls: z
		.array(z.strictObject({ url: z.string().optional(), type: z.string().optional() }))
		.optional(),
	birthday: z
		.string()
		.regex(/^\d{4}-\d{2}-\d{2}$/, 'must be YYYY-MM-DD')
		.optional(),
});

/** The object under each free-form type's own key. Source: Meta's message pages. */
export const FREE_FORM: Record<string, z.ZodType<unknown, z.ZodTypeDef, unknown>> = {
	text: z.strictObject({ body: text(4096), preview_url: z.boolean().optional() }),
	image: captioned,
	video: captioned,
	audio: audioMedia,
	document: documentMedia,
	sticker: plainMedia,
	location,
	contacts: z.array(contact).min(1).max(257),
	reaction: z.strictObject({
		message_id: z.string().min(1),
		// One emoji may be many code points; words are none.
		emoji: z.string().regex(/^(?:$|[^A-Za-z]{1,20}$)/u, 'is no emoji'),
	}),
	interactive,
};

const messageId = z.string().min(1);
const days = z.number().int().min(1).max(30);

/** Only messages of a group can be pinned. Source: Meta, "Groups". */
export const FREE_FORM_IN_GROUPS: typeof FREE_FORM = {
	...FREE_FORM,
	pin: z.discriminatedUnion('type', [
		z.strictObject({ type: z.literal('pin'), message_id: messageId, expiration_days: days }),
		z.strictObject({
			type: z.literal('unpin'),
			message_id: messageId,
			expiration_days: days.optional(),
		}),
	]),
};
