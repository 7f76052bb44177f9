import type { INodePropertyOptions } from 'n8n-workflow';
import { compareTexts } from '../core/compareTexts';
import { getOwn } from '../core/parse';
import { toText } from '../core/toText';
import { bulk360 } from './bulk360';
import { dialog360 } from './dialog360';
import { modica } from './modica';
import type { Provider } from './provider';
import { socnet } from './socnet';
import type { Capabilities } from './capabilities';

/**
 * Every provider, by the value of the nodes' `provider` parameter. A fifth one is one line here.
 * The default provider comes first: n8n's search for nodes takes its list of actions and triggers
 * from the first field of a name, and inserts the node with that field's provider.
 */
export const PROVIDERS = { dialog360, bulk360, modica, socnet } as const;

/** Values of the nodes' `provider` parameter. */
export type ProviderName = keyof typeof PROVIDERS;

/**
 * The provider that a node's `provider` parameter names.
 * @throws Error for any other value, which only an expression or an edited workflow can have
 */
export function getProvider(name: unknown): Provider {
	const provider: Provider | undefined = getOwn(PROVIDERS, name);
	if (!provider) throw new Error(`'${toText(name) ?? ''}' is not a provider of this node`);
	return provider;
}

/** `A`, `A and B`, `A, B, and C`. */
export function joinNames(
	providers: ReadonlyArray<Pick<Provider, 'displayName'>>,
	conjunction: 'and' | 'or',
): string {
	const names = providers.map(({ displayName }) => displayName);
	return names.length < 3
		? names.join(` ${conjunction} `)
		: `${names.slice(0, -1).join(', ')}, ${conjunction} ${names[names.length - 1]}`;
}

/** Names of the providers that can do something, for `displayOptions`. */
export function getProvidersWith(can: (capabilities: Capabilities) => boolean): string[] {
	return Object.values(PROVIDERS)
		.filter(({ capabilities }) => can(capabilities))
		.map(({ name }) => name);
}

/** Operations of resource `event`, for whose events a trigger can get: they need nothing else. */
const EVENT_OPERATIONS = ['skipDuplicates'] as const;

export type EventOperationName = (typeof EVENT_OPERATIONS)[number];

/** Values of the `operation` parameter that a provider has for a resource; none: no such resource. */
export function getOperations(provider: Provider, resource: string): readonly string[] {
	const { message, resources } = provider.capabilities;
	const event = provider.webhook ? EVENT_OPERATIONS : undefined;
	const all: Readonly<Record<string, readonly string[] | undefined>> = {
		message,
		event,
		...resources,
	};
	return all[resource] ?? [];
}

/** The choices of a 'Provider' field. */
export function createProviderOptions(providers: Provider[]): INodePropertyOptions[] {
	return providers
		.map(({ name, displayName }) => ({ name: displayName, value: name }))
		.sort((a, b) => compareTexts(a.name, b.name));
}

/**
 * A node's subtitle: the chosen provider's name, and what an expression says about the rest. Without the
 * name's second one in brackets: n8n cuts a subtitle after some 26 characters.
 */
export function createSubtitle(rest: string): string {
	const names = Object.values(PROVIDERS).map(({ name, displayName }) => [
		name,
		displayName.replace(/ \(.*/, ''),
	]);
	const table = JSON.stringify(Object.fromEntries(names));
	return `={{ (${table}[$parameter["provider"]] || "") + ": " + ${rest} }}`;
}
