import { getDirectSend } from '../../messages/directSend';
import type { OutboundMessage } from '../../messages/types';
import type { Provider } from '../../providers/provider';

/**
 * Says so when a provider that supports no media gets a link in its place, and when the message is
 * sent as utility in case the window is closed.
 */
export function getSentAs(
	{ capabilities }: Provider,
	message: OutboundMessage,
	to: string,
): 'link' | 'utility' | undefined {
	if (getDirectSend(message, to)?.isWindowFallback) return 'utility';
	return capabilities.media === 'link' && message.content.type === 'media' ? 'link' : undefined;
}
