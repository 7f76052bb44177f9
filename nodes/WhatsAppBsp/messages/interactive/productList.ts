import { validateText } from '../../core/validation';
import { validateCount, validateSectionTitles, INTERACTIVE_LIMITS } from './shared';
import type { InteractiveRules } from './types';

export interface ProductSection {
	/** Needed where there are several sections. */
	title: string;
	productIds: string[];
}

export interface ProductList {
	type: 'productList';
	catalogId: string;
	sections: ProductSection[];
}

/** Products are counted over all sections. */
export const PRODUCT_LIST_LIMITS = { sections: 10, products: 30 } as const;

/** Source: Meta, "Multi-product messages". */
export const productList: InteractiveRules<ProductList> = {
	apiType: 'product_list',
	header: 'requiredText',
	body: { limit: INTERACTIVE_LIMITS.body, required: true },
	footer: true,
	validate: ({ catalogId, sections }) => {
		const products = sections.flatMap(({ productIds }) => productIds).length;
		return [
			...validateText('Catalog ID', catalogId),
			...validateCount('Product Sections', sections.length, {
				min: 1,
				max: PRODUCT_LIST_LIMITS.sections,
				of: 'sections',
			}),
			...validateSectionTitles(sections),
			...sections.flatMap(({ productIds }, i) =>
				productIds.length > 0
					? []
					: [{ field: `Section ${i + 1}: Product IDs`, problem: 'is empty' }],
			),
			...(products > PRODUCT_LIST_LIMITS.products
				? [
						{
							field: 'Product Sections',
							problem: `has ${products} products in total; the maximum is ${PRODUCT_LIST_LIMITS.products}`,
						},
					]
				: []),
		];
	},
	action: ({ catalogId, sections }) => ({
		catalog_id: catalogId,
		sections: sections.map(({ title, productIds }) => ({
			...(title ? { title } : {}),
			product_items: productIds.map((id) => ({ product_retailer_id: id })),
		})),
	}),
};
