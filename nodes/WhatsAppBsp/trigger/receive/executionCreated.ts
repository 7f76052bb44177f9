import { sleep, type IWebhookFunctions } from 'n8n-workflow';

type Response = ReturnType<IWebhookFunctions['getResponseObject']>;

/**
 * How long n8n may take to create an execution for a caller who has hung up. Where it allows only so
 * many executions at once (`N8N_CONCURRENCY_PRODUCTION_LIMIT`), the others wait their turn first, and
 * what still waits must not be taken a second time.
 */
const MAX_WAIT_MS = 24 * 60 * 60 * 1000;
const POLL_INTERVAL_MS = 50;

/** Who has waited so long is looked at less often. */
const SLOW_POLL_AFTER_MS = 60_000;
const SLOW_POLL_INTERVAL_MS = 1000;
const OK = 200;

/**
 * Whether n8n took an execution over, told by the answer that it gives to this call: 200 once it is
 * created, 500 when that did not come off. A caller who hangs up early does not count as a no.
 */
export async function waitForExecutionCreated(response: Response): Promise<boolean> {
	// Who has hung up already is not told of a second time.
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
