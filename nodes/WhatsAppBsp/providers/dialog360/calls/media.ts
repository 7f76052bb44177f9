import { baseMimeType } from '../../../messages/media';
import type { CallInputs, ProviderCall, ProviderCalls } from '../../calls';
import type { Account, Refused } from '../../provider';
import { asNumber, asText, unreadable } from '../../reply';
import { baseUrl, isCloud, messagingUrl } from '../host';
import { refusal, uploadReply } from '../reply';
import { uploadRequest } from '../request';
import { confirming, onCloud, one, reading } from './shared';

/** Meta's own host, which 360dialog's address stands in for. Source: 360dialog, "Media messages". */
const META_FILES = 'https://lookaside.fbsbx.com';

function mediaUrl(account: Account, mediaId: string): string {
	const id = encodeURIComponent(mediaId);
	return messagingUrl(account, isCloud(account) ? `/${id}` : `/media/${id}`);
}

/**
 * Where the file is fetched: on the account's own host or not at all, because the key goes along.
 * Source: 360dialog, "Media messages".
 */
export function fileUrl(given: string, account: Account): string | Refused {
	const own = baseUrl(account);
	// A URL out of escaped JSON comes with its slashes escaped.
	const url = given.replace(/\\\//g, '/');
	const path = [META_FILES, own].find((host) => url.startsWith(`${host}/`));
	if (path !== undefined) return `${own}${url.slice(path.length)}`;
	return {
		accepted: false,
		error: {
			code: 'foreign-host',
			title: 'The file is on a host that the API key can’t be sent to',
			category: 'account',
			retryable: false,
			retryAfterMs: null,
			advice:
				'Nothing was downloaded. Ask 360dialog support why the file isn’t on 360dialog’s own host.',
			details: given.slice(0, 100),
		},
	};
}

function upload({ file }: CallInputs['media']['upload']): ProviderCall {
	return {
		request: async (account) => uploadRequest(file, await file.load(), account),
		reply: (reply, account) => {
			const taken = uploadReply(reply, account);
			if (!('id' in taken)) return taken;
			const { fileName, mimeType, size } = file;
			return one({ id: taken.id, fileName, mimeType: baseMimeType(mimeType), size });
		},
	};
}

function get({ mediaId }: CallInputs['media']['get']): ProviderCall {
	return {
		request: onCloud((account) => ({ method: 'GET', url: mediaUrl(account, mediaId) })),
		reply: reading((body) =>
			one({
				id: asText(body.id) ?? mediaId,
				mimeType: asText(body.mime_type) ?? null,
				size: asNumber(body.file_size),
				sha256: asText(body.sha256) ?? null,
				url: asText(body.url) ?? null,
			}),
		),
	};
}

/** Cloud: the look-up says where the file is. On-Premise: the id's own address is the file. */
function download(input: CallInputs['media']['download']): ProviderCall {
	const { mediaId } = input;
	return {
		request: (account) => ({
			method: 'GET',
			url: mediaUrl(account, mediaId),
			...(isCloud(account) ? {} : { binary: true }),
		}),
		reply: (reply, account) => {
			if (!isCloud(account)) return file(input).reply(reply, account);
			return reading((body) => {
				const url = fileUrl(asText(body.url) ?? '', account);
				return typeof url === 'string' ? { next: file(input, url) } : url;
			})(reply, account);
		},
	};
}

function file({ mediaId, fileName }: CallInputs['media']['download'], url = ''): ProviderCall {
	return {
		request: () => ({ method: 'GET', url, binary: true }),
		reply: (reply) => {
			const { statusCode, bytes, headers } = reply;
			if (statusCode !== 200 || !bytes) return refusal(reply) ?? unreadable(reply);
			const mimeType = headers['content-type'] || 'application/octet-stream';
			const json = { id: mediaId, mimeType, size: bytes.length };
			return { result: { json: [json], file: { bytes, mimeType, fileName } } };
		},
	};
}

function remove({ mediaId }: CallInputs['media']['delete']): ProviderCall {
	return {
		request: (account) => ({ method: 'DELETE', url: mediaUrl(account, mediaId) }),
		reply: confirming({ deleted: true, id: mediaId }),
	};
}

export const media: ProviderCalls['media'] = { upload, download, get, delete: remove };
