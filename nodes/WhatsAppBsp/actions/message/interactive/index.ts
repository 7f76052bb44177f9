import type { INodeProperties } from 'n8n-workflow';
import { compareTexts } from '../../../core/compareTexts';
import type { Interactive, InteractiveType } from '../../../messages/interactive';
import type { ParameterReader } from '../../parameterReader';
import { updateDisplayOptions } from '../../fields/updateDisplayOptions';
import { address } from './address';
import { buttons } from './buttons';
import { commonFields, readCommonParts } from './commonParts';
import { ctaUrl } from './ctaUrl';
import type { InteractiveFields } from './fields';
import { flow } from './flow';
import { list } from './list';
import { mediaCarousel } from './mediaCarousel';
import { catalog, product, productCarousel, productList } from './products';
import { callPermission, locationRequest, requestContactInfo } from './requests';
import { voiceCall } from './voiceCall';

const FIELDS: { readonly [T in InteractiveType]: InteractiveFields<T> } = {
	address,
	buttons,
	callPermission,
	catalog,
	ctaUrl,
	flow,
	list,
	locationRequest,
	mediaCarousel,
	product,
	productCarousel,
	productList,
	requestContactInfo,
	voiceCall,
};

/** The type, the parts that the types share, and each type's own fields. */
export const interactiveFields: INodeProperties[] = [
	{
		displayName: 'Interactive Type',
		name: 'interactiveType',
		type: 'options',
		noDataExpression: true,
		options: Object.entries(FIELDS)
			.map(([value, { name, description }]) => ({ name, value, description }))
			.sort((a, b) => compareTexts(a.name, b.name)),
		default: 'buttons',
		description: 'What the customer can do with the message',
	},
	...commonFields,
	...Object.entries(FIELDS).flatMap(([type, { fields }]) =>
		updateDisplayOptions({ show: { interactiveType: [type] } }, fields),
	),
];

export async function readInteractive(reader: ParameterReader): Promise<Interactive> {
	const type = reader.option<InteractiveType>('interactiveType', 'buttons');
	const common = await readCommonParts(reader, type);
	return { ...common, ...(await FIELDS[type].read(reader)) } as Interactive;
}
