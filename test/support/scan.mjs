// n8n's own package scanner over the last commit and the tarball that it would publish, offline: what
// `npx @n8n/scan-community-package` does once a version is out. npm run scan
import { execFileSync } from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const SCANNER = '@n8n/scan-community-package';
const VERSION = '0.32.0';
const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const CACHE =
	process.env.WHATSAPP_BSP_CACHE ||
	path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'n8n-nodes-whatsapp-bsp');

const run = (command, args, cwd) =>
	execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

/** Installs the scanner once; half an installation is never used as a whole one. */
function scannerFolder() {
	const folder = path.join(CACHE, `scan-community-package-${VERSION}`);
	if (existsSync(folder)) return folder;
	const unfinished = `${folder}.unfinished`;
	rmSync(unfinished, { recursive: true, force: true });
	mkdirSync(unfinished, { recursive: true });
	writeFileSync(path.join(unfinished, 'package.json'), '{ "private": true }\n');
	console.log(`Installing ${SCANNER} ${VERSION} into ${folder}`);
	run(
		'npm',
		[
			'install',
			'--ignore-scripts',
			'--no-audit',
			'--no-fund',
			'--save-exact',
			`${SCANNER}@${VERSION}`,
		],
		unfinished,
	);
	renameSync(unfinished, folder);
	return folder;
}

/** The last commit, built and packed in a folder of its own: nothing that is not committed counts. */
function sourceAndTarball(work) {
	const source = path.join(work, 'source');
	const unpacked = path.join(work, 'tarball');
	mkdirSync(source);
	mkdirSync(unpacked);
	run('git', ['archive', '--output', path.join(work, 'source.tar'), 'HEAD'], ROOT);
	run('tar', ['-xf', path.join(work, 'source.tar'), '-C', source], work);
	symlinkSync(path.join(ROOT, 'node_modules'), path.join(source, 'node_modules'));
	run('npm', ['run', '--silent', 'build'], source);
	const name = run('npm', ['pack', '--silent', '--ignore-scripts'], source)
		.trim()
		.split('\n')
		.pop();
	run('tar', ['-xzf', path.join(source, name), '-C', unpacked, '--strip-components=1'], work);
	return { source, unpacked, name };
}

const scanner = path.join(scannerFolder(), 'node_modules', SCANNER, 'scanner/scanner.mjs');
const { analyzePackage, SOURCE_FILE_PATTERNS } = await import(pathToFileURL(scanner));
const work = mkdtempSync(path.join(tmpdir(), 'scan-'));
try {
	const { source, unpacked, name } = sourceAndTarball(work);
	const legs = [
		['source of the last commit', await analyzePackage(source, SOURCE_FILE_PATTERNS)],
		[name, await analyzePackage(unpacked)],
	];
	for (const [what, { passed, message = '', details = '' }] of legs) {
		console.log(`${passed ? 'clean' : 'REJECTED'}: ${what} ${message}\n${details}`.trimEnd());
		if (!passed || message !== '') process.exitCode = 1;
	}
} finally {
	rmSync(work, { recursive: true, force: true });
}
