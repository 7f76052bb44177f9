import { openAccount, PROVIDERS, RECIPIENTS } from '../support/accounts';
import { runNode } from '../support/engine';
import type { Fault, SandboxAccount, SandboxProvider } from '../support/sandboxClient';

const settings = { enforceWindow: false };

/** What the node did about one message: its status, requests made, messages that the provider took. */
async function outcome(account: SandboxAccount, options = {}, credentials = account.credentials) {
	const { json } = await runNode(
		account,
		{
			operation: 'sendText',
			to: RECIPIENTS[account.data.provider],
			text: 'Hi',
			options: { maxRetries: 2, ...options },
		},
		{ onError: 'continueRegularOutput', credentials },
	);
	expect(json).toHaveLength(1);
	return {
		status: json[0].status,
		requests: (await account.requests()).length,
		taken: (await account.messages()).length,
	};
}

const unknownAfter = (taken: number) => ({ status: 'unknown', requests: 1, taken });
const PAGE = { kind: 'html', status: 502 };
const status = (code: number, processed: boolean): Fault => ({
	kind: 'status',
	status: code,
	body: { error: 'Internal server error' },
	processed,
});

describe.each(PROVIDERS)('%s', (provider) => {
	it.each<[string, Fault, ReturnType<typeof unknownAfter>]>([
		['reset before the body was read', { kind: 'resetBefore' }, unknownAfter(0)],
		['reset while the body was read', { kind: 'resetAfter', processed: false }, unknownAfter(0)],
		['reset after the message was taken', { kind: 'resetAfter' }, unknownAfter(1)],
		['cut off in the answer', { kind: 'cutOff' }, unknownAfter(1)],
		['half a JSON', { kind: 'halfJson' }, unknownAfter(1)],
		['an empty answer', { kind: 'empty' }, unknownAfter(1)],
		['null', { kind: 'null' }, unknownAfter(1)],
		['500, message taken', status(500, true), unknownAfter(1)],
		['500, message not accepted', status(500, false), unknownAfter(0)],
		['502, message taken', status(502, true), unknownAfter(1)],
		['503, message taken', status(503, true), unknownAfter(1)],
		['a page with 200, message taken', { ...PAGE, status: 200, processed: true }, unknownAfter(1)],
		['a page with 502, message taken', { ...PAGE, processed: true }, unknownAfter(1)],
		['a page with 503', { ...PAGE, status: 503 }, unknownAfter(0)],
	])('%s: never sent again', async (_, fault, expected) => {
		const account = await openAccount(provider, { settings });
		await account.addFault({ ...fault, times: null });
		expect(await outcome(account)).toEqual(expected);
	});

	it.each([true, false])('no answer in time, message taken: %s', async (processed) => {
		const account = await openAccount(provider, { settings });
		await account.addFault({ kind: 'hang', processed, times: null });
		const result = await outcome(account, { timeoutSeconds: 3 });
		expect(result.status).toBe('unknown');
		expect(result.taken).toBe(processed ? 1 : 0);
		expect((await account.stats()).requests).toBe(1);
	});

	it('a page with 429 was rejected at the door: sent again', async () => {
		const account = await openAccount(provider, { settings });
		await account.addFault({ kind: 'html', status: 429 });
		expect(await outcome(account)).toEqual({ status: 'accepted', requests: 2, taken: 1 });
	});

	it.each([
		['nobody listens', 'http://127.0.0.1:9'],
		['the name is not known', 'http://nowhere.invalid'],
	])('%s: tried again, then failed', async (_, baseUrl) => {
		const account = await openAccount(provider, { settings });
		const started = Date.now();
		const options = { maxRetries: 1 };
		const result = await outcome(account, options, { ...account.credentials, baseUrl });
		expect(result).toEqual({ status: 'failed', requests: 0, taken: 0 });
		expect(Date.now() - started).toBeGreaterThanOrEqual(500);
	});
});

it.each<[string, SandboxProvider, unknown]>([
	['WhatsApp’s 131016', 'dialog360', { error: { code: 131016, message: 'Service unavailable' } }],
	['WhatsApp’s 131000', 'dialog360', { error: { code: 131000, message: 'Something went wrong' } }],
	['Socnet’s 503', 'socnet', { message: 'Service unavailable', status: 503 }],
])('%s says that nothing was sent: sent again', async (_, provider, body) => {
	const account = await openAccount(provider, { settings });
	await account.addFault({ kind: 'status', status: 503, body });
	expect(await outcome(account)).toEqual({ status: 'accepted', requests: 2, taken: 1 });
});

it('one recipient’s fault leaves the others alone', async () => {
	const account = await openAccount('dialog360', { settings });
	await account.addFault({ kind: 'resetAfter', to: '60120000003', times: null });
	const items = Array.from({ length: 8 }, (_, i) => ({ json: { to: `6012000000${i}` } }));
	const { json, hints } = await runNode(
		account,
		{ operation: 'sendText', to: '={{ $json.to }}', text: 'Hi' },
		{ items, onError: 'continueRegularOutput' },
	);
	expect(json.map(({ status: each }) => each)).toEqual([
		...['accepted', 'accepted', 'accepted', 'unknown'],
		...['accepted', 'accepted', 'accepted', 'accepted'],
	]);
	expect(hints[0]).toContain('1 with an unknown outcome (check these before you send them again)');
	const { accepted, duplicates } = await account.stats();
	expect([accepted, duplicates]).toEqual([8, 0]);
});
