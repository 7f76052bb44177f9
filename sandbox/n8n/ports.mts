import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';

/**
 * Where ports are looked for: below those that the system itself gives to outgoing connections (from 32768 on
 * Linux, 49152 elsewhere). Another program can open one in the seconds until the program that is to listen is up.
 */
const FIRST = 15_000;
const END = 32_000;

async function listen(port: number): Promise<Server | undefined> {
	return await new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(undefined));
		server.listen(port, '127.0.0.1', () => resolve(server));
	});
}

const close = async (server: Server) => await new Promise((done) => server.close(done));

/** Ports that nobody listens on, all different: they are held open until all are found. */
export async function findFreePorts(count: number): Promise<number[]> {
	const held = new Map<number, Server>();
	for (let tries = 0; held.size < count; tries++) {
		if (tries > END - FIRST) throw new Error(`No free port between ${FIRST} and ${END}.`);
		const port = randomInt(FIRST, END);
		const server = await listen(port);
		if (server) held.set(port, server);
	}
	await Promise.all([...held.values()].map(close));
	return [...held.keys()];
}

export async function isPortFree(port: number): Promise<boolean> {
	const server = await listen(port);
	if (server) await close(server);
	return server !== undefined;
}
