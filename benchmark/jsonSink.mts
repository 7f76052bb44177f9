import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server for what executions post as JSON: the workflow's own effect on the world. */
export abstract class JsonSink<T> {
	private readonly server = createServer((request, response) => {
		let text = '';
		request.on('data', (data: Buffer) => (text += data.toString()));
		request.once('end', () => {
			this.receive(JSON.parse(text) as T);
			response.setHeader('content-type', 'application/json').end('{}');
		});
	});

	protected abstract receive(body: T): void;

	async start(): Promise<void> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
	}

	stop(): void {
		this.server.close();
		this.server.closeAllConnections();
	}
}
