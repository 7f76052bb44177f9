import { singleItem, type ApiCallInputs, type ApiCall, type ApiCalls } from '../apiCalls';
import { asText } from '../../core/parse';
import { createUpload, parseFile } from '../shared/media';
import { isSuccess, unreadableResponse } from '../shared/response';
import { getFirstRecord, parseRejection, parseUploadResponse } from './response';
import { buildSourceQuery, buildUploadRequest, buildUrl } from './request';
import { parseStatusWord } from './statusWords';

function upload(input: ApiCallInputs['media']['upload']): ApiCall {
	return createUpload(input, {
		buildRequest: buildUploadRequest,
		parseResponse: parseUploadResponse,
	});
}

/** `GET /media?media_id=`, and `&source=`. Source: Modica, OpenAPI 1.2.0 and 1.3.1. */
function download(input: ApiCallInputs['media']['download']): ApiCall {
	return {
		buildRequest: (account) => ({
			method: 'GET',
			url: buildUrl(account, '/media'),
			qs: { media_id: input.mediaId, ...buildSourceQuery(account) },
			binary: true,
		}),
		parseResponse: (response) =>
			parseFile(response, input) ?? parseRejection(response, getFirstRecord(response.json)),
	};
}

/**
 * `GET /messages?id=`. Assumption: in addition to `id`, `source`, `destination` and `direction` the fields are
 * those of Modica's SMS v2 API (`status`, `reference`, `content`). Source: Modica, code samples.
 */
function getMessageStatus(input: ApiCallInputs['account']['getMessageStatus']): ApiCall {
	return {
		buildRequest: (account) => ({
			method: 'GET',
			url: buildUrl(account, '/messages'),
			qs: { id: input.messageId },
		}),
		parseResponse: (response) => {
			const record = getFirstRecord(response.json);
			if (!isSuccess(response)) return parseRejection(response, record);
			if (!record || asText(record.id) === undefined) return unreadableResponse(response);
			return singleItem({
				messageId: asText(record.id) ?? null,
				status: parseStatusWord(record.status) ?? 'unknown',
				direction: asText(record.direction) ?? null,
				to: asText(record.destination)?.replace(/^\+/, '') ?? null,
				from: asText(record.source)?.replace(/^\+/, '') ?? null,
				reference: asText(record.reference) || null,
				raw: record,
			});
		},
	};
}

export const apiCalls: ApiCalls = {
	media: { upload, download },
	account: { getMessageStatus },
};
