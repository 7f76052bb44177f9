import type { Account } from '../../core/account.mts';
import type { ProviderResponse, ProviderRequest, StoredMedia } from '../../core/types.mts';
import { CloudError } from '../cloudApi/errors.mts';
import { checkUpload } from '../cloudApi/media.mts';
import { META, rejectRateLimited, respondNotFound } from './responses.mts';
import { CLOUD, ok, ON_PREMISE, type Route } from './route.mts';

const URL_LIFE_SECONDS = 300;
const ERROR_WINDOW_MS = 3_600_000;
const ERRORS_ALLOWED = 20;

const acquireOrReject = (account: Account): ProviderResponse | undefined =>
	account.acquireUpload() ? undefined : rejectRateLimited(account, new CloudError(130429));

function upload(account: Account, request: ProviderRequest): ProviderResponse {
	const rejection = acquireOrReject(account);
	if (rejection) return rejection;
	if (request.encoding !== 'multipart')
		throw new CloudError(100, 'The parameter file is required.');
	const product = (request.body as Record<string, string>).messaging_product;
	if (product !== 'whatsapp')
		throw new CloudError(100, 'The parameter messaging_product is required.');
	const file = request.files.find(({ field }) => field === 'file');
	if (!file) throw new CloudError(100, 'The parameter file is required.');
	checkUpload(file);
	account.stats.uploads += 1;
	return ok({ id: account.media.add(file, 'business', account.now()).id });
}

function uploadRaw(account: Account, request: ProviderRequest): ProviderResponse {
	const data = request.raw;
	if (!data?.length) throw new CloudError(131008, 'The body must be the file itself');
	const mimeType = request.headers['content-type'] ?? '';
	checkUpload({ field: 'file', fileName: 'file', mimeType, data });
	account.stats.uploads += 1;
	const media = account.media.add({ data, mimeType }, 'business', account.now());
	return { status: 201, body: { media: [{ id: media.id }], meta: META } };
}

/** Too many failing look-ups block media GETs for a while; returns the rejection. */
function getErrorBlock(account: Account): ProviderResponse | undefined {
	account.mediaErrors = account.mediaErrors.filter((at) => account.now() - at < ERROR_WINDOW_MS);
	return account.mediaErrors.length >= ERRORS_ALLOWED
		? rejectRateLimited(account, new CloudError(130429))
		: undefined;
}

function find(account: Account, id: string): StoredMedia {
	const media = account.media.get(id, account.now());
	if (media) return media;
	account.mediaErrors.push(account.now());
	throw new CloudError(
		100,
		`Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
		33,
	);
}

function getMedia(account: Account, _request: ProviderRequest, parts: string[]): ProviderResponse {
	const rejection = getErrorBlock(account);
	if (rejection) return rejection;
	const media = find(account, parts[0] ?? '');
	const expires = Math.floor(account.now() / 1000) + URL_LIFE_SECONDS;
	return ok({
		messaging_product: 'whatsapp',
		// Meta's own host, as the real response has it: clients swap it for their base URL.
		url: `https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=${media.id}&ext=${expires}&hash=${media.hash}`,
		mime_type: media.mimeType,
		sha256: media.sha256,
		file_size: media.data.length,
		id: media.id,
	});
}

const respondWithFile = (media: StoredMedia): ProviderResponse => ({
	status: 200,
	body: media.data,
	contentType: media.mimeType,
	headers: { 'content-disposition': `inline; filename="${encodeURIComponent(media.fileName)}"` },
});

function download(account: Account, request: ProviderRequest): ProviderResponse {
	const rejection = getErrorBlock(account);
	if (rejection) return rejection;
	const { mid = '', ext, hash } = request.query;
	const media = account.media.get(mid, account.now());
	const alive = Number(ext) * 1000 >= account.now();
	if (media && alive && hash === media.hash) return respondWithFile(media);
	account.mediaErrors.push(account.now());
	return { status: 404, body: { error: 'Media not found or the url has expired' } };
}

function remove(account: Account, _request: ProviderRequest, parts: string[]): ProviderResponse {
	find(account, parts[0] ?? '');
	account.media.delete(parts[0] ?? '');
	return ok({ success: true });
}

function downloadOnPremise(
	account: Account,
	_request: ProviderRequest,
	parts: string[],
): ProviderResponse {
	const media = account.media.get(parts[0] ?? '', account.now());
	return media ? respondWithFile(media) : respondNotFound();
}

export const mediaRoutes: Route[] = [
	{ hostings: CLOUD, method: 'POST', path: /^\/media$/, handle: upload },
	{ hostings: CLOUD, method: 'GET', path: /^\/(\d+)$/, handle: getMedia },
	{ hostings: CLOUD, method: 'DELETE', path: /^\/(\d+)$/, handle: remove },
	{
		hostings: CLOUD,
		method: 'GET',
		path: /^\/whatsapp_business\/attachments\/?$/,
		handle: download,
	},
	{ hostings: ON_PREMISE, method: 'POST', path: /^\/v1\/media$/, handle: uploadRaw },
	{
		hostings: ON_PREMISE,
		method: 'GET',
		path: /^\/v1\/media\/([^/]+)$/,
		handle: downloadOnPremise,
	},
	{
		hostings: ON_PREMISE,
		method: 'DELETE',
		path: /^\/v1\/media\/([^/]+)$/,
		handle: (account, _request, parts) =>
			account.media.delete(parts[0] ?? '') ? ok({ meta: META }) : respondNotFound(),
	},
];
