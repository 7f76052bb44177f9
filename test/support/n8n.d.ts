export interface LogLine {
	message: string;
	data?: Record<string, unknown>;
}

/** n8n's table of processed data, in memory. */
export interface DeduplicationRows {
	rows: Map<string, { mode: string; data: unknown }>;
	/** So many of the next removals end in an error. */
	removalsToFail: number;
}

export function logLines(level: 'info' | 'warn' | 'error'): LogLine[];
/** Once per test file: n8n-core takes one store and keeps it. */
export function initDeduplication(): Promise<DeduplicationRows>;
