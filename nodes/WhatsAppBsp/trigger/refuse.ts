import type { IDataObject, INodeExecutionData, IWebhookResponseData } from 'n8n-workflow';
import { answer, warn, type Call } from './call';
import { OWN_HEADERS } from './ownHeaders';

/** Why a call is not taken, with the HTTP status that says so. The reason holds no secret. */
export interface Refusal {
	status: number;
	reason: string;
}

/** Genuine, but not understood: redelivering it would not change that. */
export const NOT_UNDERSTOOD = 400;

/** A refused call may carry anybody's secrets under any name. */
const SECRET_NAME = /auth|cookie|token|secret|signature|pass|key/i;
const LONGEST_BODY = 10_000;

/**
 * Answers with the true status and the reason, writes one line to the log (nobody sees the provider's
 * side), counts, and shows the call where the user asked for it: as an item of the second output, or
 * in the editor that listens for a test event.
 */
export function refuse(call: Call, { status, reason }: Refusal): IWebhookResponseData {
	const { counters } = call.memory;
	counters.refused++;
	const count = counters.refused > 1 ? ` (${counters.refused} rejected since n8n started)` : '';
	warn(call, `rejected a call with ${status}: ${reason}${count}`);
	const isTaken = call.options.emitRejected === true && status === NOT_UNDERSTOOD;
	// What is answered 200 does not come again: it is handed over whole.
	const item = rejectedItem(call, { status, reason }, isTaken ? Infinity : LONGEST_BODY);
	if (call.options.emitRejected === true) {
		if (!isTaken) return answer(call, status, { status: 'refused', reason }, [[], [item]]);
		// It is handed over as it is: n8n answers 200, and the provider need not deliver it again.
		return {
			webhookResponse: { status: 'taken as rejected', reason },
			workflowData: [[], [item]],
		};
	}
	return answer(call, status, { status: 'refused', reason }, call.isTest ? [[item]] : undefined);
}

function rejectedItem(
	{ provider, request, memory }: Call,
	{ status, reason }: Refusal,
	longestBody: number,
): INodeExecutionData {
	const { method, headers, query, body, rawBody } = request;
	const text = rawBody?.toString('utf8') ?? JSON.stringify(body ?? '');
	const json: IDataObject = {
		event: 'rejected',
		provider: provider.name,
		timestamp: new Date().toISOString(),
		status,
		reason,
		count: memory.counters.refused,
		raw: {
			method,
			headers: hidden(headers),
			query: hidden(query),
			body: text.slice(0, longestBody),
			isCut: text.length > longestBody,
		},
	};
	return { json };
}

function hidden(values: object): IDataObject {
	return Object.fromEntries(
		Object.entries(values).map(([name, value]) => [
			name,
			isSecret(name) ? '[hidden]' : (value as unknown),
		]),
	) as IDataObject;
}

function isSecret(name: string): boolean {
	return OWN_HEADERS.includes(name.toLowerCase()) || SECRET_NAME.test(name);
}
