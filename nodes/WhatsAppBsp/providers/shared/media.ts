import { createFileName } from '../../messages/fileName';
import { getTypeExtension } from '../../messages/extensions';
import { getFileType } from '../../messages/mediaSource';
import { singleItem, type ApiCall, type ApiCallInputs, type ApiCallResult } from '../apiCalls';
import type { Provider } from '../provider';
import type { ProviderResponse } from '../request';

/** The same request as for a message's file. No message refers to it yet, so trying again is safe. */
export function createUpload(
	{ file, senderId }: ApiCallInputs['media']['upload'],
	upload: NonNullable<Provider['upload']>,
): ApiCall {
	return {
		buildRequest: async (account) => ({
			...upload.buildRequest(file, await file.load(), account, senderId),
			changesNothing: true,
		}),
		parseResponse: (response, account) => {
			const uploaded = upload.parseResponse(response, account);
			if (!('id' in uploaded)) return uploaded;
			const { fileName, size } = file;
			return singleItem({ id: uploaded.id, fileName, mimeType: getFileType(file), size });
		},
	};
}

/** Undefined unless the response is the file. */
export function parseFile(
	{ statusCode, bytes, headers }: ProviderResponse,
	{ mediaId, fileName: typed }: ApiCallInputs['media']['download'],
): { result: ApiCallResult } | undefined {
	if (statusCode !== 200 || !bytes?.length) return undefined;
	const mimeType = headers['content-type'] || 'application/octet-stream';
	const json = { id: mediaId, mimeType, size: bytes.length };
	const fileName = typed ?? createFileName(mediaId, getTypeExtension(mimeType));
	return singleItem(json, { bytes, mimeType, fileName });
}
