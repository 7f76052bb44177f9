export interface ServedRequest {
	method: string;
	path: string;
	headers: Record<string, string | string[] | undefined>;
	query: Record<string, string>;
	body: unknown;
	rawBody?: Buffer;
}

/** Node's own response with Express' two methods. */
export interface ServedResponse {
	readonly headersSent: boolean;
	readonly writableEnded: boolean;
	destroy(): void;
	end(): void;
	status(code: number): ServedResponse;
	json(body: unknown): ServedResponse;
}

export interface WebhookServer {
	url: string;
	close(): Promise<void>;
}

export function startWebhookServer(
	handle: (request: ServedRequest, response: ServedResponse) => Promise<void>,
): Promise<WebhookServer>;
