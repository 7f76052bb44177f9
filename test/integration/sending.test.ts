import type { INodeExecutionData } from 'n8n-workflow';
import { freeAccount, holdResponses } from '../support/accounts';
import { runNode } from '../support/engine';
import { items, phone, send } from '../support/manyItems';
import { logLines } from '../support/n8nLogger';
import { arrivedAt, dialog360Http, waitFor, type SandboxAccount } from '../support/sandboxClient';

/** Every item's id is that of the message with its text, in item order; nothing lost, nothing twice. */
async function expectAllSent(
	account: SandboxAccount,
	output: INodeExecutionData[],
	input: INodeExecutionData[],
) {
	const messages = await account.messages();
	const texts = new Map(messages.map(({ id, text }) => [id, text]));
	expect(output.map(({ json }) => texts.get(String(json.messageId)))).toEqual(
		input.map(({ json }) => json.text),
	);
	expect(output.map(({ pairedItem }) => pairedItem)).toEqual(input.map((_, item) => ({ item })));
	expect(messages).toHaveLength(input.length);
	expect((await account.stats()).duplicates).toBe(0);
}

describe('the pace', () => {
	it('keeps to the rate, loses nothing and keeps item order', async () => {
		const account = await freeAccount();
		const input = items(100);
		const options = { maxPerSecond: 50 };
		const started = performance.now();
		const { items: output, hints } = await runNode(account, { ...send, options }, { items: input });
		// 99 gaps of 20 ms less the 250 ms that it may be ahead. At the provider's 80 a second: 990.
		expect(performance.now() - started).toBeGreaterThan(1700);
		await expectAllSent(account, output, input);
		expect(hints).toEqual([expect.stringMatching(/^100 of 100 messages accepted in .* s; /)]);
	});

	it.each(['130429', '400text', '429'])(
		'finds the rate of an account that takes less, rejected by %s',
		async (rateLimitStyle) => {
			const account = await freeAccount({ ratePerSecond: 20, rateBurst: 5, rateLimitStyle });
			const input = items(40);
			// All at once, so that they are too many however slowly they came.
			const held = await holdResponses(account);
			const run = runNode(account, send, { items: input });
			await held.whenInFlight(10);
			await held.release();
			const { items: output, json } = await run;
			await expectAllSent(account, output, input);
			const { rateLimited } = await account.stats();
			expect(rateLimited).toBeGreaterThan(0);
			expect(json.some(({ attempts }) => Number(attempts) > 1)).toBe(true);
		},
	);

	it('never has more requests in flight than allowed, over all executions of a credential', async () => {
		const account = await freeAccount();
		const held = await holdResponses(account);
		const options = { maxPerSecond: 0, maxInFlight: 3 };
		const run = async (from: number) =>
			await runNode(account, { ...send, options }, { items: items(20, (i) => phone(from + i)) });
		const runs = Promise.all([run(0), run(100), run(200)]);
		await held.whenInFlight(3);
		await held.release();
		await runs;
		const { accepted, peakInFlight } = await account.stats();
		expect(accepted).toBe(60);
		expect(peakInFlight).toBe(3);
	});

	it('sends each recipient’s messages in item order, one after the other', async () => {
		const account = await freeAccount();
		const held = await holdResponses(account);
		const input = items(40, (i) => phone(i % 5));
		const run = runNode(account, send, { items: input });
		await held.whenInFlight(5);
		await held.release();
		const { items: output } = await run;
		await expectAllSent(account, output, input);
		for (let i = 0; i < 5; i++) {
			const texts = (await account.messages(phone(i))).map(({ text }) => text);
			expect(texts).toEqual(Array.from({ length: 8 }, (_, n) => `text ${n * 5 + i}`));
		}
		expect((await account.stats()).peakInFlight).toBe(5);
	});

	it('waits for the one recipient who got too many, and not for the others', async () => {
		const account = await freeAccount({ pairLimit: true });
		const body = {
			messaging_product: 'whatsapp',
			recipient_type: 'individual',
			to: phone(0),
			type: 'text',
			text: { body: 'before' },
		};
		const http = dialog360Http(account);
		// What one person may get at once; the next comes free after 6 s.
		await Promise.all(Array.from({ length: 45 }, async () => await http.post('/messages', body)));
		// The second attempt is not looked at before the hour has passed.
		await account.addFault({ kind: 'hold', to: phone(0), skip: 1, times: null });
		const run = runNode(account, send, { items: items(10, (i) => phone(i && 1)) });
		await waitFor(async () => (await account.stats()).rejected > 0, { what: 'the rejection' });
		await account.advanceClock(1);
		await account.clearFaults();
		const { json } = await run;
		expect(json.map(({ attempts, success }) => [success, attempts])).toEqual([
			[true, 2],
			...Array.from({ length: 9 }, () => [true, undefined]),
		]);
	});
});

describe('retries', () => {
	it.each([
		[0, 1, "again later. To send more slowly, lower 'Max Messages per Second'."],
		[2, 3, "again later. The node tried 3 times. To send more slowly, lower 'Max Messages per"],
	])('%i of them make %i requests', async (maxRetries, requests, advice) => {
		const account = await freeAccount();
		await account.addFault({
			kind: 'status',
			status: 429,
			body: { error: 'slow down' },
			headers: { 'retry-after': '0' },
			times: null,
		});
		const { error } = await runNode(
			account,
			{ ...send, options: { maxRetries } },
			{ items: items(1) },
		);
		expect(error?.context?.providerError).toMatchObject({ category: 'rateLimit', retryable: true });
		expect(error?.description).toContain(advice);
		expect(await account.requests()).toHaveLength(requests);
	});

	it('aren’t promised where nothing is retried', async () => {
		const account = await freeAccount();
		await account.addFault({
			kind: 'status',
			status: 429,
			body: { error: 'slow down' },
			times: null,
		});
		const profile = { provider: 'dialog360', resource: 'account', operation: 'getProfile' };
		const { error } = await runNode(account, profile, { items: items(1) });
		expect(error?.context?.providerError).toMatchObject({
			category: 'rateLimit',
			advice: 'Send fewer requests per second, or try again later.',
		});
		expect(await account.requests()).toHaveLength(1);
	});

	it('end after their time', async () => {
		const account = await freeAccount();
		await account.addFault({
			kind: 'status',
			status: 429,
			body: {},
			headers: { 'retry-after': '60' },
			times: null,
		});
		const { error } = await runNode(
			account,
			{ ...send, options: { maxRetrySeconds: 30 } },
			{ items: items(1) },
		);
		expect(error?.context?.providerError).toMatchObject({ retryAfterMs: 60_000 });
		expect(await account.requests()).toHaveLength(1);
	});

	it('wait as long as the provider asks', async () => {
		const account = await freeAccount();
		const headers = { 'retry-after': '1' };
		await account.addFault({ kind: 'status', status: 429, body: {}, headers });
		const { json } = await runNode(account, send, { items: items(1) });
		expect(json[0]).toMatchObject({ success: true, attempts: 2 });
		const [first, second] = (await account.requests()).map(arrivedAt);
		expect(second - first).toBeGreaterThan(990);
	});
});

describe('a run that does not reach its end', () => {
	it('sends nothing after the failing item, and tells every id that was sent', async () => {
		const account = await freeAccount({ latencyMs: 10 });
		await account.setOutcome({ to: phone(20), reject: { code: 131026 } });
		const warnings = logLines('warn');
		const options = { maxInFlight: 4 };
		const { error } = await runNode(account, { ...send, options }, { items: items(200) });
		const messages = await account.messages();
		const sent = messages.map(({ id, to }) => ({ to, messageId: id }));
		expect(error?.context?.itemIndex).toBe(20);
		expect(messages.length).toBeLessThan(40);
		expect(error?.context?.sent).toHaveLength(sent.length);
		expect(error?.context?.sent).toEqual(expect.arrayContaining(sent));
		const line = warnings.find(({ message }) => message.includes('stopped with'));
		expect(line?.message).toContain(
			`stopped with ${sent.length} of 200 messages accepted, 1 failed, 0 unknown, and ${199 - sent.length} not sent`,
		);
		expect(line?.data?.sent).toEqual(error?.context?.sent);
	});

	/** Stops the execution while as many requests as it may have are in flight. @returns the line in the log */
	async function stopInFlight(
		account: SandboxAccount,
		count: number,
		maxInFlight: number,
		skip = 0,
	) {
		const held = await holdResponses(account, skip);
		const warnings = logLines('warn');
		let stop = () => {};
		const run = runNode(
			account,
			{ ...send, options: { maxInFlight } },
			{ items: items(count), onStart: (cancel) => (stop = cancel) },
		).catch(() => undefined);
		await held.whenInFlight(maxInFlight);
		stop();
		await held.release();
		await run;
		return await waitFor(() => warnings.find(({ message }) => message.includes('stopped with')), {
			what: 'the log line',
		});
	}

	it('stops at once when the execution is stopped, and logs what was in flight', async () => {
		const account = await freeAccount();
		const line = await stopInFlight(account, 500, 5, 10);
		const messages = await account.messages();
		expect(messages).toHaveLength(15);
		expect(line.data?.sent).toEqual(
			expect.arrayContaining(messages.map(({ id, to }) => ({ to, messageId: id }))),
		);
		expect(line.data?.unknown).toEqual([]);
		expect((await account.stats()).inFlight).toBe(0);
	});

	it('logs what was sent when it is stopped while the last message is in flight', async () => {
		const account = await freeAccount();
		const line = await stopInFlight(account, 1, 1);
		const [{ id, to }] = await account.messages();
		expect(line.data?.sent).toEqual([{ to, messageId: id }]);
	});

	it('goes on after failures when told to, and puts each out in its place', async () => {
		const account = await freeAccount();
		for (const i of [3, 17]) await account.setOutcome({ to: phone(i), reject: { code: 131026 } });
		const { json, hints } = await runNode(account, send, {
			items: items(60),
			onError: 'continueRegularOutput',
		});
		expect(json.map(({ to }) => to)).toEqual(items(60).map(({ json: { to } }) => to));
		expect(json.flatMap(({ success }, i) => (success ? [] : [i]))).toEqual([3, 17]);
		expect(hints[0]).toMatch(/^58 of 60 messages accepted .*; 2 not accepted\.$/);
	});
});

it('uploads a file again that did not get through, and sends it once', async () => {
	const account = await freeAccount();
	await account.addFault({ kind: 'html', status: 502, pathIncludes: 'media', times: 2 });
	const binary = { data: { data: 'SGk=', mimeType: 'image/png', fileName: 'a.png' } };
	const { json } = await runNode(
		account,
		{ operation: 'sendMedia', to: phone(0), mediaType: 'image', mediaSource: 'binary' },
		{ items: [{ json: {}, binary }] },
	);
	expect(json[0]).toMatchObject({ success: true });
	const paths = (await account.requests()).map(({ path }) => path);
	expect(paths).toEqual(['/media', '/media', '/media', '/messages']);
});

it('tells that a message was read until somebody answers: twice does no harm', async () => {
	const account = await freeAccount();
	const { id } = await account.receiveInbound({
		from: phone(0),
		message: { type: 'text', text: { body: 'hi' } },
	});
	await account.addFault({ kind: 'resetAfter' });
	const { json } = await runNode(account, { operation: 'markAsRead', messageId: id });
	expect(json[0]).toMatchObject({ success: true, attempts: 2 });
});
