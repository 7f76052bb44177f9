import {
	NodeHelpers,
	type INode,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { OPERATIONS } from '../../../nodes/WhatsAppBsp/actions/router';
import { getOperations, PROVIDERS } from '../../../nodes/WhatsAppBsp/providers';
import { WhatsAppBsp } from '../../../nodes/WhatsAppBsp/WhatsAppBsp.node';
import { outputSchemas } from '../../support/schemas';

const { description } = new WhatsAppBsp();
const { properties } = description;
const providers = Object.values(PROVIDERS);

interface Place {
	provider: string;
	resource: string;
	operation: string;
}

const key = ({ provider, resource, operation }: Place) => `${provider}/${resource}/${operation}`;
const shown = ({ displayOptions }: INodeProperties, name: string) =>
	(displayOptions?.show?.[name] ?? []) as string[];
const values = ({ options }: INodeProperties) =>
	((options ?? []) as INodePropertyOptions[]).map(({ value }) => String(value));
const named = (name: string) => properties.filter((property) => property.name === name);

const [resourceField, ...furtherResourceFields] = named('resource');

/** What a person can choose in the editor. */
const offered: Place[] = ((resourceField.options ?? []) as INodePropertyOptions[]).flatMap(
	({ value, displayOptions }) =>
		((displayOptions?.show?.provider ?? []) as string[]).flatMap((provider) =>
			named('operation')
				.filter(
					(operations) =>
						shown(operations, 'provider').includes(provider) &&
						shown(operations, 'resource').includes(String(value)),
				)
				.flatMap(values)
				.map((operation) => ({ provider, resource: String(value), operation })),
		),
);

/** What the providers say they can. */
const capable: Place[] = providers.flatMap((provider) =>
	Object.keys(OPERATIONS).flatMap((resource) =>
		getOperations(provider, resource).map((operation) => ({
			provider: provider.name,
			resource,
			operation,
		})),
	),
);

/** What the providers have code for, in addition to sending. */
const callable: Place[] = providers.flatMap((provider) =>
	Object.entries(provider.apiCalls).flatMap(([resource, calls]) =>
		Object.keys(calls ?? {}).map((operation) => ({ provider: provider.name, resource, operation })),
	),
);

const sorted = (places: Place[]) => places.map(key).sort();

describe('parity of description, capabilities and code', () => {
	it('offers exactly what the providers can, each once', () => {
		expect(sorted(offered)).toEqual(sorted(capable));
		expect(new Set(sorted(offered)).size).toBe(offered.length);
		expect(offered.length).toBeGreaterThan(30);
	});

	it('lists each action once in n8n’s search for nodes, which goes by the fields named resource', () => {
		expect(furtherResourceFields).toEqual([]);
		const [first, ...others] = values(resourceField).map(
			(resource) =>
				named('operation').filter((field) => shown(field, 'resource').includes(resource))[0],
		);
		const actions = [first, ...others].flatMap(({ options }) =>
			((options ?? []) as INodePropertyOptions[]).map(({ action }) => action),
		);
		expect(actions).toEqual([...new Set(actions)]);
		// The node is inserted with the first provider of the list's field: it must be the default.
		for (const field of [first, ...others]) expect(shown(field, 'provider')).toEqual(['dialog360']);
	});

	it('has a handler for every operation that is offered, and none that nobody offers', () => {
		const handlers = Object.entries(OPERATIONS).flatMap(([resource, operations]) =>
			Object.keys(operations).map((operation) => `${resource}/${operation}`),
		);
		const wanted = offered.map(({ resource, operation }) => `${resource}/${operation}`);
		expect([...new Set(wanted)].sort()).toEqual(handlers.sort());
		const build = {
			apiCall: 'buildApiCall',
			deduplicate: 'getKey',
			message: 'buildMessages',
			readReceipt: 'buildReadReceipt',
			wait: 'buildQuestion',
		};
		Object.values(OPERATIONS)
			.flatMap((operations) => Object.values(operations))
			.forEach((operation) =>
				expect(operation).toHaveProperty(build[operation.kind], expect.any(Function)),
			);
	});

	it('has the provider’s code for every call that is offered, and no others', () => {
		expect(sorted(callable)).toEqual(
			sorted(offered.filter(({ resource }) => !['message', 'event'].includes(resource))),
		);
	});

	it('has the provider’s code for what its capabilities promise, and the reverse', () => {
		for (const { capabilities: can, ...provider } of providers) {
			expect(Boolean(provider.markAsRead)).toBe(can.message.includes('markAsRead'));
			expect(Boolean(provider.upload)).toBe(can.media === 'native');
			expect(Boolean(provider.joinRecipients)).toBe(can.recipientsPerRequest !== undefined);
			expect(Boolean(provider.templates)).toBe(can.templateList);
		}
	});

	it('has an output schema for every operation, and no others', () => {
		const operations = offered.map(({ resource, operation }) => `${resource}/${operation}`);
		expect(Object.keys(outputSchemas()).sort()).toEqual([...new Set(operations)].sort());
	});

	it('shows no field for a provider, resource or operation that there is none of', () => {
		const known: Record<string, Set<string>> = {
			provider: new Set(offered.map(({ provider }) => provider)),
			resource: new Set(offered.map(({ resource }) => resource)),
			operation: new Set(offered.map(({ operation }) => operation)),
		};
		for (const property of properties) {
			for (const [name, some] of Object.entries(known)) {
				const strangers = shown(property, name).filter((value) => !some.has(value));
				expect({ field: property.name, name, strangers }).toEqual({
					field: property.name,
					name,
					strangers: [],
				});
			}
		}
	});

	it('offers an option of a message only where the provider can do it', () => {
		const optionNames = {
			replies: 'replyToMessageId',
			callbackData: 'callbackData',
			previewUrl: 'previewUrl',
			senderId: 'senderId',
		} as const;
		for (const ability of Object.keys(optionNames) as Array<keyof typeof optionNames>) {
			const able = providers
				.filter(({ capabilities }) => capabilities[ability])
				.map(({ name }) => name);
			const options = named('options')
				.filter((collection) => shown(collection, 'resource').includes('message'))
				.flatMap((collection) => (collection.options ?? []) as INodeProperties[])
				.filter(({ name }) => name === optionNames[ability]);
			expect(options.length).toBeGreaterThan(0);
			for (const option of options) expect(shown(option, '/provider')).toEqual(able);
		}
	});

	it.each(
		named('operation').map((field) => [
			shown(field, 'provider')[0],
			shown(field, 'resource')[0],
			field,
		]),
	)('%s %s has a default among its operations', (_provider, _resource, field) => {
		expect(values(field)).toContain(field.default);
	});

	it.each(offered.map((place) => [key(place), place] as const))(
		'%s: no two fields of one name at the same time',
		(_, place) => {
			const node = { typeVersion: 1, parameters: place } as unknown as INode;
			const visible = properties.filter((property) =>
				NodeHelpers.displayParameter(
					NodeHelpers.getNodeParameters(
						properties,
						place as never,
						true,
						false,
						node,
						description,
					) as never,
					property,
					node,
					description,
				),
			);
			const names = visible.map(({ name }) => name);
			expect(names).toEqual([...new Set(names)]);
			expect(names).toEqual(expect.arrayContaining(['provider', 'resource', 'operation']));
		},
	);
});

describe('words in the editor', () => {
	const choices = named('operation').flatMap(
		({ options }) => (options ?? []) as INodePropertyOptions[],
	);

	it('every operation says what it does, in a sentence of its own', () => {
		for (const { name, action, description: words } of choices) {
			expect(action).toMatch(/^[A-Z]/);
			expect(action).not.toContain('WhatsApp');
			expect(words).toMatch(/^[A-Z].{15,}/);
			expect(words).not.toBe(name);
		}
	});
});
