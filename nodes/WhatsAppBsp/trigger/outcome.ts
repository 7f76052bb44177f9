import { sleep, type IWebhookFunctions } from 'n8n-workflow';

type Response = ReturnType<IWebhookFunctions['getResponseObject']>;

/** How long n8n may take to create an execution for a caller who has hung up. */
const LONGEST_MS = 60_000;
const LOOK_AGAIN_MS = 50;
const OK = 200;

/**
 * Whether n8n took an execution over, told by the answer that it gives to this call: 200 once it is
 * created, 500 when that did not come off. A caller who hangs up early does not count as a no.
 */
export async function handedOver(response: Response): Promise<boolean> {
	await new Promise<void>((resolve) => {
		response.once('finish', resolve);
		response.once('close', resolve);
	});
	for (let waited = 0; !response.writableEnded && waited < LONGEST_MS; waited += LOOK_AGAIN_MS) {
		await sleep(LOOK_AGAIN_MS);
	}
	return response.writableEnded && response.statusCode === OK;
}
