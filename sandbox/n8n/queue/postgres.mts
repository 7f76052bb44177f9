import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { getCacheFolder } from '../cacheFolder.mts';
import { run } from '../commands.mts';
import type { Install } from '../install.mts';
import type { Programs } from './programs.mts';
import { Service } from './service.mts';
import { DATABASE } from './settings.mts';

const execute = promisify(execFile);

interface User {
	uid: number;
	gid: number;
}

/** PostgreSQL refuses to run as root: it then runs as the user that Debian made for it. */
async function getServerUser(): Promise<User | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const id = async (flag: string) => Number((await execute('id', [flag, 'postgres'])).stdout);
	return { uid: await id('-u'), gid: await id('-g') };
}

const asUser = (user: User | undefined): string[] =>
	user ? ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--'] : [];

/** A database of n8n after all migrations, to be copied. */
export async function getTemplateFolder(
	{ postgresBin }: Programs,
	install: Install,
): Promise<string> {
	const { stdout } = await execute(path.join(postgresBin, 'postgres'), ['--version']);
	const version = /\d+(\.\d+)?/.exec(stdout)?.[0] ?? 'unknown';
	return path.join(getCacheFolder(), `postgres-${version}-of-${path.basename(install.folder)}`);
}

async function copy(from: string, to: string): Promise<void> {
	// `cp` keeps the owner, which Node's own does not.
	const logFile = path.join(getCacheFolder(), 'postgres-copy.log');
	await run('cp', ['-a', from, to], { cwd: getCacheFolder(), logFile });
}

async function initialise(bin: string, folder: string, user: User | undefined): Promise<void> {
	const passwordFile = `${folder}-password`;
	mkdirSync(folder);
	writeFileSync(passwordFile, DATABASE.password);
	if (user) for (const each of [folder, passwordFile]) chownSync(each, user.uid, user.gid);
	const account = [`--username=${DATABASE.user}`, `--pwfile=${passwordFile}`];
	const flags = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-instructions'];
	const command = [...asUser(user), path.join(bin, 'initdb'), '-D', folder, ...account, ...flags];
	const [file = '', ...args] = command;
	await run(file, args, { cwd: path.dirname(folder), logFile: `${folder}-initdb.log` });
}

/** Needs a running, empty PostgreSQL. */
export async function createDatabase({ postgresBin }: Programs, port: number): Promise<void> {
	const where = ['-h', '127.0.0.1', '-p', String(port), '-U', DATABASE.user];
	await execute(path.join(postgresBin, 'createdb'), [...where, DATABASE.name], {
		env: { ...process.env, PGPASSWORD: DATABASE.password },
	});
}

/** @param template a folder to start with; without one, PostgreSQL is empty */
export async function preparePostgres(
	{ postgresBin }: Programs,
	where: { folder: string; port: number; template?: string },
): Promise<Service> {
	const folder = path.join(where.folder, 'postgres');
	const user = await getServerUser();
	if (where.template) await copy(where.template, folder);
	else await initialise(postgresBin, folder, user);
	const settings = {
		listen_addresses: '127.0.0.1',
		port: String(where.port),
		// The address above is enough, and the usual folder for sockets is not ours.
		unix_socket_directories: '',
	};
	const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const server = [...asUser(user), path.join(postgresBin, 'postgres'), '-D', folder, ...flags];
	return new Service({
		name: 'postgres',
		command: server as [string, ...string[]],
		folder,
		port: where.port,
		// "Fast": ends sessions. "Immediate": like a power cut, but its own children end as well.
		stopSignal: 'SIGINT',
		killSignal: 'SIGQUIT',
		isReady: async () => {
			const args = ['-h', '127.0.0.1', '-p', String(where.port), '-d', DATABASE.name];
			await execute(path.join(postgresBin, 'pg_isready'), args);
			return true;
		},
	});
}

/** Keeps a migrated database for the next clusters. PostgreSQL must be stopped. */
export async function keepAsTemplate(
	programs: Programs,
	folder: string,
	install: Install,
): Promise<void> {
	const template = await getTemplateFolder(programs, install);
	const partial = `${template}.partial-${process.pid}`;
	try {
		await copy(folder, partial);
		if (!existsSync(template)) renameSync(partial, template);
	} finally {
		rmSync(partial, { recursive: true, force: true });
	}
}
