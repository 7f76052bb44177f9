import type { INodeProperties } from 'n8n-workflow';
import { createEntriesField } from '../../fields/entriesField';
import type { InteractiveFields } from './fields';

const catalogIdField: INodeProperties = {
	displayName: 'Catalog ID',
	name: 'catalogId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 194836987003835',
	description: 'ID of the catalog connected to the sending number, from Meta’s Commerce Manager',
};

const productIdsField: INodeProperties = {
	displayName: 'Product IDs',
	name: 'productIds',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. SKU-1, SKU-2',
	description: 'Content IDs of products in the catalog, separated by commas',
};

export const product: InteractiveFields<'product'> = {
	name: 'Product',
	description: 'A single product from a catalog',
	fields: [
		catalogIdField,
		{
			displayName: 'Product ID',
			name: 'productId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. SKU-1',
			description: 'Content ID of a product in the catalog',
		},
	],
	read: (reader) => ({
		type: 'product',
		catalogId: reader.trimmedText('catalogId'),
		productId: reader.trimmedText('productId'),
	}),
};

export const productList: InteractiveFields<'productList'> = {
	name: 'Product List',
	description: 'Up to 30 products from a catalog, grouped in sections',
	fields: [
		catalogIdField,
		createEntriesField(
			{
				displayName: 'Product Sections',
				name: 'productSections',
				placeholder: 'Add section',
				description: 'Up to 30 products in total, in up to 10 sections',
			},
			{
				displayName: 'Section',
				name: 'section',
				values: [
					{
						displayName: 'Title',
						name: 'title',
						type: 'string',
						default: '',
						placeholder: 'e.g. Popular',
						description: 'Up to 24 characters. Required if there are several sections.',
					},
					productIdsField,
				],
			},
		),
	],
	read: (reader) => ({
		type: 'productList',
		catalogId: reader.trimmedText('catalogId'),
		sections: reader.entries('productSections.section').map((section) => ({
			title: section.text('title'),
			productIds: section.list('productIds'),
		})),
	}),
};

export const productCarousel: InteractiveFields<'productCarousel'> = {
	name: 'Product Carousel',
	description: '2 to 10 products from a catalog, side by side',
	fields: [catalogIdField, productIdsField],
	read: (reader) => ({
		type: 'productCarousel',
		catalogId: reader.trimmedText('catalogId'),
		productIds: reader.list('productIds'),
	}),
};

export const catalog: InteractiveFields<'catalog'> = {
	name: 'Catalog',
	description: 'A button that opens your full catalog',
	fields: [
		{
			displayName: 'Thumbnail Product ID',
			name: 'thumbnailProductId',
			type: 'string',
			default: '',
			placeholder: 'e.g. SKU-1',
			description:
				'Product whose picture is shown. If empty, the first product in the catalog is used.',
		},
	],
	read: (reader) => {
		const thumbnailProductId = reader.trimmedText('thumbnailProductId');
		return { type: 'catalog', ...(thumbnailProductId ? { thumbnailProductId } : {}) };
	},
};
