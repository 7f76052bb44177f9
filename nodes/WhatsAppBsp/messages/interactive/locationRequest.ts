import { LIMITS } from './shared';
import type { InteractiveRules } from './types';

export interface LocationRequest {
	type: 'locationRequest';
}

/** Source: Meta, "Location request messages". */
export const locationRequest: InteractiveRules<'locationRequest'> = {
	wireType: 'location_request_message',
	header: 'none',
	body: { limit: LIMITS.body, required: true },
	footer: false,
	check: () => [],
	action: () => ({ name: 'send_location' }),
};
