// A server below HTTP: what it does with a connection is up to the test.
import { readFileSync } from 'node:fs';
import net, { type AddressInfo, type Socket } from 'node:net';
import path from 'node:path';
import tls, { TLSSocket } from 'node:tls';

export interface RawServer {
	port: number;
	/** Everything that it got to read, over all connections. */
	received(): string;
	close(): Promise<void>;
}

/** For `localhost`, signed by itself: clients must be told not to check it. Protects nothing. */
const CERTIFICATE = (() => {
	const read = (name: string) =>
		readFileSync(path.join(__dirname, '..', 'fixtures', 'tls', `localhost.${name}.pem`));
	return { key: read('key'), cert: read('cert') };
})();

interface Connection {
	/** Encrypted, or the plain connection of a server without TLS. */
	socket: Socket;
	/** Below TLS. */
	tcp: Socket;
	/** Number of the connection, from 0. */
	nth: number;
}

async function start(open: (tcp: Socket) => Socket, serve: (connection: Connection) => void) {
	const sockets = new Set<Socket>();
	const chunks: Buffer[] = [];
	const server = net.createServer((tcp) => {
		const nth = sockets.size;
		sockets.add(tcp);
		const socket = open(tcp);
		for (const each of new Set([tcp, socket])) each.on('error', () => {});
		socket.on('data', (chunk: Buffer) => chunks.push(chunk));
		serve({ socket, tcp, nth });
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		port: (server.address() as AddressInfo).port,
		received: () => Buffer.concat(chunks).toString('latin1'),
		close: async () =>
			await new Promise<void>((resolve) => {
				for (const socket of sockets) socket.destroy();
				server.close(() => resolve());
			}),
	};
}

export const startRawServer = async (serve: (connection: Connection) => void): Promise<RawServer> =>
	await start((tcp) => tcp, serve);

/** Agrees on TLS with its clients; `options` as of `tls.createServer`. */
export const startTlsServer = async (
	serve: (connection: Connection) => void,
	options: tls.TlsOptions = {},
): Promise<RawServer> =>
	await start((tcp) => new TLSSocket(tcp, { isServer: true, ...CERTIFICATE, ...options }), serve);
