import type { WhatsAppEvent } from '../core/event';
import { isAwaitedStatus } from './answer';
import { parseReference, type WaitReference } from './reference';

/** What an event answers, and the event as it reads without the reference. */
export interface FoundReference {
	reference: WaitReference;
	/** What was chosen; null where the answer is in the event: a form, a status. */
	value: string | null;
	event: WhatsAppEvent;
}

/** Undefined where the event carries no reference. Whether somebody still waits is n8n's to say. */
export function findReference(event: WhatsAppEvent): FoundReference | undefined {
	const { button, form, callbackData } = event;
	const tapped = parseReference(button?.id);
	if (button && tapped) {
		const { value } = tapped;
		const shown = { ...event, button: { ...button, id: value } };
		return { reference: tapped, value, event: withoutReference(shown, button.id, value) };
	}
	const filled = parseReference(form?.token);
	if (form?.token && filled) {
		const shown = { ...event, form: { ...form, token: null } };
		return { reference: filled, value: null, event: withoutReference(shown, form.token, '') };
	}
	const reported = event.event === 'status' ? parseReference(callbackData) : undefined;
	if (!reported) return undefined;
	return { reference: reported, value: null, event: withoutCallbackReference(event) };
}

/** The event with the user's own callback data: a message may bring that of an earlier one, which proves nothing. */
export function withoutCallbackReference(event: WhatsAppEvent): WhatsAppEvent {
	const { callbackData } = event;
	const reference = parseReference(callbackData);
	if (!callbackData || !reference) return event;
	const own = reference.value.replace(/^[^|]*\|/, '');
	const shown = { ...event, callbackData: own === '' ? null : own };
	return withoutReference(shown, callbackData, own);
}

/** Whether a wait ends with it: a delivery wait sees each status of its message. */
export function endsWait({ event, reference }: FoundReference): boolean {
	return event.event !== 'status' || isAwaitedStatus(event, reference.value.split('|')[0]);
}

const BASE64 = /^[\w+/-]{100,}={0,2}$/;

/**
 * The provider's own words repeat the reference, which is nobody's business but n8n's. Some put JSON
 * into a text, also as Base64, so only what comes before the value is sought: nothing escapes that.
 */
function withoutReference(event: WhatsAppEvent, reference: string, shown: string): WhatsAppEvent {
	const prefix = reference.slice(0, reference.length - shown.length);
	const remove = (text: string): string => {
		if (text.includes(prefix)) return text.split(prefix).join('');
		if (!BASE64.test(text)) return text;
		const decoded = Buffer.from(text, 'base64').toString('utf8');
		return decoded.includes(prefix) ? Buffer.from(remove(decoded)).toString('base64') : text;
	};
	const raw = JSON.stringify(event.raw, (_, value: unknown) =>
		typeof value === 'string' ? remove(value) : value,
	);
	return { ...event, raw: JSON.parse(raw) as WhatsAppEvent['raw'] };
}
