import { createHash } from 'node:crypto';
import type { Account } from './account.mts';
import type { ProviderResponse, LoggedRequest, ProviderRequest } from './types.mts';

export interface Log {
	request: ProviderRequest | undefined;
	response: ProviderResponse | undefined;
	fault: string | undefined;
	startedAt: number;
}

const MAX_TEXT = 20_000;

function describeBody(request: ProviderRequest): Partial<LoggedRequest> {
	const part: Partial<LoggedRequest> = {};
	if (
		request.raw &&
		(request.encoding === 'json' || /^text\//.test(request.headers['content-type'] ?? ''))
	) {
		part.bodyText = request.raw.toString('utf8').slice(0, MAX_TEXT);
	}
	const files = [...request.files];
	if (request.raw && request.encoding === 'other') {
		const mimeType = request.headers['content-type'] ?? '';
		files.push({ field: '', fileName: '', mimeType, data: request.raw });
	}
	if (files.length) {
		part.files = files.map((file) => ({
			field: file.field,
			fileName: file.fileName,
			mimeType: file.mimeType,
			size: file.data.length,
			sha256: createHash('sha256').update(file.data).digest('hex'),
		}));
	}
	return part;
}

export function logRequest(account: Account, method: string, path: string, log: Log): void {
	const response = log.response?.body;
	const entry: LoggedRequest = {
		at: account.getTimestamp(),
		method,
		path,
		query: log.request?.query ?? {},
		headers: log.request?.headers ?? {},
		body: log.request?.body ?? null,
		...(log.request && describeBody(log.request)),
		status: log.response?.status ?? null,
		response: Buffer.isBuffer(response) ? `<${response.length} bytes>` : (response ?? null),
		...(log.fault && { fault: log.fault }),
		ms: Math.round(performance.now() - log.startedAt),
	};
	account.requests.push(entry);
	account.notify('log');
	// The node may have registered a webhook, or spent credit.
	account.notify('account');
}
