import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import Fastify from 'fastify';
import { REPOSITORY } from '../../../sandbox/n8n/cache.mts';
import { installN8n } from '../../../sandbox/n8n/install.mts';
import type { N8nClient } from '../../../sandbox/n8n/client.mts';
import { startN8n } from '../../../sandbox/n8n/n8n.mts';
import { packPackage } from '../../../sandbox/n8n/package.mts';
import { openCluster } from '../../../sandbox/n8n/queue/cluster.mts';
import { startHubSpot } from './hubspot.mts';
import { startModel } from './model.mts';

/**
 * A real n8n with the packed package, a scripted language model and a CRM, for a test that runs in
 * another process and under an older Node: its methods are called over HTTP. With `--queue`, n8n is a
 * cluster in queue mode, whose processes and services can be called as well (`main`, `worker-1`,
 * `webhook-1`, `redis` and so on).
 */
const HUBSPOT_KEY = 'example-service-key';

const runs = path.join(REPOSITORY, '.cache', 'runs');
mkdirSync(runs, { recursive: true });
const folder = mkdtempSync(path.join(runs, 'examples-'));

interface Server {
	url: string;
	client: N8nClient;
	parts: Record<string, object>;
	stop(): Promise<void>;
}

async function single(packageTarball: string): Promise<Server> {
	const n8n = await startN8n({
		install: await installN8n(),
		userFolder: path.join(folder, 'user'),
		logFile: path.join(folder, 'n8n.log'),
		packageTarball,
	});
	const { url, client } = n8n;
	await client.becomeOwner();
	return { url, client, parts: {}, stop: async () => await n8n.stop() };
}

async function queue(packageTarball: string): Promise<Server> {
	const cluster = await openCluster({ packageTarball });
	const { url, client, members, services, close } = cluster;
	const { redis, postgres, nginx } = services;
	const named = members.map((member) => [member.name, member] as const);
	return {
		url,
		client,
		parts: { ...Object.fromEntries(named), redis, postgres, nginx },
		stop: async () => await close(),
	};
}

const start = process.argv.includes('--queue') ? queue : single;
const [n8n, model, hubspot] = await Promise.all([
	packPackage(folder).then(start),
	startModel(),
	startHubSpot(HUBSPOT_KEY),
]);

const ON: Record<string, object> = { n8n: n8n.client, model, hubspot, ...n8n.parts };

const server = Fastify();
server.post('/call', async (request, reply) => {
	const { on, method, args } = request.body as { on: string; method: string; args: unknown[] };
	const target = ON[on] as Record<string, unknown> | undefined;
	const called = target?.[method];
	if (called === undefined) return await reply.code(404).send({ message: `no ${on}.${method}` });
	// A property's value is a result too: a process's `url`, `pid` or `running`.
	if (typeof called !== 'function') return { result: called };
	try {
		return { result: (await called.apply(target, args)) as unknown };
	} catch (error) {
		return await reply.code(500).send({ message: (error as Error).message });
	}
});
await server.listen({ host: '127.0.0.1', port: 0 });

const ready = {
	examples: 'ready',
	url: `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
	n8n: n8n.url,
	model: model.url,
	hubspot: hubspot.url,
	hubspotKey: HUBSPOT_KEY,
};
console.log(JSON.stringify(ready));

/** The test's end of the pipe closes when it is done, and when it is killed. */
process.stdin.resume();
process.stdin.once('end', () => {
	void n8n.stop().then(() => {
		rmSync(folder, { recursive: true, force: true });
		process.exit(0);
	});
});
