// Finds every regular expression in the package's source and measures how its time grows with the text.
const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { measureCpuMs } = require('./runtime');

const root = path.resolve(__dirname, '../..');

function listFiles(folder) {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const inner = path.join(folder, entry.name);
		if (entry.isDirectory()) return listFiles(inner);
		return entry.name.endsWith('.ts') ? [inner] : [];
	});
}

function listExpressions(ts, file) {
	const tree = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
	const found = [];
	const visit = (node) => {
		if (ts.isRegularExpressionLiteral(node)) found.push(node.text);
		ts.forEachChild(node, visit);
	};
	visit(tree);
	return found;
}

/** Repetitions of the expression's own characters and of usual suspects, with an ending that does not match. */
function createTexts(source, size) {
	const own = source.replace(/\\[a-zA-Z]/g, '').match(/[^()[\]|*+?{}^$\\/]/gu) ?? [];
	const pieces = new Set([
		...own,
		...' a0Z\t\n"\'\\/<>{}%&#+-._:;@|='.split(''),
		'{{',
		'<a',
		'</',
		'\\"',
		'a ',
		'1.',
		'://',
	]);
	const repeated = [...pieces].flatMap((piece) => {
		const run = piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
		return [`${run}\u0000`, `x${run}\u0000x`];
	});
	return repeated;
}

/** The best of three: the machine may have been busy with something else. */
const measureTime = (expression, text) =>
	Math.min(...[1, 2, 3].map(() => measureOnce(expression, text)));

function measureOnce(expression, text) {
	expression.lastIndex = 0;
	return measureCpuMs(() =>
		expression.global ? text.replace(expression, '') : expression.test(text),
	);
}

/** Below this, what the clock sees of an expression is mostly the clock's own. */
const FLOOR_MS = 8;

/** Ten times the text takes ten times the time, or a hundred times when it is quadratic. */
const MAX_GROWTH = 30;

function isSlowOver(expression, text, tenth) {
	if (measureOnce(expression, text) < FLOOR_MS) return false;
	const best = measureTime(expression, text);
	return best > FLOOR_MS && best > MAX_GROWTH * measureTime(expression, tenth);
}

/** Slow: at a tenth of the size its time already grows faster than the text. */
exports.matchAll = (ts, size) => {
	const files = ['nodes', 'credentials'].flatMap((folder) => listFiles(path.join(root, folder)));
	return files.flatMap((file) =>
		listExpressions(ts, file).map((source) => {
			const [, body, flags] = /^\/(.*)\/([a-z]*)$/s.exec(source);
			const expression = new RegExp(body, flags);
			const tenths = createTexts(body, size / 100);
			const isSlow = createTexts(body, size / 10).some((text, index) =>
				isSlowOver(expression, text, tenths[index]),
			);
			return { file: path.relative(root, file), source, isSlow };
		}),
	);
};
