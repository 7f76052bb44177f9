// Whether the tests of queue mode run with the others: what the lint for nodes forbids in a TypeScript
// file.
const fs = require('node:fs');
const path = require('node:path');

const FOLDERS = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'];
const POSTGRES = '/usr/lib/postgresql';

const has = (name) => FOLDERS.some((folder) => fs.existsSync(path.join(folder, name)));

const MISSING = () =>
	[
		['redis-server', has('redis-server')],
		['nginx', has('nginx')],
		['postgresql', has('initdb') || fs.existsSync(POSTGRES)],
	]
		.filter(([, isThere]) => !isThere)
		.map(([name]) => name);

/**
 * The patterns of test files to leave out. Servers are installed only when somebody asks for these tests
 * by their name: `npm run e2e:queue`.
 */
exports.leftOut = (args = process.argv) => {
	const missing = MISSING();
	if (missing.length === 0 || args.some((each) => each.includes('test/queue'))) return [];
	// Jest reads its configuration in every worker as well.
	if (process.env.JEST_WORKER_ID === undefined) {
		console.log(
			`test/queue is left out (no ${missing.join(', ')}): npm run e2e:queue installs them`,
		);
	}
	return ['<rootDir>/test/queue/'];
};
