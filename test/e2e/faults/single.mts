import { findFreePorts } from '../../../sandbox/n8n/ports.mts';
import { startN8n, type N8n, type StartOptions } from '../../../sandbox/n8n/n8n.mts';
import type { N8nClient } from '../../../sandbox/n8n/client.mts';
import type { N8nInstance } from './types.mts';

/** n8n in one process, with its database in a file. */
export class SingleInstance implements N8nInstance {
	readonly mode = 'single';
	private readonly options: StartOptions;
	private n8n?: N8n;

	private constructor(options: StartOptions) {
		this.options = options;
	}

	static async open(options: StartOptions): Promise<SingleInstance> {
		const [port] = await findFreePorts(1);
		const instance = new SingleInstance({ ...options, port });
		await instance.revive();
		return instance;
	}

	get client(): N8nClient {
		return this.process.client;
	}

	get mainUrl(): string {
		return this.process.url;
	}

	async kill(): Promise<void> {
		await this.process.kill9();
	}

	async revive(): Promise<void> {
		this.n8n = await startN8n(this.options);
		await this.client.becomeOwner();
	}

	async stopService(): Promise<void> {
		throw new Error('single mode has no services');
	}

	async startService(): Promise<void> {
		throw new Error('single mode has no services');
	}

	async close(): Promise<void> {
		await this.n8n?.stop();
	}

	private get process(): N8n {
		if (!this.n8n) throw new Error('n8n was not started');
		return this.n8n;
	}
}
