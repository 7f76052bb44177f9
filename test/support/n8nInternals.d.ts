/** Runs with N8N_SSRF_PROTECTION_ENABLED. */
export function withSsrfGuard<T>(work: () => Promise<T>): Promise<T>;

/** Runs with another time-out of every request than the node asks for. */
export function withTimeout<T>(ms: number, work: () => Promise<T>): Promise<T>;

export interface CapturedLogs {
	lines: unknown[][];
	restore(): void;
}

export function captureLogs(): CapturedLogs;
