import type { Fault, Service } from '../types.mts';

const NAMES: Record<Service, string> = { redis: 'Redis', postgres: 'PostgreSQL' };

export const services: Fault[] = Object.entries(NAMES).map(([service, name]): Fault => {
	return {
		name: `${name} restarted`,
		modes: ['queue'],
		strike: async ({ stage }) => await stage.stopService(service as Service),
		lasts: { seconds: 5 },
		repair: async ({ stage }) => await stage.startService(service as Service),
	};
});
