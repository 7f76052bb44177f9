import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';

const TYPES: Record<string, string> = {
	'.css': 'text/css; charset=utf-8',
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.mjs': 'text/javascript; charset=utf-8',
	'.svg': 'image/svg+xml',
};

const WEB = join(dirname(fileURLToPath(import.meta.url)), 'web');
/** As the import map in index.html names them. */
const LIBRARIES: Record<string, string> = {
	'preact.mjs': fileURLToPath(import.meta.resolve('preact')),
	'hooks.mjs': fileURLToPath(import.meta.resolve('preact/hooks')),
	'htm.mjs': fileURLToPath(import.meta.resolve('htm')),
};

function buildPolicy(page: string): string {
	const inline = [...page.matchAll(/<script type="importmap">([\s\S]*?)<\/script>/g)].map(
		([, text]) =>
			`'sha256-${createHash('sha256')
				.update(text ?? '')
				.digest('base64')}'`,
	);
	return [
		"default-src 'self'",
		`script-src 'self' ${inline.join(' ')}`,
		// A business may send any link as a picture, as it may to a real phone.
		'img-src * data: blob:',
		'media-src * data: blob:',
		"object-src 'none'",
		"base-uri 'none'",
		"frame-ancestors 'self'",
	].join('; ');
}

/** Every address below `/phone/` with its file: a path cannot lead out of the folder. */
const listFiles = (): Map<string, string> =>
	new Map([
		...readdirSync(WEB, { recursive: true, encoding: 'utf8' })
			.filter((name) => extname(name) in TYPES)
			.map((name): [string, string] => [name.replaceAll('\\', '/'), join(WEB, name)]),
		...Object.entries(LIBRARIES).map(([name, path]): [string, string] => [`lib/${name}`, path]),
	]);

/** The phone page: files of `web/` and the two libraries, as they stand. Nothing is built. */
export async function servePhone(app: FastifyInstance): Promise<void> {
	app.get('/', async (_request, reply) => {
		const page = readFileSync(join(WEB, 'index.html'), 'utf8');
		return await reply
			.header('content-security-policy', buildPolicy(page))
			.header('cache-control', 'no-cache')
			.type(TYPES['.html'] ?? '')
			.send(page);
	});
	app.get('/phone/*', async (request, reply) => {
		const path = listFiles().get((request.params as { '*': string })['*']);
		if (!path) return await reply.code(404).send({ error: 'Not found' });
		return await reply
			.header('cache-control', 'no-cache')
			.type(TYPES[extname(path)] ?? '')
			.send(readFileSync(path));
	});
}
