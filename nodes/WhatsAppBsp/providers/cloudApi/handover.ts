import type { IDataObject } from 'n8n-workflow';
import { asNonEmptyText, asObject, getOwn } from '../../core/parse';
import { normalizePhoneNumber } from '../../core/phoneNumber';
import type { EventHandover, WhatsAppEvent } from '../../core/event';

/** `type` of `messaging_handovers` → type of the event; other words stay as they are. */
const TYPES: Readonly<Record<string, string>> = {
	control_passed: 'controlPassed',
	control_taken: 'controlTaken',
};

/**
 * Who holds a conversation now. Source: Meta, "Conversation routing"; releasing it makes no event, and
 * taking it by sending a message does.
 */
export function parseHandover(value: IDataObject): Partial<WhatsAppEvent> {
	const word = asNonEmptyText(value.type);
	const { phone_number: number, wa_id: waId, user_id: userId } = asObject(value.sender);
	const control = asObject(word === undefined ? undefined : value[word]);
	const get = (name: string) => asNonEmptyText(control[name]) ?? null;
	return {
		type: getOwn(TYPES, word) ?? word ?? 'messaging_handovers',
		from: normalizePhoneNumber(number ?? waId),
		fromUserId: asNonEmptyText(userId),
		handover: {
			newRole: get('new_owner_role'),
			previousRole: get('previous_owner_role'),
			metadata: get('metadata'),
			summary: parseSummary(control) ?? null,
		},
	};
}

/** What was said before, on a message whose conversation was passed to this app. */
export function parseContext(value: IDataObject): EventHandover | undefined {
	const summary = parseSummary(value);
	return summary === undefined
		? undefined
		: { newRole: null, previousRole: null, metadata: null, summary };
}

function parseSummary({ conversation_context: context }: IDataObject): string | undefined {
	const { summary } = asObject(context);
	return asNonEmptyText(asObject(summary).text) ?? asNonEmptyText(summary);
}
