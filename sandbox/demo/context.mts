import type { ExecutionReader } from '../n8n/client.mts';
import type { Workflow } from '../n8n/workflow.mts';
import type { Environment } from './environment.mts';
import type { DemoProvider } from './providers.mts';
import type { SandboxAccount } from './sandbox.mts';
import type { Transcript } from './transcript.mts';

export interface Context {
	environment: Environment;
	provider: DemoProvider;
	account: SandboxAccount;
	transcript: Transcript;
}

export interface Credential {
	id: string;
	name: string;
}

export interface Receiver {
	workflow: Workflow;
	triggerName: string;
	executions: ExecutionReader;
}
