import { LIMITS } from './shared';
import type { InteractiveRules } from './types';

export interface CallPermission {
	type: 'callPermission';
}

/** Source: Meta, "User call permissions". */
export const callPermission: InteractiveRules<'callPermission'> = {
	wireType: 'call_permission_request',
	header: 'none',
	body: { limit: LIMITS.body, required: false },
	footer: false,
	check: () => [],
	action: () => ({ name: 'call_permission_request' }),
};
