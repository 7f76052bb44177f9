import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import type { Interactive, InteractiveType } from '../../../messages/interactive';
import { address } from './address';
import { buttons } from './buttons';
import { commonFields, readCommonParts } from './commonParts';
import { ctaUrl } from './ctaUrl';
import { flow } from './flow';
import type { Form, InteractiveForm } from './form';
import { list } from './list';
import { mediaCarousel } from './mediaCarousel';
import { catalog, product, productCarousel, productList } from './products';
import { callPermission, locationRequest } from './requests';

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
