import { existsSync, readdirSync, readFileSync } from 'fs';
import { dirname, join, relative, resolve, sep } from 'path';
import { preProcessFile } from 'typescript';

const ROOT = resolve(__dirname, '../../nodes/WhatsAppBsp');

/** From the ground up: a folder imports from earlier layers and itself, not from its neighbors. */
const LAYERS = JSON.parse(
	readFileSync(join(__dirname, '../support/layers.json'), 'utf8'),
) as string[][];

const FILES = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.ts'))
	.map((name) => join(ROOT, name));

/** The files that a file imports, for values and for types. */
function getImports(file: string, text = readFileSync(file, 'utf8')): string[] {
	return preProcessFile(text)
		.importedFiles.map(({ fileName }) => fileName)
		.filter((name) => name.startsWith('.'))
		.map((name) => resolve(dirname(file), name))
		.map((path) => [`${path}.ts`, join(path, 'index.ts')].find(existsSync))
		.filter((path) => path !== undefined);
}

function getFolder(file: string): string {
	const [folder, ...rest] = relative(ROOT, file).split(sep);
	return rest.length > 0 ? folder : '';
}

function getLayer(folder: string): number {
	return folder === '' ? LAYERS.length : LAYERS.findIndex((layer) => layer.includes(folder));
}

/** Why an import is not allowed, or undefined when it is. */
function getImportProblem(from: string, to: string): string | undefined {
	const [importer, imported] = [getFolder(from), getFolder(to)];
	if (importer === imported) return undefined;
	return getLayer(imported) < getLayer(importer)
		? undefined
		: `${relative(ROOT, from)} imports ${relative(ROOT, to)}`;
}

/** The first circle that can be walked along imports, as the files on it. */
function findCircle(imports: ReadonlyMap<string, readonly string[]>): string[] | undefined {
	const done = new Set<string>();
	const walk = (file: string, path: string[]): string[] | undefined => {
		if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
		if (done.has(file)) return undefined;
		for (const next of imports.get(file) ?? []) {
			const circle = walk(next, [...path, file]);
			if (circle) return circle;
		}
		done.add(file);
		return undefined;
	};
	for (const file of imports.keys()) {
		const circle = walk(file, []);
		if (circle) return circle;
	}
	return undefined;
}

it('knows the layer of every folder', () => {
	const folders = [...new Set(FILES.map(getFolder))];
	expect(folders.filter((folder) => getLayer(folder) < 0)).toEqual([]);
	expect(folders).toEqual(expect.arrayContaining(['core', 'messages', 'providers', 'sending']));
});

it('has no circle of imports, not even of types', () => {
	const imports = new Map(FILES.map((file) => [file, getImports(file)]));
	expect([...imports.values()].flat().length).toBeGreaterThan(500);
	expect(findCircle(imports)?.map((file) => relative(ROOT, file))).toBeUndefined();
});

it('imports downwards only', () => {
	const problems = FILES.flatMap((file) =>
		getImports(file).map((imported) => getImportProblem(file, imported)),
	);
	expect(problems.filter((problem) => problem !== undefined)).toEqual([]);
});

describe('the rules themselves', () => {
	const at = (name: string) => join(ROOT, name);

	it('see imports of types and exports from elsewhere', () => {
		const text = [
			"import type { A } from './parse';",
			"export * from './json';",
			"import 'n8n-workflow';",
		].join('\n');
		expect(getImports(at('core/x.ts'), text)).toEqual([at('core/parse.ts'), at('core/json.ts')]);
	});

	it('find a circle of three', () => {
		const imports = new Map([
			['a', ['b']],
			['b', ['d', 'c']],
			['c', ['a']],
			['d', []],
		]);
		expect(findCircle(imports)).toEqual(['a', 'b', 'c', 'a']);
	});

	it.each([
		['core/a.ts', 'messages/b.ts', true],
		['actions/a.ts', 'trigger/b.ts', true],
		['trigger/a.ts', 'actions/b.ts', true],
		['sending/a.ts', 'WhatsAppBsp.node.ts', true],
		['sending/a.ts', 'idempotency/b.ts', false],
		['methods/a.ts', 'actions/b.ts', true],
		['actions/a.ts', 'methods/b.ts', true],
		['WhatsAppBsp.node.ts', 'actions/b.ts', false],
	])('%s may not import %s: %p', (from, to, isForbidden) => {
		expect(getImportProblem(at(from), at(to)) !== undefined).toBe(isForbidden);
	});
});

const getPath = (file: string) => relative(ROOT, file).split(sep).join('/');

/** The files below a folder whose code, without its comments, matches. */
function findMatching(folder: RegExp, pattern: RegExp): string[] {
	const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
	return FILES.filter((file) => folder.test(getPath(file)))
		.filter((file) => pattern.test(withoutComments(readFileSync(file, 'utf8'))))
		.map(getPath)
		.sort();
}

it.each([
	['bulk360', /bulk360/i],
	['socnet', /socnet/i],
	['modica', /modica/i],
	['dialog360', /dialog360/],
])('no code below actions/ and trigger/ but its own names %s', (_, pattern) => {
	const generic =
		/^(core|messages|transport|idempotency|sending|waiting)\/|^providers\/(\w+\.ts|shared\/.*)$/;
	// The registry is where a provider is one line.
	expect(findMatching(generic, pattern)).toEqual(['providers/index.ts']);
});

it.each([
	['bulk360', []],
	['socnet', []],
	['modica', []],
	// What a new node starts with.
	['dialog360', ['actions/description.ts', 'trigger/description/index.ts']],
])('no code in actions/, methods/, and trigger/ asks for %s', (name, defaults) => {
	// Texts for users say 360dialog, Bulk360, or Modica where something is true of that one only.
	const named = findMatching(/^(actions|methods|trigger)\//, new RegExp(`\\b${name}\\b`));
	expect(named).toEqual(defaults);
});
