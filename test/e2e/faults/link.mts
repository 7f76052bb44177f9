import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, connect, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls';

/** Known to nobody but the run's own `/etc/hosts`; see host.mts. `.example` exists nowhere (RFC 2606). */
export const PROVIDER_NAME = 'provider.faults.example';

export interface Certificate {
	key: string;
	cert: string;
	file: string;
}

/** A certificate that is valid for localhost, self-signed. */
export function makeCertificate(folder: string, name: string): Certificate {
	const [keyFile, file] = [path.join(folder, `${name}.key`), path.join(folder, `${name}.pem`)];
	const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
	const kind = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'];
	execFileSync('openssl', ['req', ...kind, ...subject, '-keyout', keyFile, '-out', file], {
		stdio: 'ignore',
	});
	return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(file, 'utf8'), file };
}

/** The line between n8n and the provider: passes bytes on, until it is cut. */
export class Link {
	private readonly target: { host: string; port: number };
	private readonly sockets = new Set<Socket>();
	private server: Server | TlsServer;
	port = 0;

	constructor(target: URL, certificate?: Certificate) {
		this.target = { host: target.hostname, port: Number(target.port) };
		const pass = (client: Socket) => this.pass(client);
		this.server = certificate ? createTlsServer(certificate, pass) : createServer(pass);
		// Who mistrusts the certificate hangs up.
		this.server.on('tlsClientError', () => undefined);
	}

	async up(): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			this.server.once('error', reject);
			this.server.listen(this.port, '127.0.0.1', resolve);
		});
		this.port = (this.server.address() as { port: number }).port;
	}

	/** Nobody listens any more, and what was on its way breaks off. */
	async down(): Promise<void> {
		const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
		for (const socket of this.sockets) socket.destroy();
		await closed;
	}

	async close(): Promise<void> {
		if (this.server.listening) await this.down();
	}

	/** From the next connection on. */
	show(certificate: Certificate): void {
		(this.server as TlsServer).setSecureContext(certificate);
	}

	private pass(client: Socket): void {
		const provider = connect(this.target);
		for (const [from, to] of [
			[client, provider],
			[provider, client],
		]) {
			this.sockets.add(from);
			from.on('error', () => to.destroy());
			from.on('close', () => {
				this.sockets.delete(from);
				to.destroy();
			});
		}
		client.pipe(provider);
		provider.pipe(client);
	}
}
