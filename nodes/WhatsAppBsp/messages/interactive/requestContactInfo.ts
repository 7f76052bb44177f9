import { INTERACTIVE_LIMITS } from './shared';
import type { InteractiveRules } from './types';

export interface RequestContactInfo {
	type: 'requestContactInfo';
}

/** Source: Meta, "Business-scoped user IDs". */
export const requestContactInfo: InteractiveRules<RequestContactInfo> = {
	apiType: 'request_contact_info',
	header: 'none',
	body: { limit: INTERACTIVE_LIMITS.body, required: true },
	footer: false,
	validate: () => [],
	action: () => ({ name: 'request_contact_info' }),
};
