import { getFileType } from '../../messages/mediaSource';
import type { ApiCallInputs, ApiCall, ApiCalls } from '../apiCalls';
import { asText, getOwn } from '../../core/parse';
import { isSuccess, unreadableResponse } from '../shared/response';
import { getFirstRecord, parseRejection, parseUploadResponse } from './response';
import { buildUploadRequest, buildUrl } from './request';
import { STATUSES } from './webhook';

function upload({ file, senderId }: ApiCallInputs['media']['upload']): ApiCall {
	return {
		buildRequest: async (account) => buildUploadRequest(file, await file.load(), account, senderId),
		parseResponse: (response) => {
			const uploaded = parseUploadResponse(response);
			if (!('id' in uploaded)) return uploaded;
			const { fileName, size } = file;
			const json = { id: uploaded.id, fileName, mimeType: getFileType(file), size };
			return { result: { json: [json] } };
		},
	};
}

/** `GET /media?media_id=`. Source: Modica, OpenAPI 1.2.0. */
function download({ mediaId, fileName }: ApiCallInputs['media']['download']): ApiCall {
	return {
		buildRequest: (account) => ({
			method: 'GET',
			url: buildUrl(account, '/media'),
			qs: { media_id: mediaId },
			binary: true,
		}),
		parseResponse: (response) => {
			const { statusCode, bytes, headers } = response;
			if (statusCode !== 200) return parseRejection(response, getFirstRecord(response.json));
			if (!bytes?.length) return unreadableResponse(response);
			const mimeType = headers['content-type'] || 'application/octet-stream';
			const json = { id: mediaId, mimeType, size: bytes.length };
			return { result: { json: [json], file: { bytes, mimeType, fileName } } };
		},
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
			const word = asText(record.status)?.toLowerCase();
			const output = {
				messageId: asText(record.id) ?? null,
				status: getOwn(STATUSES, word) ?? 'unknown',
				direction: asText(record.direction) ?? null,
				to: asText(record.destination)?.replace(/^\+/, '') ?? null,
				from: asText(record.source)?.replace(/^\+/, '') ?? null,
				reference: asText(record.reference) || null,
				raw: record,
			};
			return { result: { json: [output] } };
		},
	};
}

export const calls: ApiCalls = {
	media: { upload, download },
	account: { getMessageStatus },
};
