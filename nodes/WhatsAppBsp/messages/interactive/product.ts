import { validateText } from '../../core/validation';
import { INTERACTIVE_LIMITS } from './shared';
import type { InteractiveRules } from './types';

export interface Product {
	type: 'product';
	catalogId: string;
	productId: string;
}

/** Source: Meta, "Single-product messages". */
export const product: InteractiveRules<Product> = {
	apiType: 'product',
	header: 'none',
	body: { limit: INTERACTIVE_LIMITS.body, required: false },
	footer: true,
	validate: ({ catalogId, productId }) => [
		...validateText('Catalog ID', catalogId),
		...validateText('Product ID', productId),
	],
	action: ({ catalogId, productId }) => ({
		catalog_id: catalogId,
		product_retailer_id: productId,
	}),
};
