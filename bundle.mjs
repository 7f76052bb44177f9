// The second half of `npm run build`. The compiler has written one file per module; n8n loads one file
// that both nodes share in less time, and it packs smaller. White space (in JSON too) and longhand go; names stay, so
// that the stack of an error can be read.
import { buildSync } from 'esbuild';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const { nodes, credentials } = JSON.parse(readFileSync('package.json', 'utf8')).n8n;
const getName = (file) => path.basename(file, '.node.js');
const getSource = (file) => file.replace(/^dist\/(.*)\.js$/, './$1.ts');

for (const file of readdirSync('dist', { recursive: true })) {
	const built = path.join('dist', file);
	if (/^(nodes|credentials)\b.*\.js$/.test(file)) rmSync(built);
	if (file.endsWith('.json')) {
		writeFileSync(built, JSON.stringify(JSON.parse(readFileSync(built, 'utf8'))));
	}
}

const options = {
	platform: 'node',
	target: 'es2021',
	minifyWhitespace: true,
	minifySyntax: true,
	charset: 'utf8',
};
// Files that are alike, beside each other: they pack smaller. Which and in which order was found by trying.
const sources = readdirSync('nodes', { recursive: true }).sort();
const alike = [
	/parameters\//,
	/text\//,
	/request\.ts$/,
	/rrors\.ts$/,
	/response\.ts$/,
	/apiCalls/,
	/webhook\.ts$/,
	/trigger\//,
	/waiting\//,
	/sending\//,
	/runners\//,
	/messages\//,
].flatMap((name) => sources.filter((file) => file.endsWith('.ts') && name.test(file)));

buildSync({
	...options,
	bundle: true,
	external: ['n8n-workflow'],
	banner: { js: '"use strict";' },
	stdin: {
		contents: [
			...alike.map((file) => `import './nodes/${file}';`),
			...nodes.map((file) => `export { ${getName(file)} } from '${getSource(file)}';`),
		].join('\n'),
		resolveDir: '.',
	},
	outfile: path.join(path.dirname(nodes[0]), 'nodes.js'),
});
for (const file of nodes) {
	writeFileSync(
		file,
		`"use strict";exports.${getName(file)}=require("./nodes.js").${getName(file)};\n`,
	);
}
buildSync({
	...options,
	format: 'cjs',
	entryPoints: credentials.map(getSource),
	outdir: path.join('dist', 'credentials'),
});
