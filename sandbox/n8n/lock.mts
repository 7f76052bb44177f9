import { mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const HEARTBEAT_MS = 2_000;
/** A holder that has not touched its lock for so long was killed. */
const STALE_MS = 20_000;

function getAgeMs(file: string): number | undefined {
	try {
		return Date.now() - statSync(file).mtimeMs;
	} catch {
		return undefined;
	}
}

function tryLock(file: string): boolean {
	try {
		writeFileSync(file, `${process.pid} on ${hostname()}\n`, { flag: 'wx' });
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw error;
	}
}

/** Renaming has one winner; a lock that turned out to be fresh is given back. */
function clearAway(file: string): void {
	const aside = `${file}.${process.pid}`;
	try {
		renameSync(file, aside);
	} catch {
		return;
	}
	if ((getAgeMs(aside) ?? STALE_MS) < STALE_MS && getAgeMs(file) === undefined)
		renameSync(aside, file);
	else rmSync(aside, { force: true });
}

/** Runs `work` while no other process on this cache does. Waits its turn, and tells so once. */
export async function withLock<T>(
	file: string,
	work: () => Promise<T>,
	onWait: () => void = () => {},
): Promise<T> {
	mkdirSync(path.dirname(file), { recursive: true });
	let told = false;
	while (!tryLock(file)) {
		if ((getAgeMs(file) ?? 0) > STALE_MS) {
			clearAway(file);
			continue;
		}
		if (!told) onWait();
		told = true;
		await sleep(250);
	}
	const heartbeat = setInterval(() => {
		try {
			utimesSync(file, new Date(), new Date());
		} catch {
			// The cache folder was deleted under us: whoever did that meant it.
		}
	}, HEARTBEAT_MS);
	const release = () => rmSync(file, { force: true });
	process.on('exit', release);
	try {
		return await work();
	} finally {
		process.off('exit', release);
		clearInterval(heartbeat);
		release();
	}
}
