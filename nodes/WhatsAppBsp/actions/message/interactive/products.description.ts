import type { INodeProperties } from 'n8n-workflow';
import { textIn } from '../../plain';
import { entriesField, wordsIn, type InteractiveForm } from './form';

const catalogIdField: INodeProperties = {
	displayName: 'Catalog ID',
	name: 'catalogId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 194836987003835',
	description: 'ID of the catalog that is connected to the sender, from Meta’s Commerce Manager',
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

export const product: InteractiveForm<'product'> = {
	name: 'Product',
	description: 'One product of a catalog',
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
	read: (form) => ({
		type: 'product',
		catalogId: form.word('catalogId'),
		productId: form.word('productId'),
	}),
};

export const productList: InteractiveForm<'productList'> = {
	name: 'Product List',
	description: 'Up to 30 products of a catalog in sections',
	fields: [
		catalogIdField,
		entriesField(
			{
				displayName: 'Product Sections',
				name: 'productSections',
				placeholder: 'Add section',
				description: 'Up to 30 products in up to ten sections',
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
						description: 'At most 24 characters; needed with several sections',
					},
					productIdsField,
				],
			},
		),
	],
	read: (form) => ({
		type: 'productList',
		catalogId: form.word('catalogId'),
		sections: form.entries('productSections.section').map(({ title, productIds }) => ({
			title: textIn(title),
			productIds: wordsIn(productIds),
		})),
	}),
};

export const productCarousel: InteractiveForm<'productCarousel'> = {
	name: 'Product Carousel',
	description: 'Two to ten products of a catalog side by side',
	fields: [catalogIdField, productIdsField],
	read: (form) => ({
		type: 'productCarousel',
		catalogId: form.word('catalogId'),
		productIds: wordsIn(form.value('productIds')),
	}),
};

export const catalog: InteractiveForm<'catalog'> = {
	name: 'Catalog',
	description: 'A button that opens your whole catalog',
	fields: [
		{
			displayName: 'Thumbnail Product ID',
			name: 'thumbnailProductId',
			type: 'string',
			default: '',
			placeholder: 'e.g. SKU-1',
			description: 'Product whose picture is shown. Left empty: the first of the catalog.',
		},
	],
	read: (form) => {
		const thumbnailProductId = form.word('thumbnailProductId');
		return { type: 'catalog', ...(thumbnailProductId ? { thumbnailProductId } : {}) };
	},
};
