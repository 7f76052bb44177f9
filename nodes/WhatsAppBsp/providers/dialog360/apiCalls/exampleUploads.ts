import type { IDataObject } from 'n8n-workflow';
import { asObject, asText } from '../../../core/parse';
import { getFileType, type MediaFile } from '../../../messages/mediaSource';
import { findExampleFiles, replaceExampleFiles } from '../../../messages/template/examples';
import type { ApiCall } from '../../apiCalls';
import { unreadableResponse } from '../../shared/response';
import { getBaseUrl } from '../urls';
import { cloudApiOnly, readObject } from './shared';

/**
 * Uploads the files that are examples in a definition, one after the other, and then makes the call
 * with their handles. Source: 360dialog, API reference, "Media Uploads": `POST /uploads`, then
 * `POST /upload:…` with the bytes.
 */
export function withUploads(
	components: IDataObject[],
	toCall: (components: IDataObject[]) => ApiCall,
): ApiCall {
	return uploadNext(findExampleFiles(components), new Map(), (handles) =>
		toCall(replaceExampleFiles(components, handles)),
	);
}

function uploadNext(
	[file, ...rest]: MediaFile[],
	handles: ReadonlyMap<MediaFile, string>,
	toCall: (handles: ReadonlyMap<MediaFile, string>) => ApiCall,
): ApiCall {
	if (!file) return toCall(handles);
	return {
		buildRequest: cloudApiOnly((account) => ({
			method: 'POST',
			changesNothing: true,
			url: `${getBaseUrl(account)}/uploads`,
			qs: {
				file_name: file.fileName,
				file_length: String(file.size),
				file_type: getFileType(file),
			},
		})),
		parseResponse: (response) =>
			readObject(response, ({ id }) => {
				const session = asText(id);
				return session
					? {
							next: sendFile(file, withPrefix(session), (handle) =>
								uploadNext(rest, new Map([...handles, [file, handle]]), toCall),
							),
						}
					: unreadableResponse(response);
			}),
	};
}

/** Of two versions of 360dialog's API reference, one shows the session without its prefix. */
function withPrefix(session: string): string {
	return session.startsWith('upload:') ? session : `upload:${session}`;
}

/** @param session with its signature, as the provider wrote it */
function sendFile(file: MediaFile, session: string, toNext: (handle: string) => ApiCall): ApiCall {
	return {
		buildRequest: async (account) => ({
			method: 'POST',
			changesNothing: true,
			url: `${getBaseUrl(account)}/${session}`,
			headers: { 'Content-Type': getFileType(file), file_offset: '0' },
			body: await file.load(),
		}),
		parseResponse: (response) =>
			readObject(response, (body) => {
				const handle = asText(asObject(body).h);
				return handle ? { next: toNext(handle) } : unreadableResponse(response);
			}),
	};
}
