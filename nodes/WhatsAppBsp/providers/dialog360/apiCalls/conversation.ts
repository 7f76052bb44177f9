import { isBsuid } from '../../../core/phoneNumber';
import type { ApiCall, ApiCalls, ControlInput, ControlRole } from '../../apiCalls';
import { getBaseUrl } from '../urls';
import { cloudApiOnly, parseConfirmation } from './shared';

/**
 * Source: 360dialog, "Release thread control" and "Transfer thread control". Assumption: their examples
 * leave out the path, so it is Meta's.
 */
const PATH = '/thread_control';

function changeControl(
	action: 'pass' | 'take' | 'release',
	{ to, note, role }: ControlInput & { role?: ControlRole },
): ApiCall {
	return {
		buildRequest: cloudApiOnly((account) => ({
			method: 'POST',
			url: `${getBaseUrl(account)}${PATH}`,
			body: {
				messaging_product: 'whatsapp',
				action,
				...(isBsuid(to) ? { recipient: to } : { to }),
				...(note === undefined ? {} : { metadata: note }),
				// Without it, the escalation partner gets the conversation.
				...(role === 'ai_agent' ? { control_pass: { target_role: role } } : {}),
			},
		})),
		parseResponse: parseConfirmation({ to, action, newRole: role ?? null }),
	};
}

export const conversation: ApiCalls['conversation'] = {
	passControl: (input) => changeControl('pass', input),
	takeControl: (input) => changeControl('take', input),
	releaseControl: (input) => changeControl('release', input),
};
