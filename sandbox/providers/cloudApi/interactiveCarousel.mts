import { z } from 'zod';
import { captioned, text, webUrl } from './shapes.mts';

const header = z.discriminatedUnion('type', [
	z.strictObject({ type: z.literal('image'), image: captioned }),
	z.strictObject({ type: z.literal('video'), video: captioned }),
]);

const cardBody = z.strictObject({
	text: text(160).refine((value) => value.split('\n').length <= 3, 'has more than 2 line breaks'),
});

const quickReply = z.strictObject({
	type: z.literal('quick_reply'),
	quick_reply: z.strictObject({ id: text(256), title: text(20) }),
});

const urlAction = z.strictObject({
	name: z.literal('cta_url'),
	parameters: z.strictObject({ display_text: text(20), url: webUrl }),
});
const repliesAction = z.strictObject({ buttons: z.array(quickReply).min(1).max(3) });

const mediaCard = z.strictObject({
	card_index: z.number().int(),
	type: z.literal('cta_url'),
	header,
	body: cardBody.optional(),
	action: z.union([urlAction, repliesAction]),
});

const productCard = z.strictObject({
	card_index: z.number().int(),
	type: z.literal('product'),
	action: z.strictObject({
		product_retailer_id: z.string().min(1),
		catalog_id: z.string().min(1),
	}),
});

type Card = z.infer<typeof mediaCard> | z.infer<typeof productCard>;

/** What has to be the same on every card: its kind, its buttons' kind and number, its catalogue. */
const describeShape = (card: Card): string => {
	if (card.type === 'product') return `product ${card.action.catalog_id}`;
	return 'buttons' in card.action ? `replies ${card.action.buttons.length}` : 'url';
};

/**
 * Media carousel and product carousel, without main header and footer. Source: Meta, "Interactive media
 * carousel messages" and "Interactive product carousel messages".
 */
export const carousel = z.strictObject({
	type: z.literal('carousel'),
	body: z.strictObject({ text: text(1024) }),
	action: z.strictObject({
		cards: z
			.array(z.discriminatedUnion('type', [mediaCard, productCard]))
			.min(2)
			.max(10)
			.refine(
				(cards) => cards.every((card, index) => card.card_index === index),
				'card_index must count from 0',
			)
			.refine(
				(cards) => new Set(cards.map(describeShape)).size === 1,
				'All cards must have the same kind and number of buttons, or the same catalog',
			),
	}),
});
