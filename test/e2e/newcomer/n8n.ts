import { startProgram } from '../../support/node24';

export interface EmptyN8n {
	editor: string;
	email: string;
	password: string;
	stop(): Promise<void>;
}

/** Returns URL and login once the editor shows. */
export const startEmptyN8n = async (): Promise<EmptyN8n> =>
	await startProgram<Omit<EmptyN8n, 'stop'>>('newcomer', ['test/e2e/newcomer/n8n.mts']);
