import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { WhatsAppEvent } from '../core/event';
import type { SecretHeader, RegisteredWebhook } from '../providers/webhook';

/**
 * What a trigger keeps in the workflow's static data. n8n saves it after an activation, and after a
 * production call, once the execution is created and before the call is answered; whole and without a
 * lock, so a later call may overwrite it with what an earlier one had read.
 */
export interface TriggerStaticData {
	/** The header that the provider was told to send. */
	secretHeader?: SecretHeader;
	/** The webhooks that were registered before this one, the latest first. */
	previous?: RegisteredWebhook[];
	/** The webhook was added beside the number's own, and replaced nothing. */
	isAdditional?: boolean;
	/** Ids of the events that were handed over last; see `SeenIds`. */
	recentIds?: string;
	/** Answered, but not handed over: what a burst brought before its last message. */
	pendingEvents?: PendingEvent[];
}

/** An event that waits for its burst to end. */
export interface PendingEvent {
	event: WhatsAppEvent;
	/** The process that holds it in memory as well. */
	processId: string;
	/** Unix time in milliseconds. */
	at: number;
}

/** This node's part of the workflow's static data; what is written to it is kept. */
export function getStaticData(context: IHookFunctions | IWebhookFunctions): TriggerStaticData {
	return context.getWorkflowStaticData('node') as TriggerStaticData;
}
