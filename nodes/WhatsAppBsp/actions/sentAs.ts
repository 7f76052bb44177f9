import type { OutboundMessage } from '../messages/types';
import type { Provider } from '../providers/provider';

/** Says so when a provider that takes no media gets a link in its place. */
export function sentAsLink(
	{ capabilities }: Provider,
	{ content }: OutboundMessage,
): 'link' | undefined {
	return capabilities.media === 'link' && content.type === 'media' ? 'link' : undefined;
}
