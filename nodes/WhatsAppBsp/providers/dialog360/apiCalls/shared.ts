import type { IDataObject } from 'n8n-workflow';
import { singleItem, type ApiCall } from '../../apiCalls';
import { isObject } from '../../../core/parse';
import { createRejection, unreadableResponse } from '../../shared/response';
import { isCloud } from '../urls';
import { getConfirmationError, parseRejection } from '../response';
import type { Rejected } from '../../../core/result';
import type { ProviderRequest, ProviderResponse, Account } from '../../request';

const CLOUD_ONLY_REJECTION = createRejection({
	code: 'cloud-only',
	title: 'Only numbers on the Cloud API support this',
	category: 'account',
	advice:
		"If the number was moved to the Cloud API, set 'Hosting' in the credential to 'Cloud API'.",
});

/** Makes the request only for an account on the Cloud API: nobody else has the path. */
export function cloudApiOnly(
	request: (account: Account) => ProviderRequest | Promise<ProviderRequest>,
): ApiCall['buildRequest'] {
	return (account) => (isCloud(account) ? request(account) : CLOUD_ONLY_REJECTION);
}

/** Reads a response that must be a JSON object; an error, or no object, becomes a rejection. */
export function readObject<Read>(
	response: ProviderResponse,
	read: (body: IDataObject) => Read,
): Read | Rejected {
	const rejection = parseRejection(response);
	if (rejection) return rejection;
	return isObject(response.json) ? read(response.json) : unreadableResponse(response);
}

/** For responses that say only yes: `{"success": true}`, `null`, an empty body. */
export function parseConfirmation(json: IDataObject): ApiCall['parseResponse'] {
	return (response) => getConfirmationError(response) ?? singleItem(json);
}
