import { runNode } from '../support/engine';
import { startHostileServer, type HostileServer } from '../support/hostileServer';
import { PROVIDERS } from '../support/accounts';
import { SAMPLES, toNewRecipient } from '../support/operations';
import { createAccount } from '../support/sandboxClient';

const json = { 'content-type': 'application/json' };

/** Somebody whom nobody may ask anything. */
let elsewhere: HostileServer;
beforeAll(async () => {
	elsewhere = await startHostileServer(() => ({ body: 'caught' }));
});
afterAll(async () => {
	expect(elsewhere.requests).toEqual([]);
	await elsewhere.close();
});

/** The same value with every link in it leading elsewhere. */
const ledAway = <T>(value: T): T =>
	JSON.parse(JSON.stringify(value).replace(/https:\/\/[a-z.]*example[a-z.]*/g, elsewhere.url)) as T;

describe.each(PROVIDERS)('through %s', (provider) => {
	it('a link is passed on, and never fetched by the node', async () => {
		const account = await createAccount(provider);
		const withLinks = SAMPLES[provider].filter(({ parameters }) =>
			/https:/.test(JSON.stringify(parameters)),
		);
		expect(withLinks.length).toBeGreaterThan(0);
		for (const { resource, operation, parameters, items } of withLinks) {
			await runNode(
				account,
				{ resource, operation, ...toNewRecipient(provider, ledAway(parameters)) },
				{ items, onError: 'continueRegularOutput' },
			);
		}
		expect((await account.requests()).length).toBeGreaterThan(0);
		expect(elsewhere.requests).toEqual([]);
	});

	it.each([301, 302, 303, 307, 308])('a redirect with %s is not followed', async (status) => {
		const server = await startHostileServer(() => ({
			status,
			headers: { ...json, location: `${elsewhere.url}/next` },
			body: '{}',
		}));
		const account = await createAccount(provider);
		const path = account.credentials.baseUrl.slice(account.data.baseUrl.length);
		const credentials = { ...account.credentials, baseUrl: `${server.url}${path}` };
		for (const { resource, operation, parameters, items } of SAMPLES[provider]) {
			await runNode(
				account,
				{ resource, operation, ...toNewRecipient(provider, parameters) },
				{ items, onError: 'continueRegularOutput', credentials },
			);
		}
		await server.close();
		expect(server.requests.length).toBeGreaterThanOrEqual(SAMPLES[provider].length);
		expect(elsewhere.requests).toEqual([]);
	});
});

it.each([
	() => `${elsewhere.url}/file`,
	() => `${elsewhere.url.replace('http:', '')}/file`,
	() => `https://lookaside.fbsbx.com@${elsewhere.url.replace('http://', '')}/file`,
	() => `https://lookaside.fbsbx.com.${elsewhere.url.replace('http://', '')}/file`,
	() => 'file:///etc/passwd',
	() => 'http://169.254.169.254/latest/meta-data/',
	() => '',
])('a file that the provider says is elsewhere is not fetched (%#)', async (address) => {
	const server = await startHostileServer(() => ({
		headers: json,
		body: JSON.stringify({ id: '1', mime_type: 'image/jpeg', url: address() }),
	}));
	const account = await createAccount('dialog360');
	const { json: items } = await runNode(
		account,
		{ resource: 'media', operation: 'download', mediaId: '1' },
		{
			onError: 'continueRegularOutput',
			credentials: { ...account.credentials, baseUrl: server.url },
		},
	);
	await server.close();
	const code = address() === '' ? 'unreadable' : 'foreign-host';
	expect(items).toMatchObject([{ success: false, error: { code } }]);
	expect(server.requests).toHaveLength(1);
	expect(elsewhere.requests).toEqual([]);
});

it('a key in such an address is hidden, wherever it stands', async () => {
	const account = await createAccount('dialog360');
	const { apiKey } = account.credentials;
	const server = await startHostileServer(() => ({
		headers: json,
		body: JSON.stringify({ url: `https://files.example/${'a'.repeat(70)}${apiKey}/file` }),
	}));
	const { json: items } = await runNode(
		account,
		{ resource: 'media', operation: 'download', mediaId: '1' },
		{ onError: 'continueRegularOutput', credentials: { apiKey, baseUrl: server.url } },
	);
	await server.close();
	expect(items).toMatchObject([
		{ error: { code: 'foreign-host', details: expect.stringMatching(/a{70}\[hidden\]\/file$/) } },
	]);
	expect(JSON.stringify(items)).not.toContain(apiKey.slice(0, 8));
});

it('a file on Meta’s host is fetched from the account’s own instead', async () => {
	const server = await startHostileServer(({ url }) =>
		url === '/1'
			? {
					headers: json,
					body: JSON.stringify({ url: 'https://lookaside.fbsbx.com/a?b=//evil.example/&c=..' }),
				}
			: { headers: { 'content-type': 'image/jpeg' }, body: 'file' },
	);
	const account = await createAccount('dialog360');
	const { items } = await runNode(
		account,
		{ resource: 'media', operation: 'download', mediaId: '1' },
		{ credentials: { ...account.credentials, baseUrl: server.url } },
	);
	await server.close();
	expect(items[0].binary?.data.mimeType).toBe('image/jpeg');
	expect(server.requests.map(({ headers }) => headers['d360-api-key'])).toEqual([
		account.credentials.apiKey,
		account.credentials.apiKey,
	]);
});
