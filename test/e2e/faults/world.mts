import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DayTime, Disk, hasMounts, Names } from './host.mts';
import { makeCertificate, PROVIDER_NAME, type Certificate } from './link.mts';
import type { Setting, N8nInstance } from './types.mts';

/** Hosts by which n8n reaches the provider. */
export const HOSTS = { address: '127.0.0.1', name: PROVIDER_NAME, tls: 'localhost' };

/** An n8n with all that faults need around it; one after the other may use it. */
export interface World {
	instance: N8nInstance;
	folder: string;
	/** n8n trusts it. */
	trusted: Certificate;
	names?: Names;
	disk?: Disk;
	time?: DayTime;
	close(): Promise<void>;
}

export interface WorldOptions {
	folder: string;
	/** n8n's `N8N_EXPRESSION_ENGINE`. */
	engine: string;
	startInstance(options: { userFolder: string; env: Record<string, string> }): Promise<N8nInstance>;
}

/** Faults with the same key can share a world. */
export const getWorldKey = ({ ownClock = false, diskMb }: Setting): string =>
	JSON.stringify({ ownClock, diskMb });

export async function openWorld(
	{ ownClock, diskMb }: Setting,
	{ folder, engine, startInstance }: WorldOptions,
): Promise<World> {
	const leave: Array<() => Promise<void> | void> = [];
	const opened = <T extends { close(): Promise<void> | void }>(each: T): T => {
		leave.unshift(async () => await each.close());
		return each;
	};
	const close = async () => {
		for (const step of leave.splice(0)) await step();
		rmSync(folder, { recursive: true, force: true });
	};
	mkdirSync(folder, { recursive: true });
	try {
		const userFolder = path.join(folder, 'user');
		const disk = diskMb === undefined ? undefined : opened(new Disk(userFolder, diskMb));
		const time = ownClock ? new DayTime(folder) : undefined;
		const names = hasMounts() ? opened(new Names(folder)) : undefined;
		const trusted = makeCertificate(folder, 'trusted');
		const env = {
			N8N_EXPRESSION_ENGINE: engine,
			N8N_LOG_LEVEL: 'warn',
			NO_PROXY: Object.values(HOSTS).join(','),
			NODE_EXTRA_CA_CERTS: trusted.file,
			...time?.env,
		};
		const instance = opened(await startInstance({ userFolder, env }));
		return { instance, folder, trusted, names, disk, time, close };
	} catch (error) {
		await close();
		throw error;
	}
}
