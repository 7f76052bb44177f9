import { getProvider, PROVIDERS } from '../../../nodes/WhatsAppBsp/providers';

it.each(Object.values(PROVIDERS))('finds $name', (provider) => {
	expect(getProvider(provider.name)).toBe(provider);
});

it.each([
	['nobody', "'nobody' is not a provider of this node"],
	['constructor', "'constructor' is not a provider of this node"],
	['', "'' is not a provider of this node"],
	[undefined, "'' is not a provider of this node"],
	[{ name: 'modica' }, "'' is not a provider of this node"],
])('rejects %j', (name, message) => {
	expect(() => getProvider(name)).toThrow(message);
});
