import type {
	IDataObject,
	IWebhookFunctions,
	IWebhookResponseData,
	MultiPartFormData,
} from 'n8n-workflow';
import { PROVIDERS } from '../providers';
import type { Provider, ProviderName, WebhookRequest } from '../providers/provider';
import { isTest, memoryOf, type Memory } from './memory';
import { optionsOf, type Options } from './settings';

/** One call of the provider, and everything that is looked up once for it. */
export interface Call {
	context: IWebhookFunctions;
	provider: Provider;
	request: WebhookRequest;
	options: Options;
	memory: Memory;
	/** Somebody listens for it in the editor. */
	isTest: boolean;
}

type ExpressRequest = ReturnType<IWebhookFunctions['getRequestObject']>;

export function openCall(context: IWebhookFunctions): Call {
	return {
		context,
		provider: PROVIDERS[context.getNodeParameter('provider') as ProviderName],
		request: toWebhookRequest(context.getRequestObject()),
		options: optionsOf(context),
		memory: memoryOf(context),
		isTest: isTest(context),
	};
}

/**
 * Answers by hand: n8n turns any returned response into a 200. Nothing is answered twice, so that a
 * caller who has hung up, or an answer that n8n gave, is left alone.
 */
export function answer(
	{ context }: Call,
	status: number,
	body: IDataObject,
	workflowData?: IWebhookResponseData['workflowData'],
): IWebhookResponseData {
	const response = context.getResponseObject();
	if (!response.headersSent) response.status(status).json(body);
	return { noWebhookResponse: true, ...(workflowData ? { workflowData } : {}) };
}

/** One line for the administrator, without secrets. */
export function warn({ context }: Call, says: string): void {
	const { name, parameters } = context.getNode();
	context.logger.warn(`'${name}' ${says}`, {
		provider: parameters.provider,
		workflowId: context.getWorkflow().id,
	});
}

function toWebhookRequest(request: ExpressRequest): WebhookRequest {
	const headers = Object.entries(request.headers).map(([name, value]) => [
		name.toLowerCase(),
		Array.isArray(value) ? value.join(', ') : value,
	]);
	return {
		method: request.method,
		headers: Object.fromEntries(headers) as WebhookRequest['headers'],
		query: { ...request.query } as IDataObject,
		body: (request as MultiPartFormData.Request).body as unknown,
		rawBody: request.rawBody,
	};
}
