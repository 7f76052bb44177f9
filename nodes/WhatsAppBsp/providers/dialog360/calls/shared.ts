import type { IDataObject } from 'n8n-workflow';
import type { CallResult, ProviderCall } from '../../calls';
import type { Account, ProviderReply, ProviderRequest, Refused } from '../../provider';
import { isRecord, unreadable } from '../../reply';
import { isCloud } from '../host';
import { refusal } from '../reply';

export type Answer = ReturnType<ProviderCall['reply']>;

const CLOUD_ONLY: Refused = {
	accepted: false,
	error: {
		code: 'cloud-only',
		title: 'Only numbers on the Cloud API support this',
		category: 'account',
		retryable: false,
		retryAfterMs: null,
		advice:
			"If the number was moved to the Cloud API, set 'Hosting' in the credential to 'Cloud API'.",
	},
};

/** One item of output. */
export function one(json: IDataObject): { result: CallResult } {
	return { result: { json: [json] } };
}

/** Makes the request only for an account on the Cloud API: nobody else has the path. */
export function onCloud(
	request: (account: Account) => ProviderRequest | Promise<ProviderRequest>,
): ProviderCall['request'] {
	return (account) => (isCloud(account) ? request(account) : CLOUD_ONLY);
}

/** Reads an answer that must be a JSON object; what says no, or says nothing, becomes a refusal. */
export function reading<Read>(
	read: (body: IDataObject, account: Account) => Read,
): (reply: ProviderReply, account: Account) => Read | Refused {
	return (reply, account) => {
		const no = refusal(reply);
		if (no) return no;
		return isRecord(reply.json) ? read(reply.json, account) : unreadable(reply);
	};
}

/** For answers that say only yes: `{"success": true}`, `null`, an empty body. */
export function confirming(json: IDataObject): ProviderCall['reply'] {
	return (reply) => {
		const no = refusal(reply);
		if (no) return no;
		const denied = isRecord(reply.json) && reply.json.success === false;
		const readable = reply.json !== undefined || reply.text.trim() === '';
		return readable && !denied ? one(json) : unreadable(reply);
	};
}
