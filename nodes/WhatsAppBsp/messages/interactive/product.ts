import { checkText } from '../limits';
import { LIMITS } from './shared';
import type { InteractiveRules } from './types';

export interface Product {
	type: 'product';
	catalogId: string;
	productId: string;
}

/** Source: Meta, "Single-product messages". */
export const product: InteractiveRules<'product'> = {
	wireType: 'product',
	header: 'none',
	body: { limit: LIMITS.body, required: false },
	footer: true,
	check: ({ catalogId, productId }) => [
		...checkText('Catalog ID', catalogId, undefined),
		...checkText('Product ID', productId, undefined),
	],
	action: ({ catalogId, productId }) => ({
		catalog_id: catalogId,
		product_retailer_id: productId,
	}),
};
