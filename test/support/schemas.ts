import fs from 'node:fs';
import path from 'node:path';

export interface OutputSchema {
	type?: string | string[];
	properties?: Record<string, OutputSchema>;
	items?: OutputSchema;
	required?: string[];
	version?: number;
}

const ROOT = path.resolve(__dirname, '../../nodes/WhatsAppBsp/__schema__/v1.0.0');

/** Every output schema by `resource/operation`, as the editor looks them up. */
export const outputSchemas = (): Record<string, OutputSchema> =>
	Object.fromEntries(
		fs.readdirSync(ROOT).flatMap((resource) =>
			fs.readdirSync(path.join(ROOT, resource)).map((file) => {
				const text = fs.readFileSync(path.join(ROOT, resource, file), 'utf8');
				const schema = JSON.parse(text) as OutputSchema;
				return [`${resource}/${path.basename(file, '.json')}`, schema] as const;
			}),
		),
	);
