import { INTERACTIVE_LIMITS } from './shared';
import type { InteractiveRules } from './types';

export interface CallPermission {
	type: 'callPermission';
}

/** Source: Meta, "User call permissions". */
export const callPermission: InteractiveRules<CallPermission> = {
	apiType: 'call_permission_request',
	header: 'none',
	body: { limit: INTERACTIVE_LIMITS.body, required: false },
	footer: false,
	validate: () => [],
	action: () => ({ name: 'call_permission_request' }),
};
