// The second half of `npm run build`. The compiler has written one file per module; n8n loads one file
// that both nodes share in less time, and it packs smaller. White space (in JSON too), longhand, and the names of variables in functions go.
import { buildSync, transformSync } from 'esbuild';
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
const bundle = buildSync({
	...options,
	bundle: true,
	write: false,
	external: ['n8n-workflow'],
	banner: { js: '"use strict";' },
	stdin: {
		contents: nodes
			.map((file) => `export { ${getName(file)} } from '${getSource(file)}';`)
			.join('\n'),
		resolveDir: '.',
	},
});
// On its own, because names at the top level stay then: the stack of an error can be read.
const { code } = transformSync(bundle.outputFiles[0].text, { ...options, minifyIdentifiers: true });
writeFileSync(path.join(path.dirname(nodes[0]), 'nodes.js'), code);
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
