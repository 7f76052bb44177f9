/** What the benchmarks' workflows are built of. */
import type { Json, WorkflowFile, WorkflowNode } from '../sandbox/n8n/workflow.mts';

export interface Credential {
	id: string;
	name: string;
}

export const createNode = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: object,
): WorkflowNode => ({
	id: name,
	name,
	type,
	typeVersion,
	position: [0, 0],
	parameters: parameters as Json,
});

/** A workflow whose nodes run one after the other. */
export const createChain = (name: string, nodes: WorkflowNode[], settings: Json): WorkflowFile => ({
	name,
	nodes,
	connections: Object.fromEntries(
		nodes
			.slice(0, -1)
			.map(({ name: from }, index) => [
				from,
				{ main: [[{ node: nodes[index + 1]?.name, type: 'main', index: 0 }]] },
			]),
	),
	settings,
});
