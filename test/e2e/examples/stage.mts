import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import Fastify from 'fastify';
import { REPOSITORY } from '../../../sandbox/n8n/cache.mts';
import { installN8n } from '../../../sandbox/n8n/install.mts';
import { startN8n } from '../../../sandbox/n8n/n8n.mts';
import { packPackage } from '../../../sandbox/n8n/package.mts';
import { startHubSpot } from './hubspot.mts';
import { startModel } from './model.mts';

/**
 * A real n8n with the packed package, a scripted language model and a CRM, for a test that runs in
 * another process and under an older Node: its methods are called over HTTP.
 */
const HUBSPOT_KEY = 'example-service-key';

const runs = path.join(REPOSITORY, '.cache', 'runs');
mkdirSync(runs, { recursive: true });
const folder = mkdtempSync(path.join(runs, 'examples-'));
const logFile = path.join(folder, 'n8n.log');

const [packageTarball, install, model, hubspot] = await Promise.all([
	packPackage(folder),
	installN8n(),
	startModel(),
	startHubSpot(HUBSPOT_KEY),
]);
const n8n = await startN8n({
	install,
	userFolder: path.join(folder, 'user'),
	logFile,
	packageTarball,
});
await n8n.client.becomeOwner();

const ON: Record<string, object> = { n8n: n8n.client, model, hubspot };

const server = Fastify();
server.post('/call', async (request, reply) => {
	const { on, method, args } = request.body as { on: string; method: string; args: unknown[] };
	const target = ON[on] as Record<string, unknown> | undefined;
	const called = target?.[method];
	if (typeof called !== 'function') {
		return await reply.code(404).send({ message: `no ${on}.${method}` });
	}
	try {
		return { result: (await called.apply(target, args)) as unknown };
	} catch (error) {
		return await reply.code(500).send({ message: (error as Error).message });
	}
});
await server.listen({ host: '127.0.0.1', port: 0 });

const ready = {
	stage: 'ready',
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
