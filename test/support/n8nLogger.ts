// Parts of n8n that its core loads for itself, and that no other package may import. n8n-core has its
// own copies, and uses no others.
import { createRequire } from 'node:module';

export type Class<T> = new (...args: never[]) => T;

export interface Logger {
	log(...line: unknown[]): void;
	info(message: string, data?: Record<string, unknown>): void;
	warn(message: string, data?: Record<string, unknown>): void;
	error(message: string, data?: Record<string, unknown>): void;
}

export const loadFromCore = createRequire(require.resolve('n8n-core'));

export const { Container } = loadFromCore('@n8n/di') as {
	Container: { get<T>(token: Class<T>): T };
};
export const { Logger } = loadFromCore('@n8n/backend-common') as { Logger: Class<Logger> };

export interface LogLine {
	message: string;
	data?: Record<string, unknown>;
}

/** The log lines of one level that the engine writes from now on. */
export function logLines(level: 'info' | 'warn' | 'error'): LogLine[] {
	const lines: LogLine[] = [];
	Container.get(Logger)[level] = (message, data) => {
		lines.push({ message, data });
	};
	return lines;
}
