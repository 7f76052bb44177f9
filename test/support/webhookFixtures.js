// Reads fixture files, which the lint for nodes does not let a TypeScript file do.
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const ROOT = join(__dirname, '..', 'fixtures', 'webhooks');

exports.webhookFixtures = (provider) =>
	readdirSync(join(ROOT, provider))
		.sort()
		.map((file) => ({
			name: file.replace(/\.json$/, ''),
			...JSON.parse(readFileSync(join(ROOT, provider, file), 'utf8')),
		}));
