import { z } from 'zod';
import type { Account } from '../../core/account.mts';
import { passConversation } from '../../core/handover.mts';
import type { ProviderRequest, ProviderResponse } from '../../core/types.mts';
import { CloudError } from '../cloudApi/errors.mts';
import { check, text } from '../cloudApi/shapes.mts';
import { getBody, isUserId } from './envelope.mts';
import { CLOUD, ok, type Route } from './route.mts';

/** Source: 360dialog, "Transfer thread control" and "Release thread control". */
const body = z
	.strictObject({
		messaging_product: z.literal('whatsapp'),
		action: z.enum(['pass', 'release', 'take']),
		to: z.string().optional(),
		recipient: z.string().optional(),
		metadata: text(2000).optional(),
		control_pass: z.strictObject({ target_role: z.literal('ai_agent') }).optional(),
	})
	.superRefine(({ action, control_pass: pass }, context) => {
		if (pass !== undefined && action !== 'pass') {
			context.addIssue({ code: 'custom', message: 'control_pass belongs to pass only' });
		}
	});

/** Subcode of a take by an app that is not the escalation partner, as other providers report it. */
const NOT_ESCALATION_PARTNER = 2494191;

function controlThread(account: Account, request: ProviderRequest): ProviderResponse {
	const input = check(body, getBody(request), 'thread_control', true);
	const { action, to, recipient, metadata, control_pass: pass } = input;
	const customer = to ?? recipient ?? '';
	if (to === undefined ? !isUserId(customer) : !/^[1-9]\d{6,14}$/.test(customer)) {
		throw new CloudError(100, 'Neither to nor recipient names a customer');
	}
	const contact = account.contacts.get(customer);
	const isHeld = contact.heldBy !== undefined;
	if (action === 'take') {
		if (!account.settings.escalationPartner) {
			const details = 'Only the escalation partner can take control';
			throw new CloudError(100, details, NOT_ESCALATION_PARTNER);
		}
		void passConversation(account, contact, undefined, { kind: 'control_taken', metadata });
	} else if (isHeld) {
		throw new CloudError(100, 'This app does not hold the conversation');
	} else if (action === 'pass') {
		// "To the configured escalation partner when control_pass is omitted".
		void passConversation(account, contact, pass?.target_role ?? 'escalation', { metadata });
	} else {
		// A release makes no event.
		contact.heldBy = 'ai_agent';
		account.notify('chat');
	}
	return ok({ messaging_product: 'whatsapp' });
}

export const threadControlRoutes: Route[] = [
	{ hostings: CLOUD, method: 'POST', path: /^\/thread_control$/, handle: controlThread },
];
