import { Editor } from '../editor';

export type Heading = 'Actions' | 'Triggers';

export class Newcomer extends Editor {
	api<T>(method: string, path: string, data?: object): Promise<T>;
	startFirstWorkflow(): Promise<void>;
	startWorkflow(): Promise<void>;
	addFirst(search: string, wanted: string, heading: Heading): Promise<string[]>;
	addNext(search: string, wanted: string, heading: Heading): Promise<string[]>;
	openNode(name: string): Promise<void>;
	closePanel(): Promise<void>;
	fill(parameter: string, text: string): Promise<void>;
	valueOf(parameter: string): Promise<string>;
	connect(): Promise<void>;
	editCredential(): Promise<void>;
	saveCredential(): Promise<string>;
	credentialWorks(): Promise<void>;
	closeCredential(): Promise<void>;
	chooseCredential(name: string): Promise<void>;
	listen(): Promise<void>;
	executeStep(): Promise<void>;
	output(column: string, text: string): Promise<Record<string, string>>;
	complaint(): Promise<string>;
	drag(name: string, parameter: string): Promise<string>;
	searchTemplates(text: string, names: string[]): Promise<void>;
	pickTemplate(name: string, firstField: string): Promise<void>;
	templateFields(): Promise<string[]>;
	publish(): Promise<string>;
	executions(count: number): Promise<string[]>;
	nodesThatRan(count: number): Promise<string[][]>;
}
