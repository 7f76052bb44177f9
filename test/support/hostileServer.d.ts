export interface HostileCall {
	method: string;
	/** Path and query as they came. */
	url: string;
	headers: Record<string, string | string[] | undefined>;
	/** Names and values in turn, as they came. */
	rawHeaders: string[];
	text: string;
}

export interface HostileAnswer {
	status?: number;
	headers?: Record<string, string>;
	body?: string | Buffer;
	/** Never answers. */
	hang?: boolean;
	/** Breaks the connection instead of answering. */
	reset?: boolean;
}

export interface HostileServer {
	url: string;
	calls: HostileCall[];
	close(): Promise<void>;
}

export function startHostileServer(
	answer: (call: HostileCall) => HostileAnswer,
): Promise<HostileServer>;
