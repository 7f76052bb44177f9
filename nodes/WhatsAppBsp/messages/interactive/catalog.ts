import { INTERACTIVE_LIMITS } from './shared';
import type { InteractiveRules } from './types';

export interface Catalog {
	type: 'catalog';
	/** Product whose picture is shown for the catalog; without it, the first one's. */
	thumbnailProductId?: string;
}

/** Source: Meta, "Catalog messages". */
export const catalog: InteractiveRules<Catalog> = {
	apiType: 'catalog_message',
	header: 'none',
	body: { limit: INTERACTIVE_LIMITS.body, required: true },
	footer: true,
	validate: () => [],
	action: ({ thumbnailProductId }) => ({
		name: 'catalog_message',
		...(thumbnailProductId
			? { parameters: { thumbnail_product_retailer_id: thumbnailProductId } }
			: {}),
	}),
};
