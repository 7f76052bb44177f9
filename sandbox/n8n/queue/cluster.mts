import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSandbox, type Sandbox } from '../../demo/sandbox.mts';
import { N8nClient } from '../client.mts';
import { installN8n, type Install } from '../install.mts';
import { packPackage } from '../package.mts';
import { findFreePorts } from '../ports.mts';
import { Member } from './member.mts';
import { migrateOnce } from './migrate.mts';
import { startServices, type Services } from './services.mts';
import type { Role } from './settings.mts';

export interface ClusterOptions {
	/** Default: 2. */
	workers?: number;
	/** Executions that one worker has under way at the same time. */
	workerConcurrency?: number;
	/** Default: 2. */
	webhooks?: number;
	/** For every n8n process, in addition to what queue mode needs. */
	env?: Record<string, string>;
	/** What `npm pack` made; default: packed now. */
	packageTarball?: string;
	/** The four providers as well. */
	sandbox?: boolean;
	/** The webhook processors take turns, instead of each having its own webhook URLs. */
	spread?: boolean;
}

/** n8n in queue mode as users run it, on this machine, for one run. */
export interface Cluster {
	main: Member;
	workers: Member[];
	webhooks: Member[];
	/** Logged in as owner; through nginx. */
	client: N8nClient;
	/** nginx: what editors and providers call. */
	url: string;
	services: Services;
	sandbox?: Sandbox;
	/** Holds all logs. */
	folder: string;
	/** Every n8n process: main, workers, webhook processors. */
	members: Member[];
	/** Ends everything without mercy; removes the folder unless its logs are wanted. */
	close(options?: { keepFolder?: boolean }): Promise<void>;
}

interface Plan {
	name: string;
	role: Role;
}

const planMembers = (role: Role, count: number): Plan[] =>
	Array.from({ length: count }, (_, i) => ({ name: `${role}-${i + 1}`, role }));

async function startMembers(main: Member, others: Member[]): Promise<void> {
	// It migrates the database where that is needed; two of them would get in each other's way.
	await main.start();
	await Promise.all(others.map(async (member) => await member.start()));
}

/** Starts everything and waits until all of it is ready. Ends when this process ends. */
export async function openCluster(options: ClusterOptions = {}): Promise<Cluster> {
	const { workers = 2, webhooks = 2 } = options;
	const folder = mkdtempSync(path.join(tmpdir(), 'n8n-queue-'));
	// PostgreSQL and nginx run as other users.
	chmodSync(folder, 0o755);
	const closing: Array<() => Promise<void>> = [];
	const close = async ({ keepFolder = false } = {}) => {
		await Promise.all(closing.splice(0).map(async (end) => await end()));
		if (!keepFolder) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
	};
	try {
		const install: Install = await installN8n();
		const packageTarball = options.packageTarball ?? (await packPackage(folder));
		await migrateOnce(install);

		const plans = [
			{ name: 'main', role: 'main' as const },
			...planMembers('worker', workers),
			...planMembers('webhook', webhooks),
		];
		const [nginxPort = 0, ...ports] = await findFreePorts(plans.length + 1);
		const getPorts = (role: Role) => ports.filter((_, i) => plans[i]?.role === role);
		const services = await startServices({
			folder,
			install,
			nginx: {
				port: nginxPort,
				upstreams: { main: getPorts('main')[0] ?? 0, webhooks: getPorts('webhook') },
				spread: options.spread,
			},
		});
		closing.push(services.close);
		const url = `http://127.0.0.1:${nginxPort}`;
		const addresses = { redisPort: services.redis.port, postgresPort: services.postgres.port, url };
		const members = plans.map(
			({ name, role }, i) =>
				new Member(name, role, {
					install,
					packageTarball,
					port: ports[i] ?? 0,
					concurrency: options.workerConcurrency,
					userFolder: path.join(folder, name),
					logFile: path.join(folder, `${name}.log`),
					addresses,
					env: options.env,
				}),
		);
		for (const member of members) closing.push(async () => await member.kill9());
		const [main, ...others] = members as [Member, ...Member[]];
		const [sandbox] = await Promise.all([
			options.sandbox
				? startSandbox({ port: 0, logFile: path.join(folder, 'sandbox.log') })
				: undefined,
			startMembers(main, others),
		]);
		if (sandbox) closing.push(async () => await sandbox.stop());
		const client = new N8nClient(url);
		await client.becomeOwner();
		return {
			main,
			workers: members.filter(({ role }) => role === 'worker'),
			webhooks: members.filter(({ role }) => role === 'webhook'),
			client,
			url,
			services,
			sandbox,
			folder,
			members,
			close,
		};
	} catch (error) {
		await close({ keepFolder: true });
		const where = `The logs are in ${folder}`;
		throw new Error(`${error instanceof Error ? error.message : String(error)}\n${where}`);
	}
}
