import { joinNames, PROVIDERS } from '../../providers';
import type { Capabilities } from '../../providers/capabilities';
import type { FieldWithNotes } from '../../providers/provider';

/** Names for a sentence: `360dialog and Modica`. */
export function joinProviderNames(
	can: (capabilities: Capabilities) => boolean = () => true,
	conjunction: 'and' | 'or' = 'and',
): string {
	const providers = Object.values(PROVIDERS).filter(({ capabilities }) => can(capabilities));
	return joinNames(providers, conjunction);
}

/** A field's description, with what is to be known about single providers at its end. */
export function withNotes(field: FieldWithNotes, description: string): string {
	const notes = Object.values(PROVIDERS).map(({ fieldNotes }) => fieldNotes?.[field]);
	return [description, ...notes].filter(Boolean).join(' ');
}
