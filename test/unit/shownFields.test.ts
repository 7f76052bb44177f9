import { NodeHelpers, type INode, type INodeProperties } from 'n8n-workflow';
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
