import { startN8n, type N8n, type StartOptions } from '../n8n.mts';
import { getCommand, getEnvironment, type Addresses, type Role } from './settings.mts';

type Place = Pick<StartOptions, 'install' | 'userFolder' | 'logFile' | 'packageTarball' | 'env'> & {
	port: number;
	addresses: Addresses;
	/** Executions that a worker has under way at the same time. */
	concurrency?: number;
};

/** One n8n process of a cluster. It can end and start again: port, folder and log stay the same. */
export class Member {
	readonly name: string;
	readonly role: Role;
	readonly port: number;
	readonly url: string;
	readonly logFile: string;
	private readonly options: StartOptions;
	private n8n?: N8n;

	constructor(name: string, role: Role, place: Place) {
		this.name = name;
		this.role = role;
		this.port = place.port;
		this.url = `http://127.0.0.1:${place.port}`;
		this.logFile = place.logFile;
		const { addresses, concurrency, env, ...options } = place;
		this.options = {
			...options,
			...getCommand(role, concurrency),
			// SQLite's copy is of no use here.
			fresh: true,
			env: { ...getEnvironment(role, addresses), ...env },
		};
	}

	get pid(): number | undefined {
		return this.n8n?.pid;
	}

	/** False also when n8n ended on its own, as it does when Redis is away for more than 10 seconds. */
	get running(): boolean {
		return this.n8n?.running ?? false;
	}

	log(): string {
		return this.n8n?.log() ?? '';
	}

	/** Starts it, or starts it again, and waits until it says that it is ready. */
	async start(): Promise<void> {
		if (this.running) return;
		this.n8n = await startN8n(this.options);
	}

	/** Lets it finish what it is at. */
	async stop(): Promise<void> {
		await this.n8n?.stop();
	}

	/** A power cut. */
	async kill9(): Promise<void> {
		await this.n8n?.kill9();
	}

	/** Resolves when it has ended, however that came. */
	async ended(): Promise<void> {
		await this.n8n?.ended();
	}

	/** Says whether it can work: database and, in a worker, Redis included. */
	async ready(timeoutMs?: number): Promise<void> {
		await this.n8n?.ready(timeoutMs);
	}
}
