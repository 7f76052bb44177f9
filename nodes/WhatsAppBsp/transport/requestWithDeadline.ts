import type {
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	IWebhookFunctions,
} from 'n8n-workflow';

/**
 * Sends one request without a credential, to wherever it says. Redirects are not followed.
 * @returns the response of whatever status, its body as text
 * @throws what n8n's helper throws without a complete response in time
 */
export async function requestWithDeadline(
	context: IExecuteFunctions | IHookFunctions | IWebhookFunctions,
	request: Pick<IHttpRequestOptions, 'method' | 'url' | 'headers' | 'body'>,
	timeoutMs: number,
): Promise<IN8nHttpFullResponse> {
	return (await context.helpers.httpRequest({
		...request,
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: timeoutMs,
		// `timeout` alone allows a byte now and then forever.
		abortSignal: AbortSignal.timeout(timeoutMs),
	})) as IN8nHttpFullResponse;
}
