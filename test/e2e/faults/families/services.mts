import type { Fault, Service } from '../types.mts';

const NAMES: Record<Service, string> = { redis: 'Redis', postgres: 'PostgreSQL' };

const away = (service: Service, seconds: number, name: string): Fault => ({
	name: `${NAMES[service]} ${name}`,
	modes: ['queue'],
	strike: async ({ instance }) => await instance.stopService(service),
	lasts: { seconds },
	repair: async ({ instance }) => await instance.startService(service),
});

export const services: Fault[] = [
	away('redis', 5, 'restarted (away for 5 s)'),
	// n8n's processes end themselves after 10 s without Redis, and are started again.
	away('redis', 20, 'restarted (away for 20 s)'),
	away('postgres', 5, 'restarted (away for 5 s)'),
];
