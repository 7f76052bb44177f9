import { TEXT_LIMITS, validateText } from '../core/validation';
import type { Violation } from '../core/validation';
import { validateDirectSend } from './directSend';
import { validateContent } from './index';
import type { OutboundMessage } from './types';

/** Everything that WhatsApp itself would reject about a message. */
export function validateMessage({
	content,
	callbackData,
	directSend,
}: OutboundMessage): Violation[] {
	return [
		...validateContent(content),
		...(directSend ? validateDirectSend(directSend, content) : []),
		...validateText('Callback Data', callbackData ?? '', {
			limit: TEXT_LIMITS.callbackData,
			required: false,
		}),
	];
}
