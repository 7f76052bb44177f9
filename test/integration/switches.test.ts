import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { freeAccount } from '../support/accounts';
import { createRunner, runNode } from '../support/engine';
import { createAccount } from '../support/sandboxClient';

const SWITCH = '={{ $json.value }}';
const TO = '4915123456789';
const onError = 'continueRegularOutput';

const TRUE = [true, 'true', 'TRUE', ' True ', 'true\n'];
const FALSE = [false, 'false', 'FALSE', '\tFalse '];
const BLANK = ['', '  ', null, undefined];
const NEITHER = [1, 0, '1', '0', 'yes', 'no', 'on', 'truee', [], [true], {}, { value: true }, 2.5];

const text = (options: INodeParameters): INodeParameters => ({
	operation: 'sendText',
	to: TO,
	text: 'Hi',
	options,
});

async function run(parameters: INodeParameters, value: unknown) {
	const account = await freeAccount();
	await account.clearRequests();
	const items = [{ json: { value } as IDataObject }];
	const { json } = await runNode(account, parameters, { items, onError });
	return { outcome: json[0], requests: await account.requests() };
}

describe('Dry Run', () => {
	const parameters = text({ dryRun: SWITCH });

	it.each(TRUE)('%j: sends nothing', async (value) => {
		const { outcome, requests } = await run(parameters, value);
		expect(outcome.status).toBe('dryRun');
		expect(requests).toEqual([]);
	});

	it.each([...FALSE, ...BLANK])('%j: sends', async (value) => {
		const { outcome, requests } = await run(parameters, value);
		expect(outcome.status).toBe('accepted');
		expect(requests).toHaveLength(1);
	});

	it.each(NEITHER)('%j: rejected by name, and nothing is sent', async (value) => {
		const { outcome, requests } = await run(parameters, value);
		expect(outcome.error).toMatchObject({
			title: expect.stringMatching(/^'Dry Run' must be true or false/),
		});
		expect(requests).toEqual([]);
	});
});

it.each([
	...TRUE.map((value): [unknown, unknown] => [value, true]),
	...FALSE.map((value): [unknown, unknown] => [value, false]),
	...BLANK.map((value): [unknown, unknown] => [value, undefined]),
])('Preview Link %j goes out as %j', async (value, expected) => {
	const { requests } = await run(text({ previewUrl: SWITCH }), value);
	expect((requests[0].body.text as IDataObject).preview_url).toBe(expected);
});

it.each<[string, unknown, string]>([
	['removes', ' TRUE', ''],
	['adds', 'false', '👍'],
	['adds', '', '👍'],
])('Remove Reaction %s the reaction with %j', async (_, value, emoji) => {
	const parameters = { operation: 'sendReaction', to: TO, messageId: ' wamid.1\n', emoji: '👍' };
	const { requests } = await run({ ...parameters, remove: SWITCH }, value);
	expect(requests[0].body.reaction).toEqual({ message_id: 'wamid.1', emoji });
});

it.each<[unknown, number]>([
	['true', 2],
	['False', 1],
])('Split Long Text %j makes %i items', async (value, expected) => {
	const account = await freeAccount();
	const { json } = await runNode(
		account,
		{ ...text({ splitLongText: SWITCH }), text: 'word '.repeat(1000) },
		{ items: [{ json: { value } as IDataObject }], onError },
	);
	expect(json).toHaveLength(expected);
	expect(json[0].status).toBe(expected === 2 ? 'accepted' : 'failed');
});

it.each<[unknown, number]>([
	['false', 2],
	['true', 1],
	[' ', 1],
])('Group Recipients %j sends two recipients in %i requests', async (value, expected) => {
	const account = await createAccount('bulk360', { settings: { enforceWindow: false } });
	await runNode(
		account,
		{ ...text({ groupRecipients: SWITCH }), to: '60123240066, 60102200533' },
		{ items: [{ json: { value } as IDataObject }], onError },
	);
	const sent = (await account.requests()).filter(({ path }) => path.endsWith('send.php'));
	expect(sent).toHaveLength(expected);
});

it.each<[unknown, unknown]>([
	['TRUE', { type: 'text' }],
	['false', undefined],
	[null, undefined],
])('Show Typing %j', async (value, expected) => {
	const { requests } = await run(
		{ operation: 'markAsRead', messageId: 'wamid.1', showTyping: SWITCH },
		value,
	);
	expect(requests[0].body.typing_indicator).toEqual(expected);
});

it.each<[string, INodeParameters, string]>([
	['Preview Link', text({ previewUrl: SWITCH }), 'Preview Link'],
	['Split Long Text', text({ splitLongText: SWITCH }), 'Split Long Text'],
	[
		'Remove Reaction',
		{ operation: 'sendReaction', to: TO, messageId: 'wamid.1', emoji: '👍', remove: SWITCH },
		'Remove Reaction',
	],
	[
		'Show Typing',
		{ operation: 'markAsRead', messageId: 'wamid.1', showTyping: SWITCH },
		'Show Typing',
	],
])('%s: anything else is rejected by name, and nothing is sent', async (_, parameters, field) => {
	for (const value of [1, 'maybe', {}]) {
		const { outcome, requests } = await run(parameters, value);
		expect((outcome.error as IDataObject).title).toMatch(
			new RegExp(`^'${field}' must be true or false`),
		);
		expect(requests).toEqual([]);
	}
});

it('names a switch together with everything else that is wrong with the item', async () => {
	const { outcome } = await run({ ...text({ dryRun: SWITCH, previewUrl: SWITCH }), text: ' ' }, 1);
	expect((outcome.error as IDataObject).title).toBe(
		"'Dry Run' must be true or false, not '1'. 'Preview Link' must be true or false, not '1'. 'Text' is empty",
	);
});

it('reads the switches of other resources by the same rules', async () => {
	const account = await createAccount('dialog360');
	const template = createRunner('template');
	const all = await template(account, 'getAll', { returnAll: '={{ " True" }}' });
	const some = await template(account, 'getAll', {
		returnAll: '={{ "FALSE" }}',
		limit: '={{ " 2 " }}',
	});
	expect(all.json.length).toBeGreaterThan(2);
	expect(some.json).toHaveLength(2);
	const odd = await template(account, 'getAll', { returnAll: '={{ 1 }}' }, { onError });
	expect(odd.json[0].error).toMatchObject({
		title: "'Return All' must be true or false, not '1'",
	});
});

it.each<[INodeParameters, string]>([
	[{ maxRetries: SWITCH }, "'Max Retries' must be a whole number, not 'many'"],
	[{ timeoutSeconds: SWITCH }, "'Timeout (Seconds)' must be a number, not 'many'"],
	[{ maxRetries: -1 }, "'Max Retries' is -1; the minimum is 0"],
	[{ maxInFlight: '={{ 2.5 }}' }, "'Max Requests in Flight' must be a whole number, not '2.5'"],
	[{ maxPerSecond: '={{ "1,5" }}' }, "'Max Messages per Second' must be a number, not '1,5'"],
	[{ maxRetrySeconds: '={{ {} }}' }, "'Max Retry Time (Seconds)' must be a number"],
	[{ idempotencyMode: '={{ "once" }}' }, "'Idempotency Mode' is 'once'; use one of"],
])('%j is rejected by name', async (options, expected) => {
	const { outcome, requests } = await run(text(options), 'many');
	expect((outcome.error as IDataObject).title).toContain(expected);
	expect(requests).toEqual([]);
});
