import type {
	IDataObject,
	IWebhookFunctions,
	IWebhookResponseData,
	MultiPartFormData,
} from 'n8n-workflow';
import type { Provider } from '../../providers/provider';
import type { WebhookRequest } from '../../providers/webhook';
import type { Options } from '../options';
import { readSettings, type Settings } from '../readSettings';
import { isTest, getTriggerState, type TriggerState } from '../state';

/** One webhook request, and everything that is looked up once for it. */
export interface WebhookContext {
	context: IWebhookFunctions;
	provider: Provider;
	request: WebhookRequest;
	options: Options;
	settings: Settings;
	state: TriggerState;
	/** Somebody listens for it in the editor. */
	isTest: boolean;
	/** It changed what must be stored before it is responded to. */
	mustPersist?: boolean;
}

type ExpressRequest = ReturnType<IWebhookFunctions['getRequestObject']>;

export function createWebhookContext(context: IWebhookFunctions): WebhookContext {
	const node = context.getNode();
	const state = getTriggerState(context, node);
	const settings = readSettings(context, node, state.settings);
	state.settings = settings;
	return {
		context,
		provider: settings.provider,
		request: toWebhookRequest(context.getRequestObject()),
		options: settings.options,
		settings,
		state,
		isTest: isTest(context),
	};
}

/**
 * Responds directly: n8n turns any returned response into a 200. Nothing is responded twice, in case the
 * client has disconnected or n8n has responded.
 */
export function respond(
	ctx: Pick<WebhookContext, 'context'>,
	status: number,
	body: IDataObject,
	workflowData?: IWebhookResponseData['workflowData'],
): IWebhookResponseData {
	createResponder(ctx)(status, body);
	return { noWebhookResponse: true, ...(workflowData ? { workflowData } : {}) };
}

/** 200, and no execution. If something must be stored before, n8n makes the response wait for that. */
export function acknowledge(ctx: WebhookContext, body: IDataObject): IWebhookResponseData {
	return ctx.mustPersist ? { webhookResponse: body } : respond(ctx, 200, body);
}

/**
 * Responds later: until then, keeps n8n's response, and nothing of its workflow. Not with Express' `json`: its
 * ETag takes as long as all that the trigger does for an event that it leaves out.
 */
export function createResponder({
	context,
}: Pick<WebhookContext, 'context'>): (status: number, body: IDataObject) => void {
	const response = context.getResponseObject();
	return (status, body) => {
		if (response.headersSent) return;
		const text = JSON.stringify(body);
		response
			.writeHead(status, {
				'content-type': 'application/json; charset=utf-8',
				'content-length': Buffer.byteLength(text),
			})
			.end(text);
	};
}

/** One line for the administrator, without secrets. */
export function logWarning(ctx: Pick<WebhookContext, 'context'>, text: string): void {
	createWarningLogger(ctx)(text);
}

/** Logs later, and keeps nothing of n8n's workflow until then. */
export function createWarningLogger({
	context,
}: Pick<WebhookContext, 'context'>): (text: string) => void {
	const { logger } = context;
	const { name, parameters } = context.getNode();
	const { provider } = parameters;
	const workflowId = context.getWorkflow().id;
	return (text) => logger.warn(`'${name}' ${text}`, { provider, workflowId });
}

function toWebhookRequest(request: ExpressRequest): WebhookRequest {
	return {
		method: request.method,
		// Node writes names in lower case, and makes one text of several values, except of `set-cookie`.
		headers: request.headers as WebhookRequest['headers'],
		query: { ...request.query } as IDataObject,
		rawQuery: request.url.split('?').slice(1).join('?'),
		body: (request as MultiPartFormData.Request).body as unknown,
		rawBody: request.rawBody,
	};
}

/** See `WebhookAdapter.normalizeMessageId`. */
export function normalizeMessageId<Id extends string | null | undefined>(
	{ provider }: WebhookContext,
	messageId: Id,
): Id | string {
	const normalize = provider.webhook?.normalizeMessageId;
	return messageId && normalize ? normalize(messageId) : messageId;
}
