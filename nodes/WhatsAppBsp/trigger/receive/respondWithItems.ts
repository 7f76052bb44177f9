import type { IDataObject, IWebhookResponseData } from 'n8n-workflow';
import { toItem, type EventItem } from '../media/eventItem';
import { waitForExecutionCreated } from '../../core/executionCreated';
import { persistCreated } from './persistState';
import type { WebhookContext } from './webhookContext';

const MULTIPART = /^multipart\/form-data/i;

/**
 * Outputs items.
 * @param settle called once it is known whether n8n created the execution
 */
export function respondWithItems(
	ctx: WebhookContext,
	items: EventItem[],
	settle: (created: boolean) => void,
): IWebhookResponseData {
	void waitForExecutionCreated(ctx.context.getResponseObject()).then(settle);
	// Of a multipart body, n8n reads the response once more before that: whether it is a stream.
	let readsBeforeCreation = MULTIPART.test(ctx.request.headers['content-type'] ?? '') ? 1 : 0;
	return {
		workflowData: [items.map(toItem)],
		/**
		 * n8n reads this once the execution is created, then saves static data if it has changed, then
		 * responds. It does not save what was written earlier: creating an execution makes a second
		 * `Workflow` over the same data, which marks it as unchanged (seen with 2.39.10).
		 */
		get webhookResponse() {
			if (readsBeforeCreation > 0) readsBeforeCreation--;
			else persistCreated(ctx, items);
			return createAcceptedResponse(items.length).webhookResponse;
		},
	};
}

export function createAcceptedResponse(events: number): { webhookResponse: IDataObject } {
	return { webhookResponse: createAcceptedBody(events) };
}

export function createAcceptedBody(events: number): IDataObject {
	return { status: 'accepted', events };
}
