import { INTERACTIVE_LIMITS } from './shared';
import type { InteractiveRules } from './types';

export interface LocationRequest {
	type: 'locationRequest';
}

/** Source: Meta, "Location request messages". */
export const locationRequest: InteractiveRules<LocationRequest> = {
	apiType: 'location_request_message',
	header: 'none',
	body: { limit: INTERACTIVE_LIMITS.body, required: true },
	footer: false,
	validate: () => [],
	action: () => ({ name: 'send_location' }),
};
