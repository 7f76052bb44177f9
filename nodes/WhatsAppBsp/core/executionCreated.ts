import { sleep, type IWebhookFunctions } from 'n8n-workflow';

type Response = ReturnType<IWebhookFunctions['getResponseObject']>;

/**
 * How long n8n may take to create an execution for a client that has disconnected. Where it limits
 * concurrent executions (`N8N_CONCURRENCY_PRODUCTION_LIMIT`), the others are queued first, and a queued
 * one must not be started a second time.
 */
const MAX_WAIT_MS = 24 * 60 * 60 * 1000;
const POLL_INTERVAL_MS = 50;

/** Poll less often after a minute. */
const SLOW_POLL_AFTER_MS = 60_000;
const SLOW_POLL_INTERVAL_MS = 1000;
const OK = 200;

/**
 * Whether n8n created the execution, as its response to this request shows: 200 once it is created, 500
 * if that failed. A client that disconnects early does not count as a failure.
 */
export async function waitForExecutionCreated(response: Response): Promise<boolean> {
	// `close` has already fired if the client disconnected.
	if (!response.writableEnded && !response.destroyed) {
		await new Promise<void>((resolve) => {
			response.once('finish', resolve);
			response.once('close', resolve);
		});
	}
	for (let waited = 0; !response.writableEnded && waited < MAX_WAIT_MS; ) {
		const ms = waited < SLOW_POLL_AFTER_MS ? POLL_INTERVAL_MS : SLOW_POLL_INTERVAL_MS;
		await sleep(ms);
		waited += ms;
	}
	return response.writableEnded && response.statusCode === OK;
}
