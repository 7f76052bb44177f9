import { NodeHelpers, type INodeParameters, type INodeProperties } from 'n8n-workflow';
import * as create from '../../nodes/WhatsAppBsp/actions/template/create.operation';
import * as edit from '../../nodes/WhatsAppBsp/actions/template/edit.operation';

const ALL = ['callPermission', 'offerText', 'offerExpires', 'ttlSeconds'];

it.each([
	['create', create],
	['edit', edit],
])('the options of %s are shown where they are read', (_operation, { description }) => {
	const found = description.find(({ name }) => name === 'options');
	const getShown = (root: INodeParameters) =>
		((found?.options ?? []) as INodeProperties[])
			.filter((option) => NodeHelpers.displayParameter({}, option, null, null, root))
			.map(({ name }) => name);
	const getAll = (contentSource: string) =>
		['', 'MARKETING', 'UTILITY', 'AUTHENTICATION', '={{ $json.category }}'].map((category) =>
			getShown({ contentSource, category }),
		);
	const withoutOffer = ['callPermission', 'ttlSeconds'];
	expect(getAll('fields')).toEqual([ALL, ALL, withoutOffer, ['ttlSeconds'], ALL]);
	expect(getAll('components')).toEqual(Array(5).fill(['ttlSeconds']));
});
