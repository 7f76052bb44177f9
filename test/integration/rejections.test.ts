import { openAccount, PROVIDERS, RECIPIENTS } from '../support/accounts';
import { createAccount, type Fault, type SandboxProvider } from '../support/sandboxClient';
import { runNode } from '../support/engine';

/** Takes the retries of a rejection out of a test that looks at one answer. */
const once = { options: { maxRetries: 0 } };

function sendHi(provider: SandboxProvider) {
	return { operation: 'sendText', to: RECIPIENTS[provider], text: 'Hi', ...once };
}

describe.each(PROVIDERS)('%s', (provider) => {
	it('says that the credential is wrong and shows none of it', async () => {
		const account = await openAccount(provider);
		const credentials = { ...account.credentials };
		for (const field of ['apiKey', 'appSecret', 'password']) {
			if (field in credentials) credentials[field] = 'wrong-but-secret-4711';
		}
		const { error, items } = await runNode(account, sendHi(provider), { credentials });
		expect(error?.context?.providerError).toMatchObject({ category: 'auth', retryable: false });
		expect(error?.description).toMatch(/\w/);
		expect(JSON.stringify([error, error?.message, items])).not.toContain('wrong-but-secret-4711');
	});

	it.each<[string, Fault, string]>([
		['an HTML page with 200', { kind: 'html', status: 200 }, 'unknown'],
		['half a JSON', { kind: 'halfJson' }, 'unknown'],
		['an empty 200', { kind: 'empty' }, 'unknown'],
		['null', { kind: 'null' }, 'unknown'],
		['{}', { kind: 'status', status: 200, body: {} }, 'unknown'],
		['a connection cut off in the answer', { kind: 'cutOff' }, 'unknown'],
		['a connection reset after the message was taken', { kind: 'resetAfter' }, 'unknown'],
		['a gateway’s time-out', { kind: 'html', status: 504 }, 'unknown'],
		['an HTML page with 403', { kind: 'html', status: 403 }, 'failed'],
	])('%s is reported, and never sent again', async (_, fault, status) => {
		const account = await openAccount(provider);
		await account.addFault({ times: null, ...fault });
		const { json } = await runNode(
			account,
			{ operation: 'sendText', to: RECIPIENTS[provider], text: 'Hi' },
			{ onError: 'continueRegularOutput' },
		);
		expect(json).toEqual([
			expect.objectContaining({
				provider,
				success: false,
				status,
				messageId: null,
				to: RECIPIENTS[provider],
				error: expect.objectContaining({ retryable: false, advice: expect.stringMatching(/\w/) }),
			}),
		]);
		expect(await account.requests()).toHaveLength(1);
	});

	it('does not follow a redirect: the key stays at home', async () => {
		const account = await openAccount(provider);
		const other = await createAccount(provider);
		await account.addFault({ kind: 'redirect', location: `${other.data.baseUrl}/elsewhere` });
		const { error } = await runNode(account, sendHi(provider));
		expect(error?.message).toMatch(/redirect/);
		expect(error?.description).toMatch(/Base URL/);
		expect(await other.requests()).toEqual([]);
	});

	it('says that nobody answers when the provider is down', async () => {
		const account = await openAccount(provider);
		const { error } = await runNode(account, sendHi(provider), {
			credentials: { ...account.credentials, baseUrl: 'http://127.0.0.1:9' },
		});
		expect(error?.context?.providerError).toMatchObject({
			code: 'ECONNREFUSED',
			category: 'temporary',
			retryable: true,
		});
	});

	it.each([
		['letters', 'call me'],
		['no country code', provider === 'socnet' ? '0123' : '0123240066'],
		['too short', '+60 12'],
		['too long', '+1234567890123456'],
	])('rejects a number with %s before anything is sent', async (_, to) => {
		const account = await openAccount(provider);
		const { error } = await runNode(account, { ...sendHi(provider), to });
		expect(error?.message).toContain(`'${to}' is not a valid recipient`);
		expect(error?.description).toMatch(/country code|digits|256/);
		expect(await account.requests()).toEqual([]);
	});

	it.each([
		['empty', '', /'Text' is empty/],
		['4097 code points', '🙂'.repeat(4097), /4097 characters; the maximum is 4096/],
	])('rejects a text that is %s before anything is sent', async (_, text, message) => {
		const account = await openAccount(provider);
		const { error } = await runNode(
			account,
			{ ...sendHi(provider), text: '={{ $json.text }}' },
			{ items: [{ json: { text } }] },
		);
		expect(error?.message).toMatch(message);
		expect(await account.requests()).toEqual([]);
	});

	it('lets the good items go out when others are bad', async () => {
		const account = await openAccount(provider);
		const { items } = await runNode(
			account,
			{ ...sendHi(provider), to: '={{ $json.to }}', text: '={{ $json.text }}' },
			{
				items: [
					{ json: { to: RECIPIENTS[provider], text: 'one' } },
					{ json: { to: 'nobody', text: 'two' } },
					{ json: { to: RECIPIENTS[provider], text: '' } },
					{ json: { to: `nobody, ${RECIPIENTS[provider]}`, text: 'four' } },
				],
				onError: 'continueRegularOutput',
			},
		);
		expect(
			items.map(({ json, pairedItem }) => [
				json.success,
				json.to,
				(pairedItem as { item: number }).item,
			]),
		).toEqual([
			[true, RECIPIENTS[provider], 0],
			[false, 'nobody', 1],
			[false, null, 2],
			[false, 'nobody', 3],
			[true, RECIPIENTS[provider], 3],
		]);
		expect((await account.messages()).map(({ text }) => text)).toEqual(['one', 'four']);
	});

	it('puts failed items, with the error object, into the error output', async () => {
		const account = await openAccount(provider);
		const { items, errorItems } = await runNode(
			account,
			{ ...sendHi(provider), to: '={{ $json.to }}' },
			{
				items: [{ json: { to: 'nobody' } }, { json: { to: RECIPIENTS[provider] } }],
				onError: 'continueErrorOutput',
			},
		);
		expect(items.map(({ json }) => json.to)).toEqual([RECIPIENTS[provider]]);
		expect(errorItems.map(({ json }) => json.error)).toEqual([
			expect.objectContaining({ code: 'invalid-recipient', category: 'recipient', to: 'nobody' }),
		]);
	});

	it('sends nothing at all when an item is bad and the node stops on it', async () => {
		const account = await openAccount(provider);
		const { error } = await runNode(
			account,
			{ ...sendHi(provider), to: '={{ $json.to }}' },
			{ items: [{ json: { to: RECIPIENTS[provider] } }, { json: { to: 'nobody' } }] },
		);
		expect(error?.context?.itemIndex).toBe(1);
		expect(await account.requests()).toEqual([]);
	});
});

describe('each provider’s own rejections', () => {
	it.each([
		['account balance', { balance: 0 }, '402', 'balance'],
		['codes as text', { balance: 0, settings: { codeType: 'string' } }, '402', 'balance'],
		[
			'errors by HTTP status',
			{ balance: 0, settings: { errorHttpStatus: 'code' } },
			'402',
			'balance',
		],
	])('Bulk360, %s', async (_, options, code, category) => {
		const account = await openAccount('bulk360', options);
		const { error } = await runNode(account, sendHi('bulk360'));
		expect(error?.context?.providerError).toMatchObject({ code, category });
	});

	it('Bulk360, text that is no approved template outside the window', async () => {
		const account = await createAccount('bulk360');
		const { error } = await runNode(account, sendHi('bulk360'));
		expect(error?.context?.providerError).toMatchObject({ code: '406', category: 'template' });
	});

	it('Socnet, a number that is not on WhatsApp', async () => {
		const account = await createAccount('socnet');
		await account.setOutcome({ to: RECIPIENTS.socnet, reject: { code: 'invalid' } });
		const { error } = await runNode(account, sendHi('socnet'));
		expect(error?.context?.providerError).toMatchObject({ code: 'invalid', category: 'recipient' });
	});

	it('Socnet, no credit left', async () => {
		const account = await createAccount('socnet', { balance: 0 });
		const { error } = await runNode(account, sendHi('socnet'));
		expect(error?.context?.providerError).toMatchObject({ code: '403', category: 'balance' });
	});

	it('Modica, WhatsApp’s own code inside the rejection', async () => {
		const account = await createAccount('modica');
		const { error } = await runNode(account, sendHi('modica'));
		expect(error?.context?.providerError).toMatchObject({ code: '131047', category: 'window' });
	});

	it.each([
		['130429', { rateLimitStyle: '130429' }, '130429'],
		['a 400 with its text', { rateLimitStyle: '400text' }, 'http-400-rate-limit'],
		['a 429', { rateLimitStyle: '429' }, 'http-429'],
	])('360dialog, a rate limit as %s', async (_, settings, code) => {
		const account = await openAccount('dialog360', {
			settings: { ...settings, ratePerSecond: 0.001 },
		});
		const items = Array.from({ length: 4 }, () => ({ json: {} }));
		const { json } = await runNode(account, sendHi('dialog360'), {
			items,
			onError: 'continueRegularOutput',
		});
		const rejected = json.filter(({ success }) => success === false);
		expect(rejected.length).toBeGreaterThan(0);
		expect(rejected[0]).toMatchObject({ error: { code, category: 'rateLimit', retryable: true } });
	});

	it.each([
		['131042', '402', 'balance'],
		['131053', '1000', 'content'],
		['132000', '2000', 'template'],
		['132001', '2001', 'template'],
		['132012', '2012', 'template'],
	])('360dialog On-Premise, its own code for %s', async (cloudCode, code, category) => {
		const account = await openAccount('dialog360', { hosting: 'onPremise' });
		await account.setOutcome({ to: RECIPIENTS.dialog360, reject: { code: cloudCode } });
		const { error } = await runNode(account, sendHi('dialog360'));
		expect(error?.context?.providerError).toMatchObject({ code, category });
	});

	it('keeps the ids of what was sent when the node stops on a rejection', async () => {
		const account = await openAccount('dialog360');
		await account.setOutcome({ to: '60123240067', reject: { code: 131026 } });
		const { error } = await runNode(
			account,
			{ ...sendHi('dialog360'), to: '={{ $json.to }}' },
			{ items: [{ json: { to: RECIPIENTS.dialog360 } }, { json: { to: '60123240067' } }] },
		);
		const [message] = await account.messages(RECIPIENTS.dialog360);
		expect(error?.context?.sent).toEqual([{ to: RECIPIENTS.dialog360, messageId: message.id }]);
		expect(error?.context?.itemIndex).toBe(1);
	});
});
