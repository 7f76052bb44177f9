import type { FastifyInstance } from 'fastify';
import type { Registry } from '../core/registry.mts';
import type { Topic } from '../core/changes.mts';

/** Many changes in a short time are sent once: a browser cannot read faster anyway. */
const PAUSE_MS = 120;
const HEARTBEAT_MS = 15_000;

/** `GET /events?account=ID`: server-sent events `{"topics":["chat","log"]}`, no content. */
export function serveEvents(app: FastifyInstance, registry: Registry): void {
	app.get('/events', (request, reply) => {
		const { account } = request.query as { account?: string };
		reply.hijack();
		const { raw } = reply;
		raw.writeHead(200, {
			'content-type': 'text/event-stream; charset=utf-8',
			'cache-control': 'no-store',
			connection: 'keep-alive',
		});
		const pending = new Set<Topic>();
		let timer: NodeJS.Timeout | undefined;
		const sendTopics = () => {
			timer = undefined;
			raw.write(`data: ${JSON.stringify({ topics: [...pending] })}\n\n`);
			pending.clear();
		};
		const stop = registry.changes.listen((id, topic) => {
			if (topic !== 'accounts' && id !== account) return;
			pending.add(topic);
			timer ??= setTimeout(sendTopics, PAUSE_MS);
		});
		const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS);
		raw.on('close', () => {
			stop();
			clearInterval(heartbeat);
			clearTimeout(timer);
		});
		// The first word makes the browser fire `open` at once.
		raw.write(': welcome\n\n');
	});
}
