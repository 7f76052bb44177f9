import {
	compose,
	composeViolations,
	composeText,
	exampleEnv,
	nginxText,
	testedN8n,
	type ComposeService,
} from '../../support/queueFiles';

const { services, volumes } = compose();
const isN8n = ({ image }: ComposeService) => image.includes('/n8n:');
const n8n = Object.entries(services).filter(([, service]) => isN8n(service));

/** Name and port of each server behind nginx's upstream. */
const upstream = (name: string) =>
	[
		...(new RegExp(`upstream ${name} \\{([^}]*)\\}`).exec(nginxText())?.[1] ?? '').matchAll(
			/server ([\w-]+):(\d+)/g,
		),
	].map(([, host, port]) => ({ host, port }));

// That the values work is proven by `npm run test:queue`: it starts its processes with them.
describe('examples/queue-mode/compose.yaml', () => {
	it('is a file that Docker Compose takes', () => {
		expect(composeViolations(compose())).toEqual([]);
		expect(composeViolations({ services: { n8n: { healthcheck: { test: [{}] } } } })).toContain(
			".services['n8n'].healthcheck.test[0] should be string",
		);
	});

	it('has one main process, two workers and two webhook processors, and what they need', () => {
		const roles = n8n.map(([name, { command = 'start', deploy }]) => [
			name,
			command.split(' ')[0],
			deploy?.replicas ?? 1,
		]);
		expect(roles).toEqual([
			['n8n-main', 'start', 1],
			['n8n-worker', 'worker', 2],
			['n8n-webhook-1', 'webhook', 1],
			['n8n-webhook-2', 'webhook', 1],
		]);
		const others = Object.keys(services).filter((name) => !isN8n(services[name]));
		expect(others).toEqual(['nginx', 'postgres', 'redis']);
	});

	it('runs the n8n that is tested here', () => {
		const images = new Set(n8n.map(([, { image }]) => image));
		expect([...images]).toEqual([`docker.n8n.io/n8nio/n8n:${testedN8n()}`]);
	});

	it('tells every n8n process the same, but for what only one kind has to know', () => {
		const [common] = n8n
			.map(([, { environment }]) => environment)
			.filter((environment) => environment?.N8N_DISABLE_PRODUCTION_MAIN_PROCESS === undefined)
			.filter((environment) => environment?.QUEUE_HEALTH_CHECK_ACTIVE === undefined);
		const own = n8n.map(([name, { environment }]) => [
			name,
			Object.entries(environment ?? {}).filter(([key, value]) => common?.[key] !== value),
		]);
		expect(Object.fromEntries(own)).toEqual({
			'n8n-main': [['N8N_DISABLE_PRODUCTION_MAIN_PROCESS', 'true']],
			'n8n-worker': [['QUEUE_HEALTH_CHECK_ACTIVE', 'true']],
			'n8n-webhook-1': [],
			'n8n-webhook-2': [],
		});
	});

	it('finds everything that it names', () => {
		const environment = services['n8n-main'].environment ?? {};
		const names = [
			environment.QUEUE_BULL_REDIS_HOST,
			environment.DB_POSTGRESDB_HOST,
			...Object.values(services).flatMap(({ depends_on }) => Object.keys(depends_on ?? {})),
		];
		expect(names.filter((name) => !(name in services))).toEqual([]);
		const mounted = Object.values(services)
			.flatMap((service) => service.volumes ?? [])
			.map((volume) => volume.split(':')[0])
			.filter((source) => !source.startsWith('.'));
		expect(mounted.sort()).toEqual(Object.keys(volumes).sort());
	});

	it('asks for exactly the variables of .env.example', () => {
		const asked = new Set([...composeText().matchAll(/\$\{(\w+)/g)].map(([, name]) => name));
		const given = [...exampleEnv().matchAll(/^(\w+)=/gm)].map(([, name]) => name);
		expect([...asked].sort()).toEqual(given.sort());
	});

	it('keeps what waits for a worker through a restart of Redis', () => {
		expect(services.redis.command).toContain('--appendonly yes');
		expect(services.redis.volumes).toEqual(['redis:/data']);
	});
});

describe('examples/queue-mode/nginx.conf', () => {
	it('sends webhooks to every webhook processor and the rest to the main process', () => {
		const processors = n8n.filter(([, { command }]) => command === 'webhook').map(([name]) => name);
		expect(upstream('webhooks')).toEqual(processors.map((host) => ({ host, port: '5678' })));
		expect(upstream('main')).toEqual([{ host: 'n8n-main', port: '5678' }]);
	});

	it('closes idle connections before n8n does', () => {
		expect(
			[...nginxText().matchAll(/keepalive_timeout (\d+)s/g)].map(([, s]) => Number(s)),
		).toEqual([4, 4]);
	});
});
