import { systemClock } from '../../core/clock';
import type { EventItem } from '../media/eventItem';
import { getStaticData, persistPendingEvents } from '../staticData';
import type { WaitRegistration } from '../../waiting/waitRegistration';
import type { WebhookContext } from './webhookContext';

/**
 * A write of the workflow makes its response wait for the disk, so ids wait in memory for the first request
 * after this long. A crash before that loses nothing: a redelivery of those events starts a second execution.
 */
const MIN_INTERVAL_MS = 1000;

/** The execution of these items exists, even if nobody has got a response yet. */
export function persistCreated(ctx: WebhookContext, created: EventItem[]): void {
	const { context, state, options, isTest } = ctx;
	if (isTest) return;
	state.deduplicator.markCreated(created.map(({ event }) => event));
	// What is acknowledged before its execution exists would be lost, or stay in the store.
	const isGrouped =
		options.groupBy === 'sender' ||
		state.debouncer.getPending().length > 0 ||
		getStaticData(context).pendingEvents?.length;
	if (isGrouped) ctx.mustPersist = true;
	persistState(ctx, created);
}

/**
 * Stores what a process after this one, or next to it, must know, if this request has to or ids have waited
 * long enough. To be called last: n8n saves static data before it responds. Always all of it: n8n saves it
 * whole, as this request found it, over what others have stored meanwhile.
 */
export function persistState(ctx: WebhookContext, created: EventItem[] = []): void {
	const { context, state, isTest } = ctx;
	const areIdsDue =
		state.deduplicator.hasUnstored && systemClock.now() - state.storedAt >= MIN_INTERVAL_MS;
	if (isTest || !(ctx.mustPersist || areIdsDue)) return;
	const data = getStaticData(context);
	state.deduplicator.restore(data.recentIds);
	restoreWaits(ctx);
	const pending = state.debouncer.getPending().filter((item) => !created.includes(item));
	state.storedAt = systemClock.now();
	data.recentIds = state.deduplicator.serialize();
	persistPendingEvents(
		data,
		state.deduplicator,
		pending.map(({ event }) => event),
	);
	const waits = state.waits.list(Date.now());
	if (data.waits || waits.length > 0) data.waits = state.restoredWaits = JSON.stringify(waits);
}

/** Questions that a process before this one, or another worker, has stored. */
export function restoreWaits({ context, state }: WebhookContext): void {
	const { waits } = getStaticData(context);
	if (waits === undefined || waits === state.restoredWaits) return;
	state.restoredWaits = waits;
	state.waits.restore(JSON.parse(waits) as WaitRegistration[]);
}
