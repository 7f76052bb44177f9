import { getDirectSend } from '../../messages/directSend';
import type { OutboundMessage } from '../../messages/types';
import type { Provider } from '../../providers/provider';
import type { SendPayload } from '../../sending/providerClient';
import type { JobReport } from '../../sending/types';
import type { RunContext } from '../runContext';

/**
 * Says so when a provider that supports no media gets a link in its place, and when the message is
 * sent as utility in case the window is closed.
 */
export function getSentAs(
	{ capabilities }: Provider,
	message: OutboundMessage,
	to: string,
): 'link' | 'utility' | undefined {
	if (getDirectSend(message, to)?.isWindowFallback) return 'utility';
	return capabilities.media === 'link' && message.content.type === 'media' ? 'link' : undefined;
}

/** Puts out what became of one job. */
export function addJobResult(
	{ output, provider }: RunContext,
	{ job, result, raw, attempts }: JobReport<SendPayload>,
): void {
	const { itemIndex, payload, idempotency } = job;
	const message = payload.kind === 'message' ? payload.message : undefined;
	const to = message ? job.to : null;
	const part = message?.part;
	if ('cause' in result) output.addError(itemIndex, result.cause, to, part);
	else if ('skipped' in result) output.addSkipped(itemIndex, job.to, idempotency?.key, part);
	else {
		const sentAs = message && getSentAs(provider, message, job.to);
		output.add(itemIndex, to, result, { raw, attempts, sentAs, part });
	}
}
