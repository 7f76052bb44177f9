import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { PROVIDERS } from '../../../nodes/WhatsAppBsp/providers';
import { WhatsAppBspTrigger } from '../../../nodes/WhatsAppBsp/WhatsAppBspTrigger.node';

const description = new WhatsAppBspTrigger().description;
const { properties, credentials, webhooks } = description;
const getValues = ({ options }: INodeProperties) =>
	(options as INodePropertyOptions[]).map(({ value }) => value);
const findShown = (provider: string, name: string) =>
	properties.filter(
		(property) =>
			property.name === name &&
			(property.displayOptions?.show?.provider ?? [provider]).includes(provider),
	);

const receivers = Object.values(PROVIDERS).filter(({ webhook }) => webhook !== undefined);

it('offers exactly the providers that have a webhook', () => {
	const [provider] = findShown('any', 'provider');
	expect(getValues(provider).sort()).toEqual(receivers.map(({ name }) => name).sort());
});

it('names each provider in the subtitle, shortly', () => {
	expect(description.subtitle).toContain('"dialog360":"360dialog"');
	expect(description.subtitle).toContain('"bulk360":"Bulk360"');
});

describe.each(receivers)('$name', ({ name, credential, webhook }) => {
	it('offers exactly the events that it can send, and starts on messages only', () => {
		const [field, ...more] = findShown(name, 'triggerOn');
		expect(more).toEqual([]);
		expect(getValues(field).sort()).toEqual([...(webhook?.eventKinds ?? [])].sort());
		expect(field.default).toEqual(['message']);
	});

	it('asks for exactly its own credential', () => {
		const asked = credentials?.filter(
			({ displayOptions }) => !displayOptions?.hide?.provider?.includes(name),
		);
		expect(asked?.map((each) => each.name)).toEqual([credential]);
	});

	it('says in a notice what to do at the provider', () => {
		expect(findShown(name, `${name}Notice`)).toHaveLength(1);
	});
});

it('listens to every method that a provider calls with', () => {
	const methods = new Set(receivers.flatMap(({ webhook }) => webhook?.methods ?? []));
	expect(webhooks?.map(({ httpMethod }) => httpMethod).sort()).toEqual([...methods].sort());
	expect(new Set(webhooks?.map(({ path }) => path)).size).toBe(1);
});

it('says in the texts that every provider shares nothing about a single one', () => {
	const { triggerPanel, activationMessage, eventTriggerDescription } = description;
	const shared = JSON.stringify([triggerPanel, activationMessage, eventTriggerDescription]);
	expect(shared).toContain('To try it');
	for (const { displayName } of receivers) expect(shared).not.toContain(displayName.split(' ')[0]);
});
