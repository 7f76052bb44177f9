import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { WhatsAppBspTrigger } from '../../../nodes/WhatsAppBsp/WhatsAppBspTrigger.node';
import { DEBOUNCE, MEDIA, BATCH } from '../../../nodes/WhatsAppBsp/trigger/limits';

const { properties, outputs } = new WhatsAppBspTrigger().description;
const collection = properties.find(({ name }) => name === 'options') as INodeProperties;
const options = collection.options as INodeProperties[];
const option = (name: string) => options.find((each) => each.name === name) as INodeProperties;

it('has the options of the contract', () => {
	expect(options.map(({ name }) => name)).toEqual(
		expect.arrayContaining([
			'batch',
			'batchWindowMs',
			'downloadMedia',
			'markAsRead',
			'forwardTo',
			'emitRejected',
		]),
	);
	const values = option('batch').options as INodePropertyOptions[];
	expect(values.map(({ value }) => value)).toEqual(['off', 'window', 'count']);
	expect(option('batch').default).toBe('off');
});

it.each([
	['batchWindowMs', BATCH.defaultMs, BATCH.maxMs],
	['batchCount', BATCH.defaultCount, BATCH.maxEvents],
	['quietTimeMs', DEBOUNCE.defaultQuietMs, DEBOUNCE.maxQuietMs],
	['maxMediaMb', MEDIA.defaultMb, MEDIA.maxMb],
	['mediaTimeoutMs', MEDIA.defaultTimeoutMs, MEDIA.maxTimeoutMs],
])('%s shows the default %s and the maximum %s that hold', (name, usual, most) => {
	expect(option(name)).toMatchObject({ default: usual, typeOptions: { maxValue: most } });
});

it('lists its options in the order of the alphabet', () => {
	const names = options.map(({ displayName }) => displayName);
	expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
});

it.each([
	['markAsRead', ['dialog360']],
	['registerAs', ['dialog360']],
	['takeOverWhileTesting', ['dialog360']],
	['fieldNames', ['bulk360', 'modica']],
])('offers %s where it does something', (name, providers) => {
	const shown = option(name).displayOptions?.show?.['/provider'] as string[];
	expect([...shown].sort()).toEqual(providers);
});

it('has a second output where rejected calls are wanted', () => {
	const text = String(outputs).replace(/^=\{\{|\}\}$/g, '');
	expect(text).toContain('$parameter["options"]?.["emitRejected"] ?');
	expect(text).toContain('"displayName":"Rejected"');
});
