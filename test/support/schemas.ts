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

const read = (file: string) => JSON.parse(fs.readFileSync(file, 'utf8')) as OutputSchema;

/** The trigger's, which has neither resources nor operations. */
export const triggerSchema = (): OutputSchema => read(`${ROOT}.json`);

/** Every output schema by `resource/operation`, as the editor looks them up. */
export const outputSchemas = (): Record<string, OutputSchema> =>
	Object.fromEntries(
		fs.readdirSync(ROOT).flatMap((resource) =>
			fs.readdirSync(path.join(ROOT, resource)).map((file) => {
				const schema = read(path.join(ROOT, resource, file));
				return [`${resource}/${path.basename(file, '.json')}`, schema] as const;
			}),
		),
	);
