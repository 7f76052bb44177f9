const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '../../nodes/WhatsAppBsp/__schema__/v1.0.0');

/** Every output schema by `resource/operation`, as the editor looks them up. */
exports.outputSchemas = () =>
	Object.fromEntries(
		fs.readdirSync(ROOT).flatMap((resource) =>
			fs.readdirSync(path.join(ROOT, resource)).map((file) => {
				const text = fs.readFileSync(path.join(ROOT, resource, file), 'utf8');
				return [`${resource}/${path.basename(file, '.json')}`, JSON.parse(text)];
			}),
		),
	);
