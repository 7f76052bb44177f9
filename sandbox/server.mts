import Fastify, { type FastifyInstance } from 'fastify';
import { createControlApi } from './control/routes.mts';
import { Registry } from './core/registry.mts';
import { createGateway } from './gateway.mts';
import { servePhone } from './phone/serve.mts';

export async function startSandbox(options: { port: number; host: string }): Promise<{
	app: FastifyInstance;
	url: string;
}> {
	const app = Fastify({ logger: false, forceCloseConnections: true, exposeHeadRoutes: false });
	const registry = new Registry();
	await app.register(createControlApi(registry), { prefix: '/control' });
	await app.register(createGateway(registry));
	await app.register(servePhone);
	// Timers of pending receipts would keep the process alive.
	app.addHook('onClose', async () => {
		for (const account of registry.all()) account.close();
	});
	await app.listen(options);
	const address = app.server.address();
	const port = typeof address === 'object' && address ? address.port : options.port;
	const url = `http://${options.host === '0.0.0.0' ? '127.0.0.1' : options.host}:${port}`;
	registry.start(url);
	return { app, url };
}
