import { z } from 'zod';
import { carousel } from './interactiveCarousel.mts';
import { captioned, documentMedia, text, webUrl } from './shapes.mts';

export const textHeader = z.strictObject({
	type: z.literal('text'),
	text: text(60),
	sub_text: text(60).optional(),
});
export const anyHeader = z.discriminatedUnion('type', [
	textHeader,
	z.strictObject({ type: z.literal('image'), image: captioned }),
	z.strictObject({ type: z.literal('video'), video: captioned }),
	z.strictObject({ type: z.literal('document'), document: documentMedia }),
]);
const body = z.strictObject({ text: text(1024) });
export const footer = z.strictObject({ text: text(60) }).optional();

export const areUnique = (values: string[]) => new Set(values).size === values.length;

export const replyButton = z.strictObject({
	type: z.literal('reply'),
	reply: z.strictObject({
		id: text(256).refine((id) => id === id.trim(), 'must not begin or end with a space'),
		title: text(20),
	}),
});

const button = z.strictObject({
	type: z.literal('button'),
	header: anyHeader.optional(),
	body,
	footer,
	action: z.strictObject({
		buttons: z
			.array(replyButton)
			.min(1)
			.max(3)
			.refine((list) => areUnique(list.map(({ reply }) => reply.id)), 'Duplicate button ids')
			.refine((list) => areUnique(list.map(({ reply }) => reply.title)), 'Duplicate button titles'),
	}),
});

const list = z.strictObject({
	type: z.literal('list'),
	header: textHeader.optional(),
	body: z.strictObject({ text: text(4096) }),
	footer,
	action: z.strictObject({
		button: text(20),
		sections: z
			.array(
				z.strictObject({
					title: text(24).optional(),
					rows: z
						.array(
							z.strictObject({
								id: text(200),
								title: text(24),
								description: text(72, 0).optional(),
							}),
						)
						.min(1),
				}),
			)
			.min(1)
			.max(10)
			.refine((all) => all.length < 2 || all.every(({ title }) => title), 'need a title each')
			.refine(
				(all) => all.reduce((sum, { rows }) => sum + rows.length, 0) <= 10,
				'Total row count exceed max allowed count: 10',
			)
			.refine(
				(all) => areUnique(all.flatMap(({ rows }) => rows.map(({ id }) => id))),
				'Duplicate row ids',
			),
	}),
});

export const ctaUrl = z.strictObject({
	type: z.literal('cta_url'),
	header: anyHeader.optional(),
	body,
	footer,
	action: z.strictObject({
		name: z.literal('cta_url'),
		parameters: z.strictObject({ display_text: text(20), url: webUrl }),
	}),
});

const locationRequest = z.strictObject({
	type: z.literal('location_request_message'),
	body,
	action: z.strictObject({ name: z.literal('send_location') }),
});

/** Pictures, flags and keycaps. Unicode's property Emoji would include plain digits. */
const EMOJI = /\p{Extended_Pictographic}|\p{RI}{2}|[0-9#*]\uFE0F?\u20E3/u;

const flowParameters = z
	.strictObject({
		flow_message_version: z.string(),
		flow_token: z.string().min(1).optional(),
		flow_id: z.string().min(1).optional(),
		flow_name: z.string().min(1).optional(),
		flow_cta: text(20).refine((value) => !EMOJI.test(value), 'must not contain emoji'),
		mode: z.enum(['draft', 'published']).optional(),
		flow_action: z.enum(['navigate', 'data_exchange']).optional(),
		flow_action_payload: z
			.strictObject({
				screen: z.string().min(1),
				data: z
					.record(z.unknown())
					.refine((data) => Object.keys(data).length > 0, 'must not be empty')
					.optional(),
			})
			.optional(),
	})
	.refine(
		({ flow_id: id, flow_name: name }) => (id === undefined) !== (name === undefined),
		'needs exactly one of flow_id and flow_name',
	)
	.refine(
		({ flow_action: action, flow_action_payload: payload }) =>
			payload === undefined || (action ?? 'navigate') === 'navigate',
		'flow_action_payload goes with navigate only',
	);

const flow = z.strictObject({
	type: z.literal('flow'),
	header: anyHeader.optional(),
	body,
	footer,
	action: z.strictObject({ name: z.literal('flow'), parameters: flowParameters }),
});

const retailerId = z.string().min(1);
const product = z.strictObject({
	type: z.literal('product'),
	body: body.optional(),
	footer,
	action: z.strictObject({ catalog_id: retailerId, product_retailer_id: retailerId }),
});

const productList = z.strictObject({
	type: z.literal('product_list'),
	header: textHeader,
	body,
	footer,
	action: z.strictObject({
		catalog_id: retailerId,
		sections: z
			.array(
				z.strictObject({
					title: text(24).optional(),
					product_items: z.array(z.strictObject({ product_retailer_id: retailerId })).min(1),
				}),
			)
			.min(1)
			.max(10)
			.refine((all) => all.length < 2 || all.every(({ title }) => title), 'need a title each')
			.refine(
				(all) => all.reduce((sum, { product_items: items }) => sum + items.length, 0) <= 30,
				'must have at most 30 products in total',
			),
	}),
});

const catalogMessage = z.strictObject({
	type: z.literal('catalog_message'),
	body,
	footer,
	action: z.strictObject({
		name: z.literal('catalog_message'),
		parameters: z.strictObject({ thumbnail_product_retailer_id: retailerId.optional() }).optional(),
	}),
});

const callPermission = z.strictObject({
	type: z.literal('call_permission_request'),
	body: body.optional(),
	action: z.strictObject({ name: z.literal('call_permission_request') }),
});

/** Source: Meta, "Call button messages". */
export const voiceCall = z.strictObject({
	type: z.literal('voice_call'),
	body,
	action: z.strictObject({
		name: z.literal('voice_call'),
		parameters: z
			.strictObject({
				display_text: text(20).optional(),
				ttl_minutes: z.number().int().min(1).max(43_200).optional(),
				payload: text(512).optional(),
			})
			.optional(),
	}),
});

/** Source: Meta, "Business-scoped user IDs". */
const requestContactInfo = z.strictObject({
	type: z.literal('request_contact_info'),
	body,
	action: z.strictObject({ name: z.literal('request_contact_info') }),
});

const address = z.strictObject({
	type: z.literal('address_message'),
	header: textHeader.optional(),
	body,
	footer,
	action: z.strictObject({
		name: z.literal('address_message'),
		parameters: z.strictObject({
			country: z.enum(['IN', 'SG']),
			values: z.record(z.unknown()).optional(),
			saved_addresses: z.array(z.unknown()).optional(),
			validation_errors: z.record(z.unknown()).optional(),
		}),
	}),
});

export const interactive = z.discriminatedUnion('type', [
	button,
	list,
	ctaUrl,
	locationRequest,
	flow,
	product,
	productList,
	catalogMessage,
	callPermission,
	address,
	voiceCall,
	requestContactInfo,
	carousel,
]);
