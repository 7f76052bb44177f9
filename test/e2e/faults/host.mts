import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PROVIDER_NAME } from './link.mts';

const INSIDE = 'WHATSAPP_BSP_FAULTS_MOUNTS';
const HOSTS = '/etc/hosts';

const isRoot = process.getuid?.() === 0;

/** Whether this run has mounts that no other process sees. */
export const hasMounts = () => process.env[INSIDE] === 'own';

/**
 * Starts this script again where its mounts are its own and go with it. Where the machine does not
 * let it, the script goes on as it is.
 * @param asRootOnly whoever is no root becomes one there, and PostgreSQL does not run for root
 */
export function withOwnMounts({ asRootOnly }: { asRootOnly: boolean }): void {
	if (process.env[INSIDE] !== undefined || process.platform !== 'linux') return;
	if (!isRoot && asRootOnly) return;
	const unshare = isRoot ? ['-m'] : ['-r', '-m'];
	const allowed = spawnSync('unshare', [...unshare, 'true']).status === 0;
	if (!allowed) return;
	const own = [process.execPath, ...process.argv.slice(1)];
	const { status } = spawnSync('unshare', [...unshare, ...own], {
		stdio: 'inherit',
		env: { ...process.env, [INSIDE]: 'own' },
	});
	process.exit(status ?? 1);
}

const needsMounts = (): string | undefined =>
	hasMounts()
		? undefined
		: 'it needs a mount of its own, which requires root (or, in single mode alone, user namespaces)';

/** A name that resolves, until it does not. */
export class Names {
	static missing = needsMounts;
	private readonly file: string;
	private readonly others: string;

	constructor(folder: string) {
		this.file = path.join(folder, 'hosts');
		this.others = readFileSync(HOSTS, 'utf8');
		this.know();
		execFileSync('mount', ['--bind', this.file, HOSTS]);
	}

	know(): void {
		writeFileSync(this.file, `${this.others}\n127.0.0.1 ${PROVIDER_NAME}\n`);
	}

	forget(): void {
		writeFileSync(this.file, this.others);
	}

	close(): void {
		execFileSync('umount', [HOSTS]);
	}
}

/** A small disk of its own. */
export class Disk {
	static missing = needsMounts;
	readonly folder: string;

	constructor(folder: string, megabytes: number) {
		this.folder = folder;
		mkdirSync(folder, { recursive: true });
		execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
	}

	/** Until not a byte more fits. */
	fill(): void {
		spawnSync('dd', ['if=/dev/zero', `of=${this.filler}`, 'bs=4096'], { stdio: 'ignore' });
		const { bavail, bsize } = statfsSync(this.folder);
		if (bavail * bsize > 64 * 1024) throw new Error(`${this.folder} could not be filled`);
	}

	/** Files that grow and shrink meanwhile leave room: it is filled as well. */
	refill(): void {
		spawnSync(
			'dd',
			['if=/dev/zero', `of=${this.filler}`, 'bs=4096', 'oflag=append', 'conv=notrunc'],
			{
				stdio: 'ignore',
			},
		);
	}

	free(): void {
		rmSync(this.filler, { force: true });
	}

	close(): void {
		execFileSync('umount', ['-l', this.folder]);
	}

	private get filler(): string {
		return path.join(this.folder, 'filler');
	}
}

const LIBRARIES = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map(
	(machine) => `/usr/lib/${machine}/faketime/libfaketimeMT.so.1`,
);
const library = () => LIBRARIES.find(existsSync);

/** The time of day of processes that are started with `env`; what a clock runs by is left alone. */
export class DayTime {
	private readonly file: string;

	constructor(folder: string) {
		this.file = path.join(folder, 'clock');
		this.set('+0');
	}

	/** Debian's package is installed when it is not there. */
	static missing(): string | undefined {
		if (library()) return undefined;
		if (isRoot) {
			spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
			const wanted = ['install', '-y', '-qq', '--no-install-recommends', 'faketime'];
			spawnSync('apt-get', wanted, { stdio: 'ignore' });
		}
		return library() ? undefined : "it needs Debian's package 'faketime'";
	}

	/** @param offset from the true time, such as `+10m` */
	set(offset: string): void {
		writeFileSync(this.file, offset);
	}

	get env(): Record<string, string> {
		return {
			LD_PRELOAD: library() ?? '',
			FAKETIME_TIMESTAMP_FILE: this.file,
			// Seconds until it reads its file again.
			FAKETIME_CACHE_DURATION: '1',
			FAKETIME_DONT_FAKE_MONOTONIC: '1',
		};
	}
}
