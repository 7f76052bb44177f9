import { runNode } from '../support/engine';
import { holdDeadlines } from '../support/heldDeadlines';
import { startHostileServer } from '../support/hostileServer';
import { withAnyCertificate, withSsrfGuard, withTimeout } from '../support/n8nInternals';
import { startRawServer, startTlsServer, type RawServer } from '../support/rawServer';
import { createAccount, waitFor } from '../support/sandboxClient';

const TO = '60123240066';

async function send(credentials: Record<string, string>) {
	const account = await createAccount('dialog360');
	await account.writeText(TO);
	const { json } = await runNode(
		account,
		{ operation: 'sendText', to: TO, text: 'Hi', options: { maxRetries: 0 } },
		{
			onError: 'continueRegularOutput',
			credentials: { ...account.credentials, ...credentials },
		},
	);
	return { account, outcome: json[0] };
}

describe('what cannot have been sent is reported as failed, never as unknown', () => {
	it.each([
		['no URL', 'not a url', 'ERR_INVALID_URL'],
		['no host', '/relative', 'ERR_INVALID_URL'],
		['an impossible port', 'http://127.0.0.1:99999', 'ERR_INVALID_URL'],
		['another protocol', 'ftp://127.0.0.1', 'NOT_STARTED'],
		['a file', 'file:///etc/passwd', 'ERR_INVALID_PROTOCOL'],
	])('a base URL that is %s', async (_, baseUrl, code) => {
		const { outcome } = await send({ baseUrl });
		expect(outcome).toMatchObject({ status: 'failed', error: { code, retryable: false } });
	});

	it('a host where nobody listens', async () => {
		const { outcome } = await send({ baseUrl: 'http://localhost:9' });
		expect(outcome).toMatchObject({
			status: 'failed',
			error: { code: 'ECONNREFUSED', retryable: true },
		});
	});

	it('a server that speaks no HTTPS', async () => {
		const server = await startHostileServer(() => ({}));
		const { outcome } = await send({ baseUrl: server.url.replace('http:', 'https:') });
		await server.close();
		expect(outcome).toMatchObject({
			status: 'failed',
			error: { code: 'NO_TLS', retryable: false },
		});
		expect(server.requests).toEqual([]);
	});

	it('an address that n8n’s SSRF guard forbids', async () => {
		const { account, outcome } = await withSsrfGuard(async () => await send({}));
		expect(outcome).toMatchObject({
			status: 'failed',
			error: {
				code: 'BLOCKED_BY_N8N',
				retryable: false,
				advice: expect.stringContaining('N8N_SSRF_ALLOWED_HOSTNAMES'),
			},
		});
		expect(await account.requests()).toEqual([]);
	});

	it('a host name that leads to a forbidden address', async () => {
		const { outcome } = await withSsrfGuard(
			async () => await send({ baseUrl: 'http://localhost:9' }),
		);
		expect(outcome).toMatchObject({ status: 'failed', error: { code: 'BLOCKED_BY_N8N' } });
	});
});

it('a provider that does not answer in time may have taken the message', async () => {
	const server = await startHostileServer(() => ({ hang: true }));
	const { outcome } = await withTimeout(5000, async () => await send({ baseUrl: server.url }));
	await waitFor(() => server.requests.length === 1);
	await server.close();
	expect(server.requests).toHaveLength(1);
	expect(outcome).toMatchObject({
		status: 'unknown',
		error: { code: 'ECONNABORTED', retryable: false },
	});
});

describe('with TLS', () => {
	/** A time-out that is as long as no other deadline, in each test another: equal ones share a timer. */
	let heldSeconds = 77;
	let deadlines: AbortController[];
	beforeEach(() => {
		heldSeconds += 1;
		deadlines = holdDeadlines(1000 * heldSeconds);
	});
	afterEach(() => jest.restoreAllMocks());

	/** For a server that says nothing: its deadline comes as soon as it has read something. */
	const endDeadline: Serve = ({ socket }) => {
		socket.once('data', () => deadlines[0].abort());
	};

	async function sendTo(server: RawServer) {
		const { json } = await runNode(
			await createAccount('dialog360'),
			{
				operation: 'sendText',
				to: TO,
				text: 'Hi',
				options: { maxRetries: 0, timeoutSeconds: heldSeconds },
			},
			{
				onError: 'continueRegularOutput',
				credentials: { apiKey: 'a-key', baseUrl: `https://localhost:${server.port}` },
			},
		);
		return json[0];
	}

	type Serve = Parameters<typeof startTlsServer>[0];

	const onRequest =
		(act: Serve): Serve =>
		(connection) =>
			connection.socket.once('data', () => act(connection));

	it.each<[string, Serve]>([
		['closes', onRequest(({ socket }) => socket.destroy())],
		['resets the connection', onRequest(({ tcp }) => tcp.resetAndDestroy())],
		['says nothing', endDeadline],
		[
			'writes what is no TLS',
			onRequest(({ tcp }) => {
				const send = Reflect.get(tcp, '_handle') as {
					writeLatin1String(o: object, s: string): void;
				};
				send.writeLatin1String({ oncomplete() {} }, 'HTTP/1.1 400 Bad Request\r\n\r\n');
			}),
		],
		[
			'writes what is no HTTP',
			onRequest(({ socket }) => socket.write('connect ENOTFOUND\r\n\r\n')),
		],
	])('a server that got the request and then %s: unknown', async (_, serve) => {
		const server = await startTlsServer(serve);
		const item = await withAnyCertificate(async () => await sendTo(server));
		expect(server.received()).toContain('POST ');
		await server.close();
		expect(item).toMatchObject({ status: 'unknown', error: { retryable: false } });
	});

	it('a server that wants a certificate of its clients, said after the handshake: unknown', async () => {
		const server = await startTlsServer(() => {}, { requestCert: true, rejectUnauthorized: true });
		const item = await withAnyCertificate(async () => await sendTo(server));
		await server.close();
		expect(item.status).toBe('unknown');
	});

	it.each<[string, Serve, string, boolean]>([
		['closes', ({ tcp }) => tcp.destroy(), 'NOT_CONNECTED', true],
		[
			'resets the connection',
			({ tcp }) => tcp.once('data', () => tcp.resetAndDestroy()),
			'NOT_CONNECTED',
			true,
		],
		['says nothing', endDeadline, 'NOT_CONNECTED', true],
		[
			'speaks HTTP',
			({ tcp }) => tcp.once('data', () => tcp.write('HTTP/1.1 400 Bad Request\r\n\r\n')),
			'NO_TLS',
			false,
		],
		[
			'speaks nonsense',
			({ tcp }) => tcp.once('data', () => tcp.write(Buffer.alloc(64))),
			'NO_TLS',
			false,
		],
	])('a server that %s before the handshake is over: failed', async (_, serve, code, retryable) => {
		const server = await startRawServer(serve);
		const item = await sendTo(server);
		expect(server.received()).not.toContain('POST ');
		await server.close();
		expect(item).toMatchObject({ status: 'failed', error: { code, retryable } });
	});

	it('a certificate that cannot be trusted: failed, and the server read nothing', async () => {
		const server = await startTlsServer(() => {});
		const item = await sendTo(server);
		const received = server.received();
		await server.close();
		expect(received).toBe('');
		expect(item).toMatchObject({
			status: 'failed',
			error: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', retryable: false },
		});
	});

	it('no version of TLS that both know: failed', async () => {
		const server = await startTlsServer(() => {}, { maxVersion: 'TLSv1.1', minVersion: 'TLSv1' });
		const item = await withAnyCertificate(async () => await sendTo(server));
		await server.close();
		expect(item.status).toBe('failed');
	});
});
