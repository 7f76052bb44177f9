// Jest runs CommonJS, and TypeScript makes none of an .mts: those that Node 24 runs as well.
const { default: tsJest } = require('ts-jest');

exports.createTransformer = (options) => {
	const transformer = tsJest.createTransformer(options);
	const asScript = (file) => file.replace(/\.mts$/, '.ts');
	return {
		process: (text, file, settings) => transformer.process(text, asScript(file), settings),
		getCacheKey: (text, file, settings) => transformer.getCacheKey(text, asScript(file), settings),
	};
};
