import { isGroupId, parsePhoneNumber } from '../../core/phoneNumber';
import type { Provider } from '../../providers/provider';

/** Digits with country code, or a BSUID; a group is no user. */
export function parseUser(provider: Provider, entry: string): string {
	return isGroupId(entry) ? parsePhoneNumber(entry) : provider.parseRecipient(entry);
}
