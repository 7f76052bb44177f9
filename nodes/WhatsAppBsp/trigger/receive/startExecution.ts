import type { IWebhookResponseData } from 'n8n-workflow';
import type { WhatsAppEvent } from '../../core/event';
import type { Account } from '../../providers/request';
import { runAfterResponse } from './afterResponse';
import { claimEvents, waitForDuplicatesInFlight } from './claimEvents';
import { rejectUnprocessed } from './rejectUnprocessed';
import { acknowledgeLater } from './acknowledgeLater';
import { runStrategy } from './strategies';
import { acknowledge, type WebhookContext } from './webhookContext';

/**
 * Starts an execution with the chosen events, each event once, and with what earlier requests could not
 * start one with.
 * @param reasons why other events of the request were ignored
 */
export async function startExecution(
	ctx: WebhookContext,
	account: Account,
	chosen: WhatsAppEvent[],
	reasons: string[],
): Promise<IWebhookResponseData> {
	const claim = claimEvents(ctx, chosen);
	const { newEvents, unsent, inFlight, outcome } = claim;
	const isEmpty = newEvents.length === 0 && unsent.length === 0;
	if (chosen.length === 0 && isEmpty) {
		outcome.resolve(true);
		runAfterResponse(ctx, account, [], Promise.resolve(true));
		return acknowledge(ctx, { status: 'ignored', reason: reasons.join('; ') });
	}
	try {
		const duplicates = waitForDuplicatesInFlight(inFlight);
		if (isEmpty) {
			outcome.resolve(true);
			const body = duplicates.then(() => ({ status: 'duplicate', events: chosen.length }));
			return await acknowledgeLater(ctx, body);
		}
		await duplicates;
		runAfterResponse(ctx, account, newEvents, outcome.promise);
		const items = newEvents.map((event) => ({ event }));
		return await runStrategy(ctx, account, [...unsent, ...items], outcome);
	} catch (error) {
		// Releases the claim, or a redelivery would wait forever.
		outcome.resolve(false);
		return rejectUnprocessed(ctx, error);
	}
}
