import type { EventKind, WhatsAppEvent } from './types';

/** What starts a workflow unless the user chooses otherwise: statuses alone would be 3 runs a message. */
export const DEFAULT_TRIGGER_ON: readonly EventKind[] = ['message'];

/** The events that the user asked for. Judged one by one: a call may hold events of several kinds. */
export function wanted(
	events: readonly WhatsAppEvent[],
	triggerOn: readonly EventKind[],
): WhatsAppEvent[] {
	return events.filter(({ event }) => triggerOn.includes(event));
}
