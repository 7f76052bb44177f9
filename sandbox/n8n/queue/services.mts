import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import type { Install } from '../install.mts';
import { findFreePorts } from '../ports.mts';
import { buildNginxConfiguration, type NginxPlace } from './nginx.mts';
import { getTemplateFolder, preparePostgres } from './postgres.mts';
import { findPrograms, type Programs } from './programs.mts';
import { Service } from './service.mts';
import { getRedisArguments, REDIS_PASSWORD } from './settings.mts';

export interface Services {
	redis: Service;
	postgres: Service;
	nginx: Service;
	close(): Promise<void>;
}

/** Whether a server responds with something like this. */
async function respondsWith(port: number, lines: string, wanted: RegExp): Promise<boolean> {
	return await new Promise((resolve) => {
		let received = '';
		const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(lines));
		const end = () => {
			socket.destroy();
			resolve(wanted.test(received));
		};
		socket.setTimeout(1000, end);
		socket.on('error', end);
		socket.on('close', end);
		socket.on('data', (data) => {
			received += String(data);
			if (wanted.test(received)) end();
		});
	});
}

function createRedis({ redisServer }: Programs, parent: string, port: number): Service {
	const folder = path.join(parent, 'redis');
	mkdirSync(folder);
	const here = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder];
	return new Service({
		name: 'redis',
		command: [redisServer, ...here, ...getRedisArguments()],
		folder,
		port,
		isReady: async () => await respondsWith(port, `AUTH ${REDIS_PASSWORD}\r\nPING\r\n`, /\+PONG/),
	});
}

function createNginx(
	{ nginx: program }: Programs,
	parent: string,
	place: Omit<NginxPlace, 'folder'>,
): Service {
	const folder = path.join(parent, 'nginx');
	const file = path.join(folder, 'nginx.conf');
	mkdirSync(folder);
	writeFileSync(file, buildNginxConfiguration({ ...place, folder }));
	return new Service({
		name: 'nginx',
		command: [program, '-p', folder, '-c', file, '-e', 'stderr', '-g', 'daemon off;'],
		folder,
		port: place.port,
		isReady: async () =>
			await respondsWith(place.port, 'GET /nginx-health HTTP/1.0\r\n\r\n', / 200 /),
	});
}

/** Redis, PostgreSQL and nginx on ports of this machine, with all that they keep in one folder. */
export async function startServices(options: {
	folder: string;
	install: Install;
	nginx: Omit<NginxPlace, 'folder'>;
}): Promise<Services> {
	const { folder, install } = options;
	const programs = await findPrograms();
	const [redisPort = 0, port = 0] = await findFreePorts(2);
	const template = await getTemplateFolder(programs, install);
	const services = {
		redis: createRedis(programs, folder, redisPort),
		postgres: await preparePostgres(programs, { folder, port, template }),
		nginx: createNginx(programs, folder, options.nginx),
	};
	const all = Object.values(services);
	const close = async () => {
		await Promise.all(all.map(async (service) => await service.kill()));
	};
	try {
		await Promise.all(all.map(async (service) => await service.start()));
	} catch (error) {
		await close();
		throw error;
	}
	return { ...services, close };
}
