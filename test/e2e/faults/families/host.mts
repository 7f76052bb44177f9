import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { until } from '../../../../sandbox/n8n/wait.mts';
import { requireValue } from '../given.mts';
import { DayTime, Disk } from '../host.mts';
import type { Fault, FaultContext } from '../types.mts';

/** Sets n8n's clock, and sees n8n tell that time. */
async function setClock({ time, instance }: FaultContext, minutes: number): Promise<void> {
	requireValue(time).set(`${minutes < 0 ? '' : '+'}${minutes}m`);
	await until(`n8n's clock to be ${minutes} minutes off`, 20_000, async () => {
		const { headers } = await axios.get(`${instance.mainUrl}/healthz`, { proxy: false });
		const off = (Date.parse(String(headers.date)) - Date.now()) / 60_000;
		return Math.abs(off - minutes) < 1;
	});
}

const clock = (minutes: number, name: string): Fault => ({
	name,
	modes: ['single', 'queue'],
	missing: DayTime.missing,
	ownClock: true,
	strike: async (context) => await setClock(context, minutes),
	lasts: { seconds: 20, quick: 10 },
	repair: async (context) => await setClock(context, 0),
});

const TIMES = 10;

const storm = (name: string, batchWindowMs?: number): Fault => ({
	name,
	modes: ['single', 'queue'],
	batchWindowMs,
	strike: ({ driver, ratePerSecond }) => driver.setRate(TIMES * ratePerSecond),
	lasts: { seconds: 30, quick: 10 },
	repair: ({ driver, ratePerSecond }) => driver.setRate(ratePerSecond),
});

const MIN_REJECTIONS = 10;

/** Until n8n notices: it writes into what its files hold already for a while. */
async function untilRejected({ driver, disk }: FaultContext): Promise<void> {
	const before = driver.rejectedCount;
	await until(
		'n8n to reject requests',
		90_000,
		() => {
			requireValue(disk).refill();
			return driver.rejectedCount >= before + MIN_REJECTIONS;
		},
		{ everyMs: 500 },
	);
	await sleep(10_000);
}

export const host: Fault[] = [
	storm('webhook storm (10 ×, 30 s)'),
	storm('webhook storm (10 ×, 30 s), batch of 150 ms', 150),
	clock(10, 'clock 10 minutes ahead'),
	clock(-10, 'clock 10 minutes behind'),
	{
		name: 'disk full',
		modes: ['single'],
		missing: Disk.missing,
		diskMb: 96,
		strike: ({ disk }) => requireValue(disk).fill(),
		lasts: untilRejected,
		repair: ({ disk }) => requireValue(disk).free(),
	},
];
