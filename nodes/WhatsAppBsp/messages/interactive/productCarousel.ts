import { validateText } from '../../core/validation';
import { validateCount, INTERACTIVE_LIMITS } from './shared';
import type { InteractiveRules } from './types';

export interface ProductCarousel {
	type: 'productCarousel';
	catalogId: string;
	/** One card each. */
	productIds: string[];
}

/** Source: Meta, "Interactive product carousel messages". */
export const productCarousel: InteractiveRules<ProductCarousel> = {
	apiType: 'carousel',
	header: 'none',
	body: { limit: INTERACTIVE_LIMITS.body, required: true },
	footer: false,
	validate: ({ catalogId, productIds }) => [
		...validateText('Catalog ID', catalogId),
		...validateCount('Product IDs', productIds.length, { min: 2, max: 10, of: 'products' }),
	],
	action: ({ catalogId, productIds }) => ({
		cards: productIds.map((id, i) => ({
			card_index: i,
			type: 'product',
			action: { product_retailer_id: id, catalog_id: catalogId },
		})),
	}),
};
