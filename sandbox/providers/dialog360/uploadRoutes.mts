import type { Account } from '../../core/account.mts';
import { createAlphanumeric } from '../../core/ids.mts';
import type { ProviderRequest, ProviderResponse } from '../../core/types.mts';
import { respondBadRequest } from './responses.mts';
import { CLOUD, ok, type Route } from './route.mts';
import { getTemplateState } from './templateState.mts';

/** Source: 360dialog, "Media Uploads" (API reference), and Meta, "Resumable Upload API". */

const TYPES = ['application/pdf', 'image/jpeg', 'image/jpg', 'image/png', 'video/mp4'];

function start(account: Account, { query }: ProviderRequest): ProviderResponse {
	const { file_name: name, file_length: length, file_type: mimeType = '' } = query;
	const size = Number(length);
	if (!name || !Number.isInteger(size) || size < 1 || !TYPES.includes(mimeType)) {
		return respondBadRequest('missing or invalid file_name, file_length, or file_type');
	}
	const id = createAlphanumeric(24);
	getTemplateState(account).uploads.set(id, { mimeType, size, received: Buffer.alloc(0) });
	// Meta's ids have a signature behind them, which belongs to the address.
	return ok({ id: `upload:${id}?sig=${createAlphanumeric(12)}` });
}

function receive(
	account: Account,
	request: ProviderRequest,
	[id = '']: string[],
): ProviderResponse {
	const { uploads, handles } = getTemplateState(account);
	const session = uploads.get(id);
	const { raw, headers, query } = request;
	if (!session || !query.sig) return respondBadRequest('unknown upload session');
	if (Number(headers.file_offset) !== session.received.length || !raw) {
		return respondBadRequest(`file_offset must be ${session.received.length}`);
	}
	session.received = Buffer.concat([session.received, raw]);
	if (session.received.length !== session.size)
		return respondBadRequest('not the announced file_length');
	const handle = `4::${Buffer.from(session.mimeType).toString('base64')}:${createAlphanumeric(40)}`;
	handles.add(handle);
	account.stats.uploads += 1;
	return ok({ h: handle });
}

function getStatus(account: Account, _request: ProviderRequest, [id = '']: string[]) {
	const session = getTemplateState(account).uploads.get(id);
	return session
		? ok({ id: `upload:${id}`, file_offset: session.received.length })
		: respondBadRequest('unknown upload session');
}

export const uploadRoutes: Route[] = [
	{ hostings: CLOUD, method: 'POST', path: /^\/uploads$/, handle: start },
	{ hostings: CLOUD, method: 'POST', path: /^\/upload:(\w+)$/, handle: receive },
	{ hostings: CLOUD, method: 'GET', path: /^\/upload:(\w+)$/, handle: getStatus },
];
