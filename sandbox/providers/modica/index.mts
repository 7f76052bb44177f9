import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { Account } from '../../core/account.mts';
import { createAlphanumeric } from '../../core/ids.mts';
import type { ProviderResponse, Json, ProviderRequest } from '../../core/types.mts';
import { createDefaultTemplates } from '../cloudApi/defaultTemplates.mts';
import { CloudError } from '../cloudApi/errors.mts';
import { checkUpload } from '../cloudApi/media.mts';
import type { Provider } from '../provider.mts';
import { buildRawRequest } from '../rawRequest.mts';
import {
	createError,
	createFieldError,
	createRequiredError,
	rejectLikeCloud,
	rejectUnprocessable,
} from './responses.mts';
import { buildInboundRequests, buildStatusRequests } from './callbacks.mts';
import { broadcast, getMessage, sendOne } from './messages.mts';

const BASE = '/rest/wab/v1';

function isAuthorized(account: Account, request: ProviderRequest): boolean {
	const pair = `${account.secrets.username}:${account.secrets.password}`;
	const expected = Buffer.from(`Basic ${Buffer.from(pair).toString('base64')}`);
	const given = Buffer.from(request.headers.authorization ?? '');
	return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The number whose file it is. Source: Modica, OpenAPI 1.3.1. */
function checkSource(account: Account, { query }: ProviderRequest): ProviderResponse | undefined {
	const { source } = query;
	if (source === undefined) {
		return account.settings.mediaNeedsSource
			? rejectUnprocessable(account, createRequiredError('source'))
			: undefined;
	}
	if (/^[a-zA-Z0-9]+$/.test(source)) return undefined;
	const description = 'source must be letters and digits';
	return rejectUnprocessable(account, createFieldError('source', 'invalid_format', description));
}

function upload(account: Account, request: ProviderRequest): ProviderResponse {
	const rejection = checkSource(account, request);
	if (rejection) return rejection;
	const file = request.files.find(({ field }) => field === 'file');
	if (!file) return rejectUnprocessable(account, createRequiredError('file'));
	try {
		checkUpload(file);
	} catch (error) {
		if (error instanceof CloudError) return rejectLikeCloud(account, error);
		throw error;
	}
	account.stats.uploads += 1;
	return { status: 200, body: [{ id: account.media.add(file, 'business', account.now()).id }] };
}

function download(account: Account, request: ProviderRequest): ProviderResponse {
	const rejection = checkSource(account, request);
	if (rejection) return rejection;
	const id = request.query.media_id ?? '';
	if (!/^[a-zA-Z0-9]{1,255}$/.test(id)) {
		const description = 'media_id must be letters and digits';
		return rejectUnprocessable(
			account,
			createFieldError('media_id', 'invalid_format', description),
		);
	}
	const media = account.media.get(id, account.now());
	if (!media) return createError(404, 'Not Found', 'Media not found');
	return { status: 200, body: media.data, contentType: media.mimeType };
}

type Handler = (account: Account, request: ProviderRequest) => ProviderResponse;
const ROUTES: Record<string, Handler> = {
	[`POST ${BASE}/messages`]: sendOne,
	[`POST ${BASE}/messages/broadcast`]: broadcast,
	[`GET ${BASE}/messages`]: getMessage,
	[`POST ${BASE}/media`]: upload,
	[`GET ${BASE}/media`]: download,
};

function handle(account: Account, request: ProviderRequest): ProviderResponse {
	if (!isAuthorized(account, request)) {
		return createError(401, 'Unauthorized', 'Invalid application name or password');
	}
	const route = ROUTES[`${request.method} ${request.path}`];
	return route ? route(account, request) : createError(404, 'Not Found', 'No such endpoint');
}

function getRecipients(request: ProviderRequest): string[] {
	const { to, destination } = (request.body ?? {}) as Json;
	return [to, destination]
		.flat()
		.filter((value): value is string => typeof value === 'string')
		.map((value) => value.replace(/^\+/, ''));
}

export const modica: Provider = {
	name: 'modica',
	sentBeforeFailed: true,
	prepare: (account, fixedKeys) => {
		account.secrets = fixedKeys
			? { username: 'sandbox-application', password: 'sandbox-password' }
			: { username: `app-${createAlphanumeric(8)}`, password: createAlphanumeric(20) };
		account.templates = createDefaultTemplates();
	},
	getCredentials: (account) => ({
		username: account.secrets.username ?? '',
		password: account.secrets.password ?? '',
		webhookUsername: '',
		webhookPassword: '',
		baseUrl: account.baseUrl + BASE,
	}),
	handle,
	getRecipients,
	buildStatusRequests,
	createMessageId: () => randomUUID(),
	buildInboundRequests,
	buildRawRequests: ({ portal }, raw) => buildRawRequest(portal.moUrl ?? portal.dlrUrl, raw),
	getRegisteredWebhooks: (account) => ({
		moUrl: account.portal.moUrl ?? null,
		dlrUrl: account.portal.dlrUrl ?? null,
	}),
};
