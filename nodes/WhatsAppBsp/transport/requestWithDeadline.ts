import type {
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	IWebhookFunctions,
} from 'n8n-workflow';
import { NetworkError } from './networkError';
import { toBodyText } from './providerRequest';

/**
 * Sends one request without a credential, to wherever it says. Redirects are not followed.
 * @returns the response of whatever status
 * @throws NetworkError without a complete response in time
 */
export async function requestWithDeadline(
	context: IExecuteFunctions | IHookFunctions | IWebhookFunctions,
	request: Pick<IHttpRequestOptions, 'method' | 'url' | 'headers' | 'body'>,
	timeoutMs: number,
): Promise<{ statusCode: number; text: string }> {
	// `timeout` alone allows a byte now and then forever.
	const deadline = AbortSignal.timeout(timeoutMs);
	try {
		const { statusCode, body } = (await context.helpers.httpRequest({
			...request,
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: timeoutMs,
			abortSignal: deadline,
		})) as IN8nHttpFullResponse;
		return { statusCode, text: toBodyText(body) };
	} catch (error) {
		throw NetworkError.from(error, request.url, { isTooLate: deadline.aborted });
	}
}
