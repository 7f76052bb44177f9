// Jest runs CommonJS, and TypeScript makes none of an .mts or of the phone page's modules.
const { default: tsJest } = require('ts-jest');

exports.createTransformer = (options) => {
	const transformer = tsJest.createTransformer(options);
	const asScript = (file) => file.replace(/\.(mts|js)$/, '.ts');
	return {
		process: (text, file, settings) => transformer.process(text, asScript(file), settings),
		getCacheKey: (text, file, settings) => transformer.getCacheKey(text, asScript(file), settings),
	};
};
