import { NetworkError } from '../../nodes/WhatsAppBsp/transport/networkError';
import { runNode } from '../support/engine';
import { startHostileServer } from '../support/hostileServer';
import { withSsrfGuard, withTimeout } from '../support/n8nInternals';
import { createAccount, waitFor } from '../support/sandboxClient';

const TO = '60123240066';

async function send(credentials: Record<string, string>) {
	const account = await createAccount('dialog360');
	await account.writes(TO);
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
	const { outcome } = await withTimeout(1500, async () => await send({ baseUrl: server.url }));
	await waitFor(() => server.requests.length === 1);
	await server.close();
	expect(server.requests).toHaveLength(1);
	expect(outcome).toMatchObject({
		status: 'unknown',
		error: { code: 'ECONNABORTED', retryable: false },
	});
});

/** Shapes that need a network which this machine does not have; as Node 20 and axios 1.18 make them. */
describe('errors of the network, by their shape', () => {
	const axiosError = (error: object) => ({ ...error, isAxiosError: true, request: {}, config: {} });
	const refused = { code: 'ECONNREFUSED', syscall: 'connect' };
	const timedOut = { code: 'ETIMEDOUT', syscall: 'connect' };

	it.each<[string, object, string, boolean]>([
		[
			'a connection that timed out',
			axiosError({
				code: 'ETIMEDOUT',
				message: 'connect ETIMEDOUT 192.0.2.1:443',
				cause: timedOut,
			}),
			'NOT_CONNECTED',
			true,
		],
		[
			'several addresses, none of which answers',
			axiosError({
				code: 'ETIMEDOUT',
				message: '',
				cause: { name: 'AggregateError', code: 'ETIMEDOUT', errors: [timedOut, refused] },
			}),
			'NOT_CONNECTED',
			true,
		],
		[
			'a read that timed out',
			axiosError({ code: 'ETIMEDOUT', message: 'read ETIMEDOUT', cause: { syscall: 'read' } }),
			'ETIMEDOUT',
			false,
		],
		[
			'a connection broken before TLS',
			axiosError({
				code: 'ECONNRESET',
				message: 'Client network socket disconnected before secure TLS connection was established',
			}),
			'NOT_CONNECTED',
			true,
		],
		['a reset', axiosError({ code: 'ECONNRESET', message: 'socket hang up' }), 'ECONNRESET', false],
		[
			'a credential’s list of domains',
			{
				name: 'UserError',
				message: 'Domain not allowed: This credential is restricted from accessing x.example.',
			},
			'BLOCKED_BY_N8N',
			true,
		],
		[
			'an unknown issuer',
			axiosError({ code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', message: 'unable to get …' }),
			'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
			true,
		],
		['a name of every object', { code: 'constructor', message: 'toString' }, 'NO_ANSWER', false],
		['no error at all', {}, 'NO_ANSWER', false],
	])('%s', (_, thrown, code, notSent) => {
		const wrapped = { name: 'NodeApiError', message: 'wrapped', errorResponse: thrown };
		for (const each of [thrown, wrapped]) {
			const silence = NetworkError.from(each, 'https://provider.example');
			expect([silence.error.code, silence.requestNotSent]).toEqual([code, notSent]);
			expect(silence.error.title).toMatch(/\w/);
		}
	});
});
