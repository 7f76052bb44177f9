import type { IDataObject } from 'n8n-workflow';
import { getOwn } from '../../core/parse';
import type { TemplateComponent } from './parseTemplate';
import type { TemplateValues, TemplateSection, FieldPrefix, TemplateField } from './fields';
import { buildHeaderText } from './texts';
import { getDocumentName } from '../fileName';

type HeaderMedia = 'image' | 'video' | 'document';

function getFileName(id: string, values: TemplateValues): string {
	const source = values.media(id);
	return source ? getDocumentName(values.text(`${id}_filename`), source) : '';
}

function createMediaHeader(type: HeaderMedia, title: string) {
	return (_component: TemplateComponent, prefix: FieldPrefix): TemplateSection => {
		const id = `${prefix.id}header_${type}`;
		const isDocument = type === 'document';
		const label = `${prefix.label}Header ${title}`;
		const fields: TemplateField[] = [
			{
				id,
				label: `${label} (URL, ID, Field)`,
				kind: 'media',
				mediaType: type,
				required: true,
			},
			...(isDocument
				? [
						{
							id: `${id}_filename`,
							label: `${label} File Name`,
							kind: 'text' as const,
							required: false,
						},
					]
				: []),
		];
		return {
			fields,
			component: (values) => {
				const source = values.media(id);
				const filename = isDocument ? getFileName(id, values) : '';
				const media = { ...source, ...(filename ? { filename } : {}) } as IDataObject;
				return { type: 'header', parameters: [{ type, [type]: media }] };
			},
		};
	};
}

function buildLocationHeader(_component: TemplateComponent, prefix: FieldPrefix): TemplateSection {
	const id = `${prefix.id}header`;
	const label = `${prefix.label}Header`;
	const fields: TemplateField[] = [
		{
			id: `${id}_latitude`,
			label: `${label} Latitude`,
			kind: 'number',
			range: [-90, 90],
			required: true,
		},
		{
			id: `${id}_longitude`,
			label: `${label} Longitude`,
			kind: 'number',
			range: [-180, 180],
			required: true,
		},
		{ id: `${id}_name`, label: `${label} Place Name`, kind: 'text', required: false },
		{ id: `${id}_address`, label: `${label} Place Address`, kind: 'text', required: false },
	];
	const location = (values: TemplateValues): IDataObject => ({
		latitude: values.number(`${id}_latitude`),
		longitude: values.number(`${id}_longitude`),
		...(values.has(`${id}_name`) ? { name: values.text(`${id}_name`) } : {}),
		...(values.has(`${id}_address`) ? { address: values.text(`${id}_address`) } : {}),
	});
	return {
		fields,
		component: (values) => ({
			type: 'header',
			parameters: [{ type: 'location', location: location(values) }],
		}),
	};
}

/** Assumption: the shape inside `product` is Meta's, of single-product templates. */
function buildProductHeader(_component: TemplateComponent, prefix: FieldPrefix): TemplateSection {
	const id = `${prefix.id}header_product`;
	const label = `${prefix.label}Header`;
	return {
		fields: [
			{ id, label: `${label} Product ID (SKU)`, kind: 'text', isToken: true, required: true },
			{
				id: `${id}_catalog`,
				label: `${label} Catalog ID`,
				kind: 'text',
				isToken: true,
				required: true,
			},
		],
		component: (values) => ({
			type: 'header',
			parameters: [
				{
					type: 'product',
					product: {
						product_retailer_id: values.text(id),
						catalog_id: values.text(`${id}_catalog`),
					},
				},
			],
		}),
	};
}

/** A kind of header newer than this node: its JSON has no fields here. */
function buildUnknownHeader({ format = '' }: TemplateComponent): TemplateSection {
	const problem = `has a ${format} header, which this node has no fields for; set 'Fill In With' to 'Components (JSON)'`;
	return {
		fields: [],
		component: () => undefined,
		validate: () => [{ field: 'Template', problem }],
	};
}

/** Every kind of header. Source: Meta, "Template components". */
const HEADERS: Readonly<
	Record<string, (component: TemplateComponent, prefix: FieldPrefix) => TemplateSection>
> = {
	TEXT: buildHeaderText,
	IMAGE: createMediaHeader('image', 'Image'),
	VIDEO: createMediaHeader('video', 'Video'),
	DOCUMENT: createMediaHeader('document', 'Document'),
	LOCATION: buildLocationHeader,
	PRODUCT: buildProductHeader,
};

export function buildHeaderSection(
	component: TemplateComponent,
	prefix: FieldPrefix,
): TemplateSection {
	const build = getOwn(HEADERS, component.format ?? 'TEXT') ?? buildUnknownHeader;
	return build(component, prefix);
}
