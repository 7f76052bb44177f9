import { validateText, type Violation } from '../../core/validation';
import type { OutboundMessage } from '../../messages/types';

/**
 * Code points of an SMS, which is billed in parts. Assumption: Bulk360's older document allows 960 in
 * Malaysia; its WhatsApp API V3.0 says nothing.
 */
export const SMS_LENGTH = 960;

/** An SMS is text. It needs neither window nor template. */
export function validateSms({ sms, content }: OutboundMessage): Violation[] {
	if (!sms) return [];
	return content.type === 'text'
		? validateText('Text', content.body, { limit: SMS_LENGTH, required: false })
		: [{ field: 'Channel', problem: "is 'sms', which only sends text" }];
}
