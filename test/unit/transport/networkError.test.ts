import { NetworkError } from '../../../nodes/WhatsAppBsp/transport/networkError';

/** Shapes that need a network which this machine does not have; as Node 20 and axios 1.18 make them. */
describe('errors of the network, by their shape', () => {
	const axiosError = (error: object) => ({
		isAxiosError: true,
		request: {},
		config: {},
		...error,
	});
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
		...(['EHOSTUNREACH', 'ENETUNREACH', 'ECONNREFUSED'] as const).flatMap(
			(code): Array<[string, object, string, boolean]> =>
				(['read', 'write'] as const).map((syscall) => [
					`${syscall} ${code}`,
					axiosError({ code, message: `${syscall} ${code}`, cause: { code, syscall } }),
					code,
					false,
				]),
		),
		[
			'a host that cannot be reached',
			axiosError({ code: 'EHOSTUNREACH', message: 'connect EHOSTUNREACH 192.0.2.1:443' }),
			'EHOSTUNREACH',
			true,
		],
		[
			'a name server that does not answer',
			axiosError({ code: 'EAI_AGAIN', message: 'getaddrinfo EAI_AGAIN x.example' }),
			'EAI_AGAIN',
			true,
		],
		['a code that a message only mentions', { message: 'no ENOTFOUND here' }, 'ENOTFOUND', false],
		[
			'an alert after the handshake, whatever its words',
			axiosError({
				code: 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
				message: 'sslv3 alert handshake failure',
				request: { socket: { secureConnecting: false } },
			}),
			'NO_RESPONSE',
			false,
		],
		[
			'the same where the request is not to be seen',
			axiosError({ code: 'EPROTO', message: 'write EPROTO wrong version number' }),
			'NO_RESPONSE',
			false,
		],
		['a name of every object', { code: 'constructor', message: 'toString' }, 'NO_RESPONSE', false],
		['no error at all', {}, 'NO_RESPONSE', false],
	])('%s', (_, thrown, code, notSent) => {
		const wrapped = { name: 'NodeApiError', message: 'wrapped', errorResponse: thrown };
		for (const each of [thrown, wrapped]) {
			const networkError = NetworkError.from(each, 'https://provider.example');
			expect([networkError.error.code, networkError.requestNotSent]).toEqual([code, notSent]);
			expect(networkError.error.title).toMatch(/\w/);
		}
	});
});
