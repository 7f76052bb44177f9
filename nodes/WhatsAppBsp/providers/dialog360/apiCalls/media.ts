import {
	singleItem,
	type ApiCallInputs,
	type ApiCall,
	type ApiCallOutcome,
	type ApiCalls,
} from '../../apiCalls';
import { asNonEmptyText, asNumber, asText } from '../../../core/parse';
import { createUpload, parseFile } from '../../shared/media';
import { createRejection, unreadableResponse } from '../../shared/response';
import { getBaseUrl, isCloud, getMessagingUrl } from '../urls';
import { parseRejection, parseUploadResponse } from '../response';
import { buildUploadRequest } from '../request';
import { parseConfirmation, cloudApiOnly, readObject } from './shared';
import type { Rejected } from '../../../core/result';
import type { Account, ProviderResponse } from '../../request';

/** Meta's own host, which 360dialog's stands in for. Source: 360dialog, "Media messages". */
const META_FILES = 'https://lookaside.fbsbx.com';

function getMediaUrl(account: Account, mediaId: string): string {
	const id = encodeURIComponent(mediaId);
	return getMessagingUrl(account, isCloud(account) ? `/${id}` : `/media/${id}`);
}

/**
 * Where the file is fetched: on the account's own host or not at all, because the key goes along.
 * Source: 360dialog, "Media messages".
 */
function toFileUrl(given: string, account: Account): string | Rejected {
	const own = getBaseUrl(account);
	// A URL out of escaped JSON comes with its slashes escaped.
	const url = given.replace(/\\\//g, '/');
	const path = [META_FILES, own].find((host) => url.startsWith(`${host}/`));
	if (path !== undefined) return `${own}${url.slice(path.length)}`;
	return createRejection({
		code: 'foreign-host',
		title: 'The file is on a host that the API key can’t be sent to',
		category: 'account',
		advice:
			'Nothing was downloaded. Ask 360dialog support why the file isn’t on 360dialog’s own host.',
		// Uncut: half a secret would not be found, and hidden, later on.
		details: given,
	});
}

function upload(input: ApiCallInputs['media']['upload']): ApiCall {
	return createUpload(input, {
		buildRequest: buildUploadRequest,
		parseResponse: parseUploadResponse,
	});
}

function get({ mediaId }: ApiCallInputs['media']['get']): ApiCall {
	return {
		buildRequest: cloudApiOnly((account) => ({
			method: 'GET',
			url: getMediaUrl(account, mediaId),
		})),
		parseResponse: (response) =>
			readObject(response, (body) =>
				singleItem({
					id: asText(body.id) ?? mediaId,
					mimeType: asText(body.mime_type) ?? null,
					size: asNumber(body.file_size),
					sha256: asText(body.sha256) ?? null,
					url: asText(body.url) ?? null,
				}),
			),
	};
}

/** Cloud: the look-up says where the file is. On-Premise: the ID's own URL is the file. */
function download(input: ApiCallInputs['media']['download']): ApiCall {
	const { mediaId } = input;
	return {
		buildRequest: (account) => ({
			method: 'GET',
			url: getMediaUrl(account, mediaId),
			...(isCloud(account) ? {} : { binary: true }),
		}),
		parseResponse: (response, account) => {
			if (!isCloud(account)) return parseFileResponse(response, input);
			return readObject(response, (body) => {
				const given = asNonEmptyText(body.url);
				if (given === undefined) return unreadableResponse(response);
				const url = toFileUrl(given, account);
				return typeof url === 'string' ? { next: downloadFile(input, url) } : url;
			});
		},
	};
}

function downloadFile(input: ApiCallInputs['media']['download'], url: string): ApiCall {
	return {
		buildRequest: () => ({ method: 'GET', url, binary: true }),
		parseResponse: (response) => parseFileResponse(response, input),
	};
}

function parseFileResponse(
	response: ProviderResponse,
	input: ApiCallInputs['media']['download'],
): ApiCallOutcome {
	return parseFile(response, input) ?? parseRejection(response) ?? unreadableResponse(response);
}

function remove({ mediaId }: ApiCallInputs['media']['delete']): ApiCall {
	return {
		buildRequest: (account) => ({ method: 'DELETE', url: getMediaUrl(account, mediaId) }),
		parseResponse: parseConfirmation({ deleted: true, id: mediaId }),
	};
}

export const media: ApiCalls['media'] = { upload, download, get, delete: remove };
