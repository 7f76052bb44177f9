import type { IWebhookResponseData } from 'n8n-workflow';
import type { Deferred } from '../../core/deferred';
import { BATCH, DEBOUNCE } from '../limits';
import type { Account } from '../../providers/request';
import { attachMedia } from '../media/attachMedia';
import type { EventItem } from '../media/eventItem';
import { acknowledgeLater } from './acknowledgeLater';
import { getConversationKey } from './conversation';
import { NotProcessedError } from './notProcessedError';
import { createAcceptedBody, createAcceptedResponse, respondWithItems } from './respondWithItems';
import type { WebhookContext } from './webhookContext';

/** @param outcome settled once it is known whether the execution of these items was created */
type Strategy = (
	ctx: WebhookContext,
	account: Account,
	items: EventItem[],
	outcome: Deferred<boolean>,
) => Promise<IWebhookResponseData>;

const immediate: Strategy = async (ctx, account, items, outcome) => {
	await attachMedia(ctx, account, items);
	return respondWithItems(ctx, items, outcome.resolve);
};

const batched: Strategy = async (ctx, account, items, outcome) => {
	const { options, state } = ctx;
	await attachMedia(ctx, account, items);
	const batch = await state.batcher.join(items, {
		windowMs: options.batchWindowMs,
		maxItems: options.batch === 'count' ? options.batchCount : BATCH.maxEvents,
		maxOpenMs: BATCH.maxOpenMs,
	});
	void batch.succeeded.then(outcome.resolve);
	if (batch.role === 'leader') return respondWithItems(ctx, batch.items, batch.settle);
	const body = batch.succeeded.then((created) => {
		if (!created) throw new NotProcessedError('n8n did not accept the batch');
		return createAcceptedBody(items.length);
	});
	return await acknowledgeLater(ctx, body);
};

const debounced: Strategy = async (ctx, account, items, outcome) => {
	const { options, state } = ctx;
	const key = getSharedConversationKey(items) ?? '';
	const limits = {
		quietMs: options.quietTimeMs,
		maxMs: DEBOUNCE.maxGroupMs,
		maxItems: DEBOUNCE.maxEvents,
	};
	const group = await state.debouncer.join(key, items, limits, outcome);
	if (group.role === 'leader') {
		// Only now: a download would put its message behind later ones, or into a burst of its own.
		await attachMedia(ctx, account, group.items);
		return respondWithItems(ctx, group.items, group.settle);
	}
	// The request that continued the group has no response yet, and so has stored nothing.
	ctx.mustPersist = true;
	return createAcceptedResponse(items.length);
};

const STRATEGIES = { immediate, batched, debounced };

/** One execution per request, per batch of requests, or per sender who has become quiet. */
export const runStrategy: Strategy = async (ctx, account, items, outcome) =>
	await STRATEGIES[selectStrategy(ctx, items)](ctx, account, items, outcome);

function selectStrategy(
	{ options, isTest }: WebhookContext,
	items: EventItem[],
): keyof typeof STRATEGIES {
	if (isTest) return 'immediate';
	const isGrouped = options.groupBy === 'sender' && getSharedConversationKey(items) !== undefined;
	if (isGrouped) return 'debounced';
	return options.batch === 'window' || options.batch === 'count' ? 'batched' : 'immediate';
}

/** The one conversation that these belong to, or undefined. */
function getSharedConversationKey([first, ...others]: readonly EventItem[]): string | undefined {
	const key = getConversationKey(first.event);
	return others.every(({ event }) => getConversationKey(event) === key) ? key : undefined;
}
