import { setTimeout as sleep } from 'node:timers/promises';
import type { N8nClient } from '../../../sandbox/n8n/client.mts';
import { openCluster, type Cluster } from '../../../sandbox/n8n/queue/cluster.mts';
import type { Member } from '../../../sandbox/n8n/queue/member.mts';
import type { Role, Service, N8nInstance } from './types.mts';

const LOOK_MS = 500;

/** n8n in queue mode: main, two workers, two webhook processors, Redis, PostgreSQL, nginx. */
export class QueueInstance implements N8nInstance {
	readonly mode = 'queue';
	private readonly cluster: Cluster;
	/** Killed by us: nobody starts them but us. */
	private readonly away = new Set<Member>();
	private closed = false;
	private readonly supervising: Promise<void>;

	private constructor(cluster: Cluster, say: (line: string) => void) {
		this.cluster = cluster;
		this.supervising = this.supervise(say);
	}

	static async open(
		options: { env: Record<string, string>; packageTarball: string },
		say: (line: string) => void,
	): Promise<QueueInstance> {
		return new QueueInstance(await openCluster(options), say);
	}

	get client(): N8nClient {
		return this.cluster.client;
	}

	get mainUrl(): string {
		return this.cluster.main.url;
	}

	async kill(role: Role): Promise<void> {
		const members = this.of(role);
		for (const member of members) this.away.add(member);
		await Promise.all(members.map(async (member) => await member.kill9()));
	}

	async revive(role: Role): Promise<void> {
		const members = this.of(role);
		await Promise.all(members.map(async (member) => await member.start()));
		for (const member of members) this.away.delete(member);
	}

	async stopService(service: Service): Promise<void> {
		await this.cluster.services[service].stop();
	}

	async startService(service: Service): Promise<void> {
		await this.cluster.services[service].start();
	}

	async close(): Promise<void> {
		this.closed = true;
		await this.supervising;
		await this.cluster.close();
	}

	/** One worker of two, but all that receive: calls for one URL go to one of them. */
	private of(role: Role): Member[] {
		const { main, workers, webhooks } = this.cluster;
		return { main: [main], sender: workers.slice(0, 1), receiver: webhooks }[role];
	}

	/** As `restart: always` in a compose file: n8n ends on its own when Redis is away for too long. */
	private async supervise(say: (line: string) => void): Promise<void> {
		while (!this.closed) {
			await sleep(LOOK_MS);
			const ended = this.cluster.members.filter(
				(member) => !member.running && !this.away.has(member),
			);
			for (const member of ended) {
				say(`${member.name} ended on its own and is started again`);
				await member.start().catch((error: unknown) => say(String(error)));
			}
		}
	}
}
