import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../../sandbox/n8n/wait.mts';
import type { Fault, KeyPromise, Role, Scene } from '../types.mts';

/** What a supervisor needs to see that a process is gone. */
const NOTICED = { seconds: 2 };

const whileSending =
	(role: Role) =>
	async ({ provider, stage }: Scene): Promise<void> => {
		await until('messages in flight', 30_000, async () => (await provider.inFlight()) >= 3, {
			everyMs: 20,
		});
		await stage.kill(role);
	};

const WINDOW_MS = 250;
const AT_ONCE = 20;

/** Calls are read and wait for their batch: n8n has nothing of them yet. */
const beforeHandOver =
	(role: Role) =>
	async ({ driver, stage }: Scene): Promise<void> => {
		driver.burst(AT_ONCE);
		await sleep(WINDOW_MS / 2);
		await stage.kill(role);
	};

const PROMISES: Record<KeyPromise, string> = {
	atMostOnce: 'at most once',
	atLeastOnce: 'at least once',
};

export const killed: Fault[] = [
	...Object.entries(PROMISES).map(([promise, name]): Fault => {
		return {
			name: `sender killed while sending, ${name}`,
			modes: ['single', 'queue'],
			promise: promise as KeyPromise,
			latencyMs: 1500,
			strike: whileSending('sender'),
			lasts: NOTICED,
			repair: async ({ stage }) => await stage.revive('sender'),
		};
	}),
	{
		name: 'receiver killed between receipt and hand-over',
		modes: ['single', 'queue'],
		batchWindowMs: WINDOW_MS,
		strike: beforeHandOver('receiver'),
		lasts: NOTICED,
		repair: async ({ stage }) => await stage.revive('receiver'),
	},
	{
		name: 'main killed',
		modes: ['queue'],
		strike: async ({ stage }) => await stage.kill('main'),
		lasts: NOTICED,
		repair: async ({ stage }) => await stage.revive('main'),
	},
];
