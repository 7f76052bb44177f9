import type {
	IDataObject,
	IWebhookFunctions,
	IWebhookResponseData,
	MultiPartFormData,
} from 'n8n-workflow';
import { PROVIDERS, type ProviderName } from '../../providers';
import type { Provider } from '../../providers/provider';
import { isTest, getTriggerState, type TriggerState } from '../state';
import { getOptions, type Options } from '../settings';
import type { WebhookRequest } from '../../providers/webhook';

/** One call of the provider, and everything that is looked up once for it. */
export interface WebhookContext {
	context: IWebhookFunctions;
	provider: Provider;
	request: WebhookRequest;
	options: Options;
	memory: TriggerState;
	/** Somebody listens for it in the editor. */
	isTest: boolean;
}

type ExpressRequest = ReturnType<IWebhookFunctions['getRequestObject']>;

export function createWebhookContext(context: IWebhookFunctions): WebhookContext {
	return {
		context,
		provider: PROVIDERS[context.getNodeParameter('provider') as ProviderName],
		request: toWebhookRequest(context.getRequestObject()),
		options: getOptions(context),
		memory: getTriggerState(context),
		isTest: isTest(context),
	};
}

/**
 * Answers by hand: n8n turns any returned response into a 200. Nothing is answered twice, so that a
 * caller who has hung up, or an answer that n8n gave, is left alone.
 */
export function respond(
	{ context }: WebhookContext,
	status: number,
	body: IDataObject,
	workflowData?: IWebhookResponseData['workflowData'],
): IWebhookResponseData {
	const response = context.getResponseObject();
	if (!response.headersSent) response.status(status).json(body);
	return { noWebhookResponse: true, ...(workflowData ? { workflowData } : {}) };
}

/** One line for the administrator, without secrets. */
export function logWarning({ context }: WebhookContext, text: string): void {
	const { name, parameters } = context.getNode();
	context.logger.warn(`'${name}' ${text}`, {
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
