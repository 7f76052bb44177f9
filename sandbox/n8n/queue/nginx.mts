import { readFileSync } from 'node:fs';
import path from 'node:path';
import { REPOSITORY } from '../cache.mts';

/** Ports of this machine that stand for the containers' names. */
export interface Upstreams {
	main: number;
	webhooks: number[];
}

export interface NginxPlace {
	port: number;
	/** For what nginx writes. */
	folder: string;
	upstreams: Upstreams;
	/** The processors take turns, instead of each having its own webhook URLs. */
	spread?: boolean;
}

const FILE = path.join(REPOSITORY, 'examples', 'queue-mode', 'nginx.conf');

/** What Debian's nginx would keep in /var, where only root may write. */
const KEPT = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

/** Fails when the file for users has changed so that a part is not found: it must be what runs here. */
function replacePart(text: string, part: RegExp, by: string): string {
	if (!part.test(text)) throw new Error(`${FILE} has nothing like ${part.source}`);
	return text.replace(part, by);
}

/** The users' own configuration, with addresses of this machine in it. */
export function buildNginxConfiguration({ port, folder, upstreams, spread }: NginxPlace): string {
	const temporary = KEPT.map((name) => `${name}_temp_path ${path.join(folder, name)};`).join(' ');
	const webhooks = upstreams.webhooks.map(
		(each) => `server 127.0.0.1:${each} max_fails=1 fail_timeout=2s;`,
	);
	const changes: Array<[part: RegExp, by: string]> = [
		[/worker_processes auto;/, 'worker_processes 1;'],
		[/pid \/tmp\/nginx\.pid;/, `pid ${path.join(folder, 'nginx.pid')};`],
		[/http \{/, `http { ${temporary}`],
		[/server n8n-main:5678;/, `server 127.0.0.1:${upstreams.main};`],
		[
			/(?:[ \t]*server n8n-webhook-\d:5678 max_fails=1 fail_timeout=2s;\n){2}/,
			`${webhooks.join('\n')}\n`,
		],
		[/listen 80;/, `listen 127.0.0.1:${port};`],
		...(spread ? [[/hash \$webhook consistent;/, ''] as [RegExp, string]] : []),
	];
	return changes.reduce(
		(text, [part, by]) => replacePart(text, part, by),
		readFileSync(FILE, 'utf8'),
	);
}
