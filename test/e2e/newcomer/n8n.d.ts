export interface EmptyN8n {
	editor: string;
	email: string;
	password: string;
	stop(): Promise<void>;
}

export function startEmptyN8n(): Promise<EmptyN8n>;
