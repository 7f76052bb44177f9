import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { REPOSITORY } from '../cache.mts';
import type { N8nCommand } from '../n8n.mts';

/** Of throw-away servers on this machine. */
export const REDIS_PASSWORD = 'queue-example';
export const DATABASE = { name: 'n8n', user: 'n8n', password: 'queue-example' };
const ENCRYPTION_KEY = 'a-key-of-throw-away-servers-only';

export type Role = 'main' | 'worker' | 'webhook';

/** Where a cluster's processes find each other. */
export interface Addresses {
	redisPort: number;
	postgresPort: number;
	/** As the providers see it: nginx. */
	url: string;
}

interface Compose {
	services: Record<string, { command?: string; environment?: Record<string, string> }>;
}

/** What users run: the one place that says how queue mode is set up. */
const FILE = path.join(REPOSITORY, 'examples', 'queue-mode', 'compose.yaml');

const SERVICES: Record<Role, string> = {
	main: 'n8n-main',
	worker: 'n8n-worker',
	webhook: 'n8n-webhook-1',
};

function getService(name: string): { command: string; environment: Record<string, string> } {
	const { services } = parse(readFileSync(FILE, 'utf8'), { merge: true }) as Compose;
	const service = services[name];
	if (!service) throw new Error(`${FILE} has no service ${name}`);
	return { command: service.command ?? '', environment: service.environment ?? {} };
}

/** What is another one on this machine than in the containers: addresses and secrets. */
const getOverrides = ({ redisPort, postgresPort, url }: Addresses): Record<string, string> => ({
	QUEUE_BULL_REDIS_HOST: '127.0.0.1',
	QUEUE_BULL_REDIS_PORT: String(redisPort),
	QUEUE_BULL_REDIS_PASSWORD: REDIS_PASSWORD,
	DB_POSTGRESDB_HOST: '127.0.0.1',
	DB_POSTGRESDB_PORT: String(postgresPort),
	DB_POSTGRESDB_DATABASE: DATABASE.name,
	DB_POSTGRESDB_USER: DATABASE.user,
	DB_POSTGRESDB_PASSWORD: DATABASE.password,
	N8N_ENCRYPTION_KEY: ENCRYPTION_KEY,
	WEBHOOK_URL: `${url}/`,
	N8N_EDITOR_BASE_URL: `${url}/`,
});

/** Environment of an n8n process without its port: that of the containers. */
export function getEnvironment(role: Role, addresses: Addresses): Record<string, string> {
	const { environment } = getService(SERVICES[role]);
	const here = getOverrides(addresses);
	const missing = Object.keys(here).filter((name) => !(name in environment));
	const result = { ...environment, ...here };
	const open = Object.entries(result).filter(([, value]) => value.includes('${'));
	if (missing.length > 0 || open.length > 0) {
		const names = [...missing, ...open.map(([name]) => name)].join(', ');
		throw new Error(`${FILE} and this machine's cluster differ in ${names}`);
	}
	return result;
}

/**
 * The command of an n8n process, as in its container.
 * @param concurrency executions that a worker has under way at the same time; default: the container's
 */
export function getCommand(
	role: Role,
	concurrency?: number,
): { command: N8nCommand; args: string[] } {
	const [command = 'start', ...args] = getService(SERVICES[role])
		.command.split(' ')
		.filter(Boolean);
	const own = concurrency === undefined ? args : [`--concurrency=${concurrency}`];
	return { command: command as N8nCommand, args: role === 'worker' ? own : args };
}

/** How Redis is started, without the program's name. */
export function getRedisArguments(): string[] {
	const [, ...args] = getService('redis').command.split(' ');
	return args.map((each) => (each.startsWith('${REDIS_PASSWORD') ? REDIS_PASSWORD : each));
}
