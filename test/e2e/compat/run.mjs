// The integration tests against the oldest n8n that the README names and the newest that installs.
// npm run compat [-- <jest arguments>]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(
	import.meta.dirname ?? new URL('.', import.meta.url).pathname,
	'../../..',
);
const CACHE =
	process.env.WHATSAPP_BSP_CACHE ||
	path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'n8n-nodes-whatsapp-bsp');

/** What n8n 1.123 depends on and is not CommonJS, which is all that Jest runs. */
const ESM = 'p-retry|is-network-error|p-queue|p-timeout|eventemitter3|uuid';

/** What `npm view n8n@<version> dependencies` names; no `core`: the one of this package's lockfile. */
const VERSIONS = [
	{ n8n: '1.123.0', core: '1.122.0', workflow: '1.120.0', esm: ESM },
	{ n8n: '2.41' },
];

/** n8n 1.123 and 2.41 have this one in common. */
const isNew = Number(process.versions.node.split('.')[0]) >= 24;
const NODE = isNew ? [process.execPath] : ['npx', '--yes', '--package=node@24', '--', 'node'];
const nodeVersion = spawnSync(NODE[0], [...NODE.slice(1), '--version'], { encoding: 'utf8' });

/** Installs a pair once; half an installation is never used as a whole one. */
function install({ core, workflow }) {
	const folder = path.join(CACHE, `n8n-core-${core}-workflow-${workflow}`);
	if (existsSync(folder)) return folder;
	const unfinished = `${folder}.unfinished`;
	rmSync(unfinished, { recursive: true, force: true });
	mkdirSync(unfinished, { recursive: true });
	writeFileSync(path.join(unfinished, 'package.json'), '{ "private": true }\n');
	console.log(`Installing n8n-core ${core} and n8n-workflow ${workflow} into ${folder}`);
	const { status, stderr } = spawnSync(
		'npm',
		[
			'install',
			'--ignore-scripts',
			'--legacy-peer-deps',
			'--no-audit',
			'--no-fund',
			'--no-save',
		].concat(`n8n-core@${core}`, `n8n-workflow@${workflow}`),
		{ cwd: unfinished, encoding: 'utf8' },
	);
	if (status !== 0) throw new Error(`npm install ended with ${status}:\n${stderr}`);
	renameSync(unfinished, folder);
	return folder;
}

const resolveFrom = (folder, name) =>
	createRequire(path.join(folder, 'package.json')).resolve(name);

const getVersion = (folder, name) =>
	JSON.parse(readFileSync(path.join(folder, 'node_modules', name, 'package.json'), 'utf8')).version;

/** Lets Jest turn these packages into CommonJS. */
function transforming(names, base) {
	const tsconfig = { allowJs: true, module: 'commonjs', target: 'es2022', isolatedModules: true };
	return {
		transform: {
			...base.transform,
			[`/node_modules/(${names})/.+\\.js$`]: ['ts-jest', { tsconfig, diagnostics: false }],
		},
		transformIgnorePatterns: [`/node_modules/(?!(${names})/)`],
	};
}

function run(version, wanted) {
	const folder = version.core ? install(version) : ROOT;
	const base = createRequire(import.meta.url)(path.join(ROOT, 'jest.config.js'));
	const config = {
		...base,
		rootDir: ROOT,
		...(version.esm ? transforming(version.esm, base) : {}),
		moduleNameMapper: Object.fromEntries(
			['n8n-core', 'n8n-workflow'].map((name) => [`^${name}$`, resolveFrom(folder, name)]),
		),
	};
	const report = path.join(CACHE, `compat-${version.n8n}.json`);
	mkdirSync(CACHE, { recursive: true });
	const jest = path.join(ROOT, 'node_modules/jest/bin/jest.js');
	const args = [
		jest,
		'--config',
		JSON.stringify(config),
		'--json',
		'--forceExit',
		'--outputFile',
		report,
	];
	// That of an earlier run would tell of tests that this one has not run.
	rmSync(report, { force: true });
	const { status } = spawnSync(NODE[0], [...NODE.slice(1), ...args, ...wanted], {
		cwd: ROOT,
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	if (!existsSync(report)) throw new Error(`Jest ended with ${status} and left no report`);
	const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
	const failed = testResults.flatMap(({ name, message, assertionResults }) => {
		const titles = assertionResults.filter(({ status }) => status === 'failed');
		const file = path.relative(ROOT, name);
		if (titles.length === 0 && message) return [`${file}: ${message.split('\n')[0]}`];
		return titles.map(({ fullName }) => `${file}: ${fullName}`);
	});
	if (numPassedTests === 0) failed.push('no test has passed');
	if (status !== 0 && failed.length === 0) failed.push(`Jest ended with ${status}`);
	const versions = ['n8n-core', 'n8n-workflow'].map((name) => getVersion(folder, name));
	return { n8n: version.n8n, versions, numPassedTests, numFailedTests, failed };
}

const args = process.argv.slice(2);
const results = VERSIONS.map((version) =>
	run(version, args.length > 0 ? args : ['test/integration']),
);
console.log('\n| n8n | n8n-core | n8n-workflow | Node.js | passed | failed |');
console.log('| --- | --- | --- | --- | --- | --- |');
for (const { n8n, versions, numPassedTests, numFailedTests } of results) {
	const cells = [n8n, ...versions, nodeVersion.stdout.trim(), numPassedTests, numFailedTests];
	console.log(`| ${cells.join(' | ')} |`);
}
for (const { n8n, failed } of results) for (const line of failed) console.log(`${n8n}: ${line}`);
process.exitCode = results.some(({ failed }) => failed.length > 0) ? 1 : 0;
