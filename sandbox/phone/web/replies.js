/**
 * What a customer's thumb sends, as Meta's webhooks carry it: the Cloud API's message objects without
 * from, id and timestamp. Source: Meta, webhooks reference "messages".
 */
const PRICE = 9.9;
const MINUTES_30 = 1800;

export const text = (body) => ({ type: 'text', text: { body } });

/** The first message after a tap on an ad. */
export const fromAd = (body, headline, sourceId) => ({
	...text(body),
	referral: {
		source_url: `https://fb.me/${sourceId}`,
		source_id: sourceId,
		source_type: 'ad',
		headline,
		body: 'Only this week',
		media_type: 'image',
		image_url: 'https://example.com/ad.jpg',
		ctwa_clid: `click-${sourceId}`,
	},
});

export const reaction = (messageId, emoji) => ({
	type: 'reaction',
	reaction: { message_id: messageId, emoji },
});

export const buttonReply = ({ id, title }) => ({
	type: 'interactive',
	interactive: { type: 'button_reply', button_reply: { id, title } },
});

export const listReply = ({ id, title, description }) => ({
	type: 'interactive',
	interactive: {
		type: 'list_reply',
		list_reply: { id, title, ...(description && { description }) },
	},
});

export const templateButton = (label, payload) => ({
	type: 'button',
	button: { text: label, payload },
});

export const formReply = (name, values) => ({
	type: 'interactive',
	interactive: {
		type: 'nfm_reply',
		nfm_reply: { name, body: 'Sent', response_json: JSON.stringify(values) },
	},
});

export const callPermission = (accepted, now = Date.now()) => ({
	type: 'interactive',
	interactive: {
		type: 'call_permission_reply',
		call_permission_reply: {
			response: accepted ? 'accept' : 'reject',
			...(accepted && { expiration_timestamp: Math.floor(now / 1000) + MINUTES_30 }),
			response_source: 'user_action',
		},
	},
});

export const order = (catalogId, productIds) => ({
	type: 'order',
	order: {
		catalog_id: catalogId,
		product_items: productIds.map((id) => ({
			product_retailer_id: id,
			quantity: 1,
			item_price: PRICE,
			currency: 'EUR',
		})),
	},
});

export const location = (place) => ({ type: 'location', location: place });

export const contact = (name, phone) => ({
	type: 'contacts',
	contacts: [
		{
			name: { formatted_name: name, first_name: name.split(' ')[0] },
			phones: [{ phone, type: 'CELL', wa_id: phone.replace(/\D/g, '') }],
		},
	],
});

const SHARED_NUMBER = '60123000111';

/** The answer to a contact request: one's own card. A user ID alone has no number: an invented one. */
export const sharedContact = ({ customer, name = 'Ana' }) => {
	const number = /^\d+$/.test(customer) ? customer : SHARED_NUMBER;
	return { ...contact(name, `+${number}`), origin: 'contact_request' };
};

const KINDS = [
	[/^image\/webp/, 'sticker'],
	[/^image\//, 'image'],
	[/^video\//, 'video'],
	[/^audio\//, 'audio'],
];

export const getKind = (mimeType) =>
	KINDS.find(([pattern]) => pattern.test(mimeType))?.[1] ?? 'document';

/** A file that has been uploaded; Ogg is what a phone records, so it counts as a voice message. */
export function media(id, file, caption) {
	const type = getKind(file.type);
	const withCaption = caption && ['image', 'video', 'document'].includes(type);
	return {
		type,
		[type]: {
			id,
			...(withCaption && { caption }),
			...(type === 'document' && { filename: file.name }),
			...(type === 'audio' && { voice: /ogg/.test(file.type) }),
		},
	};
}
