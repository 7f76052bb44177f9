import { singleItem, type ApiCallInputs, type ApiCall } from '../apiCalls';
import { asText, isObject } from '../../core/parse';
import { parseAmount } from '../shared/parseAmount';
import {
	isSuccess,
	rejectedByStatus,
	rejectedByStatusCode,
	unreadableResponse,
} from '../shared/response';
import { BULK360_ERRORS } from './errors';
import { getHostUrl } from './request';

const SUCCESS = /^(success|ok|200)$/i;

/**
 * `GET /api/balance/v3_0/getBalance`. Assumptions: the response is not documented; one public client
 * reads `status` and `description.currency|balance|credits`, so these are read, also from the top,
 * and `code` in the place of `status` as in the send call. Calling codes and ISO codes both occur as
 * `country`: it is passed on as it is.
 */
export function getBalance({ country }: ApiCallInputs['account']['getBalance']): ApiCall {
	return {
		buildRequest: (account) => ({
			method: 'GET',
			url: `${getHostUrl(account)}/api/balance/v3_0/getBalance`,
			...(country ? { qs: { country } } : {}),
		}),
		parseResponse: (response) => {
			const { json } = response;
			const isOk = isSuccess(response);
			if (!isObject(json))
				return isOk ? unreadableResponse(response) : rejectedByStatus(response, BULK360_ERRORS);
			const code = asText(json.code) ?? asText(json.status);
			if (code !== undefined && /^\d+$/.test(code) && code !== '200') {
				const details = asText(json.desc) ?? asText(json.description);
				return rejectedByStatusCode(response, BULK360_ERRORS, code, details);
			}
			if (!isOk) return rejectedByStatus(response, BULK360_ERRORS);
			const details = isObject(json.description) ? json.description : undefined;
			const { currency, ...amounts } = details ?? json;
			const balance = parseAmount(amounts.balance);
			const credits = parseAmount(amounts.credits);
			// The document doesn't describe the response: without a number, it may as well be a rejection.
			const isAccepted = details !== undefined && SUCCESS.test(code ?? '');
			if (balance === null && credits === null && !isAccepted) {
				return code === undefined
					? unreadableResponse(response)
					: rejectedByStatus(response, BULK360_ERRORS);
			}
			return singleItem({ balance, currency: asText(currency) ?? null, credits, raw: json });
		},
	};
}
