import { baseMimeType } from '../../messages/media';
import type { CallInputs, ProviderCall, ProviderCalls } from '../calls';
import { asText, unreadable } from '../reply';
import { firstRecord, refusal, uploadReply } from './reply';
import { uploadRequest, url } from './request';
import { STATUSES } from './webhook';

function upload({ file, senderId }: CallInputs['media']['upload']): ProviderCall {
	return {
		request: async (account) => uploadRequest(file, await file.load(), account, senderId),
		reply: (reply) => {
			const taken = uploadReply(reply);
			if (!('id' in taken)) return taken;
			const { fileName, mimeType, size } = file;
			const json = { id: taken.id, fileName, mimeType: baseMimeType(mimeType), size };
			return { result: { json: [json] } };
		},
	};
}

/** `GET /media?media_id=`. Source: Modica, OpenAPI 1.2.0. */
function download({ mediaId, fileName }: CallInputs['media']['download']): ProviderCall {
	return {
		request: (account) => ({
			method: 'GET',
			url: url(account, '/media'),
			qs: { media_id: mediaId },
			binary: true,
		}),
		reply: (reply) => {
			const { statusCode, bytes, headers } = reply;
			if (statusCode !== 200 || !bytes) return refusal(reply, firstRecord(reply.json));
			const mimeType = headers['content-type'] || 'application/octet-stream';
			const json = { id: mediaId, mimeType, size: bytes.length };
			return { result: { json: [json], file: { bytes, mimeType, fileName } } };
		},
	};
}

/**
 * `GET /messages?id=`. Assumption: beside `id`, `source`, `destination` and `direction` the fields are
 * those of Modica's SMS v2 API (`status`, `reference`, `content`). Source: Modica, code samples.
 */
function getMessageStatus(input: CallInputs['account']['getMessageStatus']): ProviderCall {
	return {
		request: (account) => ({
			method: 'GET',
			url: url(account, '/messages'),
			qs: { id: input.messageId },
		}),
		reply: (reply) => {
			const record = firstRecord(reply.json);
			const isOk = reply.statusCode >= 200 && reply.statusCode < 300;
			if (!isOk) return refusal(reply, record);
			if (!record || asText(record.id) === undefined) return unreadable(reply);
			const word = asText(record.status)?.toLowerCase() ?? '';
			const output = {
				messageId: asText(record.id) ?? null,
				status: Object.prototype.hasOwnProperty.call(STATUSES, word) ? STATUSES[word] : 'unknown',
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

export const calls: ProviderCalls = {
	media: { upload, download },
	account: { getMessageStatus },
};
