const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { startProgram } = require('../../support/node24');

const folder = path.resolve(__dirname, '../../../examples');

exports.exampleFiles = () =>
	readdirSync(folder)
		.filter((name) => name.endsWith('.json'))
		.sort();

exports.readExample = (name) => JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));

exports.readmeOfExamples = () => readFileSync(path.join(folder, 'README.md'), 'utf8');

exports.startStage = async (...args) =>
	await startProgram('stage', ['test/e2e/examples/stage.mts', ...args]);
