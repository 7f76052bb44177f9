export interface Demo {
	/** Exit code, or the signal that ended it. */
	code: number | string | undefined;
	output: string;
	ended: Promise<Demo>;
	stop(): Promise<void>;
}

export interface Ready {
	editor: string;
	sandbox: string;
	email: string;
	password: string;
}

export function runDemo(...args: string[]): Promise<Demo>;
export function startDemo(...args: string[]): Demo;
export function openDemo(...args: string[]): Promise<Demo & { ready: Ready }>;
export function until<T>(
	what: string,
	ms: number,
	question: () => Promise<T> | T,
): Promise<NonNullable<T>>;
export function takePort(): Promise<{ port: number; close: () => Promise<void> }>;
