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

export interface StageData {
	/** Where its methods are called. */
	url: string;
	n8n: string;
	/** Base URL of the scripted language model. */
	model: string;
	hubspot: string;
	hubspotKey: string;
	stop(): Promise<void>;
}

export function exampleFiles(): string[];
/** @param name without `.json` */
export function readExample(name: string): ExampleFile;
export function readmeOfExamples(): string;
/** @param args `--queue` for n8n in queue mode */
export function startStage(...args: string[]): Promise<StageData>;
