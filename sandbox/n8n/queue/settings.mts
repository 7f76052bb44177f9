/** Of throw-away servers on this machine. */
export const REDIS_PASSWORD = 'queue-example';
export const DATABASE = { name: 'n8n', user: 'n8n', password: 'queue-example' };

/** Every process reads the same credentials, so every process needs the same key. */
export const ENCRYPTION_KEY = 'a-key-of-throw-away-servers-only';

export type Role = 'main' | 'worker' | 'webhook';

/** Where a cluster's processes find each other. */
export interface Addresses {
	redisPort: number;
	postgresPort: number;
	/** As the providers see it: nginx. */
	url: string;
}

/**
 * What every n8n process is told, beside its own port. `examples/queue-mode/compose.yaml` says the
 * same to containers; a test compares the two.
 */
export const environmentFor = ({
	redisPort,
	postgresPort,
	url,
}: Addresses): Record<string, string> => ({
	EXECUTIONS_MODE: 'queue',
	QUEUE_BULL_REDIS_HOST: '127.0.0.1',
	QUEUE_BULL_REDIS_PORT: String(redisPort),
	QUEUE_BULL_REDIS_PASSWORD: REDIS_PASSWORD,
	DB_TYPE: 'postgresdb',
	DB_POSTGRESDB_HOST: '127.0.0.1',
	DB_POSTGRESDB_PORT: String(postgresPort),
	DB_POSTGRESDB_DATABASE: DATABASE.name,
	DB_POSTGRESDB_USER: DATABASE.user,
	DB_POSTGRESDB_PASSWORD: DATABASE.password,
	N8N_ENCRYPTION_KEY: ENCRYPTION_KEY,
	WEBHOOK_URL: `${url}/`,
	N8N_EDITOR_BASE_URL: `${url}/`,
	N8N_PROXY_HOPS: '1',
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
});

/** What only one kind of process is told. */
export const ENVIRONMENT_OF: Record<Role, Record<string, string>> = {
	main: { N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true' },
	worker: { QUEUE_HEALTH_CHECK_ACTIVE: 'true' },
	webhook: {},
};

/** Executions that one worker has under way at the same time. */
export const WORKER_CONCURRENCY = 10;
