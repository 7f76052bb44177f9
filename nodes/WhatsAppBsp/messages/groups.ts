import type { Violation } from '../core/validation';
import type { MessageContent } from './index';
import type { OutboundMessage } from './types';

/** What groups don't get. Text, media, and templates reach them. Source: Meta, "Groups". */
const UNSUPPORTED: Readonly<Partial<Record<MessageContent['type'], string>>> = {
	contacts: 'contact cards',
	interactive: 'interactive messages',
	location: 'locations',
	reaction: 'reactions',
};

/** Assumption: neither Direct Send nor marketing messages, whose documents name people only. */
function findUnsupported({ content, directSend, marketing }: OutboundMessage): string | undefined {
	if (directSend) return 'messages with a category';
	return marketing ? 'marketing messages' : UNSUPPORTED[content.type];
}

/** What is wrong with a message for a group. */
export function validateForGroup(message: OutboundMessage): Violation[] {
	const kind = findUnsupported(message);
	const problem = `is a group, and groups can’t get ${kind}; send text, media, or a template`;
	return kind === undefined ? [] : [{ field: 'To', problem }];
}
