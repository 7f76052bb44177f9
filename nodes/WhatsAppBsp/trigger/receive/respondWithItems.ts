import type { IDataObject, IWebhookResponseData } from 'n8n-workflow';
import { toItem, type EventItem } from '../media/eventItem';
import { waitForExecutionCreated } from './executionCreated';
import { persistCreated } from './persistState';
import type { WebhookContext } from './webhookContext';

/**
 * Outputs items.
 * @param settle called once it is known whether n8n created the execution
 */
export function respondWithItems(
	ctx: WebhookContext,
	items: EventItem[],
	settle: (created: boolean) => void,
): IWebhookResponseData {
	const { context, state } = ctx;
	void waitForExecutionCreated(context.getResponseObject()).then((created) => {
		if (created) state.counters.accepted += items.length;
		settle(created);
	});
	return {
		workflowData: [items.map(toItem)],
		/**
		 * n8n reads this once the execution is created, then saves static data if it has changed, then
		 * responds. It does not save what was written earlier: creating an execution makes a second
		 * `Workflow` over the same data, which marks it as unchanged (seen with 2.39.10).
		 */
		get webhookResponse() {
			persistCreated(ctx, items);
			return acceptedResponse(items.length).webhookResponse;
		},
	};
}

export function acceptedResponse(events: number): { webhookResponse: IDataObject } {
	return { webhookResponse: { status: 'accepted', events } };
}
