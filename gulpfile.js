const { src, dest } = require('gulp');

/** Carries what the TypeScript compiler leaves behind (icons, codex files, output schemas) to dist. */
function assets() {
	return src(
		['{nodes,credentials,icons}/**/*.{svg,png}', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'],
		{ base: '.', encoding: false },
	).pipe(dest('dist'));
}

exports.assets = assets;
exports.default = assets;
