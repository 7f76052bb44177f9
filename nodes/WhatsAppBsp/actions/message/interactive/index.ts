import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import type { Interactive, InteractiveType } from '../../../messages/interactive/types';
import { address } from './address.description';
import { buttons } from './buttons.description';
import { commonFields, readCommonParts } from './common.description';
import { ctaUrl } from './ctaUrl.description';
import { flow } from './flow.description';
import type { Form, InteractiveForm } from './form';
import { list } from './list.description';
import { mediaCarousel } from './mediaCarousel.description';
import { catalog, product, productCarousel, productList } from './products.description';
import { callPermission, locationRequest } from './requests.description';

const FORMS: { readonly [T in InteractiveType]: InteractiveForm<T> } = {
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
};

/** The type, the parts that the types share, and each type's own fields. */
export const interactiveFields: INodeProperties[] = [
	{
		displayName: 'Interactive Type',
		name: 'interactiveType',
		type: 'options',
		noDataExpression: true,
		options: Object.entries(FORMS)
			.map(([value, { name, description }]) => ({ name, value, description }))
			.sort((a, b) => a.name.localeCompare(b.name)),
		default: 'buttons',
		description: 'What the customer can do with the message',
	},
	...commonFields,
	...Object.entries(FORMS).flatMap(([type, { fields }]) =>
		updateDisplayOptions({ show: { interactiveType: [type] } }, fields),
	),
];

/** @returns undefined when there is no such type, as in a workflow that was written by hand */
export async function readInteractive(form: Form): Promise<Interactive | undefined> {
	const type = form.word('interactiveType') as InteractiveType;
	if (!Object.keys(FORMS).includes(type)) return undefined;
	const own = await FORMS[type].read(form);
	return { ...(await readCommonParts(form, type)), ...own } as Interactive;
}
