import type {
	IDataObject,
	IWebhookFunctions,
	IWebhookResponseData,
	MultiPartFormData,
} from 'n8n-workflow';
import type { EventKind } from '../events/types';
import { DEFAULT_TRIGGER_ON, wanted } from '../events/wanted';
import { PROVIDERS } from '../providers';
import type { ProviderName, WebhookRequest } from '../providers/provider';
import { remembered } from './staticData';

type ExpressRequest = ReturnType<IWebhookFunctions['getRequestObject']>;

/**
 * One call of the provider: judged, read, filtered, and handed on as one item per event.
 * 200 goes out only after n8n has taken the execution over; whatever is not taken has its own status,
 * so that the provider delivers it again.
 */
export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const { webhook, credential } = PROVIDERS[this.getNodeParameter('provider') as ProviderName];
	const request = toWebhookRequest(this.getRequestObject());
	if (!webhook || !webhook.methods.some((method) => method === request.method)) {
		return answer(this, 405, {
			status: 'refused',
			reason: `${request.method} is not for this URL`,
		});
	}

	const verdict = webhook.verify(
		request,
		await this.getCredentials(credential),
		remembered(this).secretHeader,
	);
	if (!verdict.genuine) {
		return answer(this, 401, { status: 'refused', reason: verdict.reason });
	}

	const events = webhook.events(request, new Date());
	if (events === undefined) {
		return answer(this, 400, {
			status: 'refused',
			reason: 'the body is no webhook of this provider',
		});
	}

	const triggerOn = this.getNodeParameter('triggerOn', DEFAULT_TRIGGER_ON) as EventKind[];
	const chosen = wanted(events, triggerOn);
	if (chosen.length === 0) return { webhookResponse: ignored(events, triggerOn) };
	return {
		webhookResponse: { status: 'taken', events: chosen.length },
		workflowData: [chosen.map((event) => ({ json: { ...event } as IDataObject }))],
	};
}

function ignored(events: ReadonlyArray<{ event: EventKind }>, triggerOn: EventKind[]): IDataObject {
	const kinds = [...new Set(events.map(({ event }) => event))];
	const reason =
		kinds.length === 0
			? 'the call holds no event'
			: `Trigger On is ${triggerOn.join(', ') || 'empty'}; the call is about ${kinds.join(', ')}`;
	return { status: 'ignored', reason };
}

/**
 * Refuses a call. n8n turns any returned response into a 200, so the status is written by hand.
 * The reason holds no secret: it is logged as well, because nobody sees the provider's side.
 */
function answer(
	context: IWebhookFunctions,
	status: number,
	body: { status: string; reason: string },
): IWebhookResponseData {
	const { name, parameters } = context.getNode();
	context.logger.warn(`'${name}' refused a call with ${status}: ${body.reason}`, {
		provider: parameters.provider,
		workflowId: context.getWorkflow().id,
	});
	context.getResponseObject().status(status).json(body);
	return { noWebhookResponse: true };
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
