import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import manifest from '../../package.json';

const ROOT = path.resolve(__dirname, '../..');
const MAX_PACKED_BYTES = 180_000;

/** What a running n8n reads, and what npm adds to every package. */
const ALLOWED = [
	/^(package\.json|README\.md|LICENSE\.md)$/,
	/^dist\/credentials\/\w+\.credentials\.js$/,
	/^dist\/icons\/\w+(\.dark)?\.svg$/,
	/^dist\/nodes\/WhatsAppBsp\/(nodes|\w+\.node)\.js$/,
	/^dist\/nodes\/WhatsAppBsp\/\w+\.node\.json$/,
	/^dist\/nodes\/WhatsAppBsp\/__schema__\/v[\d.]+\.json$/,
	/^dist\/nodes\/WhatsAppBsp\/__schema__\/v[\d.]+\/\w+\/\w+\.json$/,
];

interface Packed {
	size: number;
	files: Array<{ path: string; size: number }>;
}

/** What `npm publish` would upload now. */
function packDryRun(): Packed {
	const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
	const output = execFileSync('npm', args, {
		cwd: ROOT,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	// npm 12 prints an object by package name, older versions an array.
	const [packed] = Object.values(JSON.parse(output) as Record<string, Packed>);
	if (!packed) throw new Error('npm pack printed nothing');
	return packed;
}

const SOURCES = ['nodes', 'credentials', 'icons', 'package.json', 'tsconfig.json', 'bundle.mjs'];

/** Folders count as well: removing a file changes theirs alone. */
function changedAt(entry: string): number {
	const stats = statSync(path.join(ROOT, entry), { throwIfNoEntry: false });
	if (!stats?.isDirectory()) return stats?.mtimeMs ?? 0;
	const names = readdirSync(path.join(ROOT, entry));
	return Math.max(stats.mtimeMs, ...names.map((name) => changedAt(path.join(entry, name))));
}

/** Whether `dist` is a whole build that is younger than every source. */
function isBuilt(): boolean {
	const { nodes, credentials } = manifest.n8n;
	const builtAt = Math.min(...[...nodes, ...credentials].map(changedAt));
	const hasIcons = existsSync(path.join(ROOT, 'dist', 'icons'));
	return hasIcons && builtAt > Math.max(...SOURCES.map(changedAt));
}

describe('the published package', () => {
	let packed: Packed;
	let paths: string[];

	beforeAll(() => {
		if (!isBuilt()) throw new Error('dist is missing or older than its sources: npm run build');
		packed = packDryRun();
		paths = packed.files.map((file) => file.path);
	});

	it('contains only what a running n8n needs', () => {
		expect(paths.filter((file) => !ALLOWED.some((pattern) => pattern.test(file)))).toEqual([]);
	});

	it('contains every node and credential, with its codex file and icons', () => {
		const { nodes, credentials } = manifest.n8n;
		expect(paths).toEqual(expect.arrayContaining([...nodes, ...credentials]));
		expect(paths).toEqual(
			expect.arrayContaining(nodes.map((file) => file.replace(/\.js$/, '.json'))),
		);
		const icons = ['whatsAppBsp', 'bulk360', 'dialog360', 'modica', 'socnet'];
		expect(paths).toEqual(
			expect.arrayContaining(
				icons.flatMap((name) => [`dist/icons/${name}.svg`, `dist/icons/${name}.dark.svg`]),
			),
		);
	});

	it('contains every output schema', () => {
		const schemas = paths.filter((file) => file.includes('/__schema__/'));
		const folder = path.join(ROOT, 'nodes', 'WhatsAppBsp', '__schema__');
		const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
			file.endsWith('.json'),
		);
		expect(schemas).toHaveLength(sources.length);
	});

	it(`is at most ${MAX_PACKED_BYTES / 1000} kB packed`, () => {
		expect(packed.size).toBeLessThanOrEqual(MAX_PACKED_BYTES);
	});
});
