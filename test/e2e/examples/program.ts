import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { startProgram } from '../../support/node24';

export interface ExampleNode {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
	webhookId?: string;
	[key: string]: unknown;
}

/** A workflow as the editor exports and imports it. */
export interface ExampleFile {
	name: string;
	nodes: ExampleNode[];
	connections: Record<string, unknown>;
	[key: string]: unknown;
}

export interface EnvironmentData {
	/** Where its methods are called. */
	url: string;
	n8n: string;
	/** Base URL of the scripted language model. */
	model: string;
	hubspot: string;
	hubspotKey: string;
	stop(): Promise<void>;
}

const folder = path.resolve(__dirname, '../../../examples');

export const exampleFiles = (): string[] =>
	readdirSync(folder)
		.filter((name) => name.endsWith('.json'))
		.sort();

/** @param name without `.json` */
export const readExample = (name: string): ExampleFile =>
	JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as ExampleFile;

export const readmeOfExamples = (): string => readFileSync(path.join(folder, 'README.md'), 'utf8');

/** @param args `--queue` for n8n in queue mode */
export const startExamplesProgram = async (...args: string[]): Promise<EnvironmentData> =>
	await startProgram<Omit<EnvironmentData, 'stop'>>('examples', [
		'test/e2e/examples/program.mts',
		...args,
	]);
