import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../../../sandbox/n8n/wait.mts';
import type { Fault, KeyPromise, Mode, Role, FaultContext } from '../types.mts';

/** What a supervisor needs to see that a process is gone. */
const NOTICED = { seconds: 2 };

const WINDOW_MS = 250;
const AT_ONCE = 20;

/** Who dies, by the part that they have. */
const WHO: Record<Mode, Record<'sender' | 'receiver', string>> = {
	single: { sender: 'n8n', receiver: 'n8n' },
	queue: { sender: 'worker', receiver: 'webhook processors' },
};

const PROMISES: Record<KeyPromise, string> = {
	atMostOnce: 'at most once',
	atLeastOnce: 'at least once',
};

async function whileSending({ provider, instance }: FaultContext): Promise<void> {
	const inFlight = async () => (await provider.inFlight()) >= 3;
	await until('messages in flight', 60_000, inFlight, { everyMs: 20 });
	await instance.kill('sender');
}

/** Calls are read and wait for their batch: n8n has nothing of them yet. */
async function beforeHandOver({ driver, instance }: FaultContext): Promise<void> {
	driver.writeMany(AT_ONCE);
	await sleep(WINDOW_MS / 2);
	await instance.kill('receiver');
}

const revived = (role: Role) => ({
	lasts: NOTICED,
	repair: async ({ instance }: FaultContext) => await instance.revive(role),
});

const inMode = (mode: Mode): Fault[] => [
	...Object.entries(PROMISES).map(
		([promise, says]): Fault => ({
			name: `${WHO[mode].sender} killed while sending, ${says}`,
			modes: [mode],
			promise: promise as KeyPromise,
			latencyMs: 1500,
			strike: whileSending,
			...revived('sender'),
		}),
	),
	{
		name: `${WHO[mode].receiver} killed between receipt and hand-over`,
		modes: [mode],
		batchWindowMs: WINDOW_MS,
		strike: beforeHandOver,
		...revived('receiver'),
	},
];

export const killed: Fault[] = [
	...inMode('single'),
	...inMode('queue'),
	{
		name: 'main killed',
		modes: ['queue'],
		strike: async ({ instance }) => await instance.kill('main'),
		...revived('main'),
	},
];
