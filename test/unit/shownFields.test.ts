import { NodeHelpers, type INode, type INodeParameters, type INodeProperties } from 'n8n-workflow';
import { WhatsAppBsp } from '../../nodes/WhatsAppBsp/WhatsAppBsp.node';
import { WhatsAppBspTrigger } from '../../nodes/WhatsAppBsp/WhatsAppBspTrigger.node';

const { description } = new WhatsAppBsp();

/** The options that n8n’s editor offers with these parameters, by name. */
function getOptions(
	parameters: Record<string, string | string[]>,
	{ properties } = description,
): INodeProperties[] {
	const values = { ...parameters, options: {} };
	const node = { typeVersion: 1 } as INode;
	const shows = (property: INodeProperties, level: object) =>
		NodeHelpers.displayParameter({ ...level }, property, node, null, values);
	return properties
		.filter((property) => property.name === 'options' && shows(property, values))
		.flatMap(({ options }) => options as INodeProperties[])
		.filter((option) => shows(option, {}));
}

const getNames = (...args: Parameters<typeof getOptions>) =>
	getOptions(...args).map((option) => option.name);

describe('Send Interactive offers to send as a utility message', () => {
	const getChoices = (interactiveType: string) => {
		const parameters = { resource: 'message', operation: 'sendInteractive', interactiveType };
		const found = getOptions({ provider: 'dialog360', ...parameters }).filter(
			({ name }) => name === 'outsideWindow',
		);
		expect(found).toHaveLength(1);
		return found[0].options?.map((choice) => 'value' in choice && choice.value);
	};

	it.each(['buttons', 'ctaUrl', 'voiceCall'])('%s', (type) => {
		expect(getChoices(type)).toEqual(['fail', 'utility', 'template']);
	});

	it.each(['list', 'flow', 'locationRequest'])('but not %s', (type) => {
		expect(getChoices(type)).toEqual(['fail', 'template']);
	});
});

describe('Send and Wait offers', () => {
	const offer = (provider: string, responseType: string) =>
		getNames({ provider, resource: 'message', operation: 'sendAndWait', responseType });

	it('the trigger’s URL where the provider has a trigger', () => {
		expect(offer('modica', 'freeText')).toContain('triggerUrl');
		expect(offer('socnet', 'approval')).not.toContain('triggerUrl');
	});

	it('what is about a template where one can be sent', () => {
		expect(offer('dialog360', 'template')).toEqual(
			expect.arrayContaining(['namespace', 'tidyTemplateValues']),
		);
		expect(offer('dialog360', 'approval')).not.toContain('namespace');
	});
});

describe('n8n keeps each option that it offers', () => {
	const WAITS = ['approval', 'choice', 'delivery', 'flow', 'freeText', 'template'];
	const rows = ['dialog360', 'bulk360', 'modica', 'socnet'].flatMap((provider) => [
		...['sendText', 'sendTemplate', 'sendMedia', 'sendInteractive', 'sendRaw'].map((operation) => ({
			provider,
			operation,
		})),
		...WAITS.flatMap((responseType) =>
			['text', 'template'].map((sendAs) => ({
				provider,
				operation: 'sendAndWait',
				responseType,
				sendAs,
			})),
		),
	]);

	it.each(rows)('%j', (row) => {
		const parameters = { resource: 'message', ...row };
		// Of a collection within, n8n keeps only what has its own fields.
		const offered = getOptions(parameters)
			.filter(({ type }) => type !== 'fixedCollection')
			.map(({ name }) => name);
		const options = Object.fromEntries(offered.map((name) => [name, 'changed']));
		const kept = NodeHelpers.getNodeParameters(
			description.properties,
			{ ...parameters, options },
			false,
			false,
			{ typeVersion: 1 },
			description,
		);
		expect(Object.keys((kept?.options ?? {}) as object).sort()).toEqual(
			[...new Set(offered)].sort(),
		);
	});
});

it.each([
	['dialog360', 80, 40],
	['bulk360', 20, 4],
	['modica', 20, 8],
	['socnet', 5, 2],
])(
	'an added limit of %s changes nothing: %d messages a second',
	(provider, perSecond, inFlight) => {
		const added = getOptions({ provider, resource: 'message', operation: 'sendText' });
		const getDefaults = (name: string) =>
			added.filter((option) => option.name === name).map((option) => option.default);
		expect([getDefaults('maxPerSecond'), getDefaults('maxInFlight')]).toEqual([
			[perSecond],
			[inFlight],
		]);
	},
);

it('speaks of the 24-hour window where it counts', () => {
	const notice = description.properties.filter(({ name }) => name === 'windowNotice');
	const isShown = (options: INodeParameters) => {
		const values = { provider: 'bulk360', resource: 'message', operation: 'sendText', options };
		const node = { typeVersion: 1 } as INode;
		return notice.some((each) => NodeHelpers.displayParameter(values, each, node, null));
	};
	expect(isShown({})).toBe(true);
	expect(isShown({ channel: 'whatsapp' })).toBe(true);
	expect(isShown({ channel: 'sms' })).toBe(false);
	expect(isShown({ category: 'utility' })).toBe(false);
	expect(isShown({ outsideWindow: 'template' })).toBe(true);
	expect(isShown({ outsideWindow: 'utility' })).toBe(false);
});

it('offers the business’s own messages where the provider reports them', () => {
	const offer = (provider: string) =>
		getNames({ provider, triggerOn: ['other'] }, new WhatsAppBspTrigger().description);
	expect(offer('dialog360')).toContain('includeEchoes');
	expect(offer('bulk360')).not.toContain('includeEchoes');
});

it('has several modes in each resource locator: n8n keeps the mode when the provider is changed', () => {
	const locators = description.properties.filter(({ type }) => type === 'resourceLocator');
	expect(locators.length).toBeGreaterThan(2);
	for (const { modes } of locators)
		expect(modes?.map(({ name }) => name).sort()).toEqual(['id', 'list']);
});
