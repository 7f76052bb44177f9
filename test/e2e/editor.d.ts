import type { Page } from 'playwright-core';
import type { INodeTypeDescription } from 'n8n-workflow';
import type { Ready } from './demoProcess';

export const ACTION: string;
export const TRIGGER: string;

export interface PlacedNode {
	id: string;
	name: string;
	type: string;
	parameters: object;
}

export class Editor {
	constructor(page: Page, ready: Ready);
	signIn(): Promise<void>;
	nodeTypes(): Promise<INodeTypeDescription[]>;
	createWorkflow(
		name: string,
		nodes: Array<{ type: string; parameters: object }>,
	): Promise<{ id: string; nodes: PlacedNode[] }>;
	openCanvas(workflowId: string): Promise<void>;
	searchNodes(text: string): Promise<string[]>;
	openFound(name: string): Promise<string[]>;
	offered(): Promise<string[]>;
	openCredential(id: string): Promise<void>;
	openPanel(workflowId: string, nodeId: string, asks?: { credential: boolean }): Promise<void>;
	turnToPanel(workflowId: string, nodeId: string, asks?: { credential: boolean }): Promise<void>;
	execute(): Promise<string>;
	fields(): Promise<string[]>;
	chosen(parameter: string): Promise<string>;
	credential(): Promise<string>;
	choose(parameter: string, name: string): Promise<string[]>;
}

export function combinations(nodeType: INodeTypeDescription): Array<Record<string, string>>;
