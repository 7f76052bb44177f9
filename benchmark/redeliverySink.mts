import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What one execution passed on. */
export interface Post {
	execution: string;
	events: string[];
	/** By an execution that was cut off, and that was started again from n8n's list. */
	isRetry: boolean;
	/** In the milliseconds of `performance.now()`. */
	at: number;
}

/** Counts what executions pass on: the workflow's own effect on the world. */
export class Sink {
	readonly posts: Post[] = [];
	isRetry = false;
	private readonly server: Server;

	private constructor() {
		this.server = createServer((request, response) => {
			let text = '';
			request.on('data', (data: Buffer) => (text += data.toString()));
			request.once('end', () => {
				const { execution, events } = JSON.parse(text) as { execution: string; events: string[] };
				this.posts.push({
					execution,
					events,
					isRetry: this.isRetry,
					at: performance.now(),
				});
				response.setHeader('content-type', 'application/json').end('{}');
			});
		});
	}

	static async start(): Promise<Sink> {
		const sink = new Sink();
		await new Promise<void>((resolve) => sink.server.listen(0, '127.0.0.1', resolve));
		return sink;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
	}

	stop(): void {
		this.server.close();
		this.server.closeAllConnections();
	}
}
