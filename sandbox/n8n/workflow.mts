export type Json = Record<string, unknown>;

export interface WorkflowNode {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Json;
	credentials?: Record<string, { id: string; name: string }>;
	webhookId?: string;
	[key: string]: unknown;
}

/** A workflow as the editor exports and imports it. */
export interface WorkflowFile {
	name: string;
	nodes: WorkflowNode[];
	connections: Json;
	settings?: Json;
	[key: string]: unknown;
}

export interface Workflow extends WorkflowFile {
	id: string;
	versionId: string;
	active: boolean;
}

export interface Item {
	json: Json;
	[key: string]: unknown;
}

export interface Task {
	executionStatus?: string;
	error?: { message: string; description?: string | null };
	data?: { main?: Array<Item[] | null> };
}

export interface ExecutionSummary {
	id: string;
	workflowId: string;
	status: string;
	mode: string;
	startedAt: string;
	stoppedAt: string | null;
}

export interface Execution extends ExecutionSummary {
	data: {
		resultData: {
			runData: Record<string, Task[]>;
			lastNodeExecuted?: string;
			error?: { message: string; description?: string | null };
		};
	};
}

/** What a node put out on one of its outputs, over all its runs. */
export const getItems = (execution: Execution, node: string, output = 0): Json[] =>
	(execution.data.resultData.runData[node] ?? []).flatMap((task) =>
		(task.data?.main?.[output] ?? []).map((item) => item.json),
	);

export const hasRun = (execution: Execution, node: string): boolean =>
	(execution.data.resultData.runData[node] ?? []).length > 0;

/** n8n's own words for what went wrong. */
export function getErrorText(execution: Execution): string | undefined {
	const { error, runData } = execution.data.resultData;
	const found =
		error ??
		Object.values(runData).flatMap((tasks) => tasks.flatMap((task) => task.error ?? []))[0];
	return found && [found.message, found.description].filter(Boolean).join(' ');
}
