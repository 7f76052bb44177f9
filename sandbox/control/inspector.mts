import type { Account } from '../core/account.mts';
import type { DeliveryAttempt, LoggedRequest } from '../core/types.mts';
import { createMasker } from './secrets.mts';

export interface Exchange {
	key: string;
	/** `request`: from the node to the provider; `webhook`: from the provider to n8n. */
	kind: 'request' | 'webhook';
	at: string;
	method: string;
	url: string;
	headers: Record<string, string>;
	body: unknown;
	files?: LoggedRequest['files'];
	/** null: no response came. */
	status: number | null;
	response: unknown;
	ms: number;
	note?: string;
	curl: string;
}

const OF_THE_CONNECTION = [
	'host',
	'connection',
	'content-length',
	'accept-encoding',
	'transfer-encoding',
];

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** A multipart boundary names a body that curl will make anew. */
const isMultipart = (headers: Record<string, string>) =>
	(headers['content-type'] ?? '').startsWith('multipart/');

function buildBodyArguments(exchange: Omit<Exchange, 'curl'>): string[] {
	const { body, headers, files = [] } = exchange;
	if (isMultipart(headers)) {
		const fields = Object.entries((body ?? {}) as Record<string, string>);
		return [
			...fields.map(([key, value]) => `-F ${quote(`${key}=${value}`)}`),
			...files.map(
				(file) => `-F ${quote(`${file.field}=@${file.fileName};type=${file.mimeType}`)}`,
			),
		];
	}
	if (files.length) return [`--data-binary ${quote(`@${files[0]?.fileName || 'file'}`)}`];
	if (body === null || body === undefined || body === '') return [];
	const isForm = (headers['content-type'] ?? '').includes('urlencoded');
	if (typeof body === 'string') return [`--data-raw ${quote(body)}`];
	if (isForm) {
		const fields = Object.entries(body as Record<string, string>);
		return fields.map(([key, value]) => `--data-urlencode ${quote(`${key}=${value}`)}`);
	}
	return [`--data-raw ${quote(JSON.stringify(body))}`];
}

function buildCurl(exchange: Omit<Exchange, 'curl'>): string {
	const headers = Object.entries(exchange.headers).filter(
		([name]) =>
			!OF_THE_CONNECTION.includes(name.toLowerCase()) &&
			!(name.toLowerCase() === 'content-type' && isMultipart(exchange.headers)),
	);
	return [
		`curl -X ${exchange.method} ${quote(exchange.url)}`,
		...headers.map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
		...buildBodyArguments(exchange),
	].join(' \\\n  ');
}

function parseIfJson(text: string | undefined): unknown {
	if (!text) return null;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

function describeRequest(
	account: Account,
	number: number,
	entry: LoggedRequest,
): Omit<Exchange, 'curl'> {
	const query = new URLSearchParams(entry.query).toString();
	return {
		key: `r${number}`,
		kind: 'request',
		at: entry.at,
		method: entry.method,
		url: account.baseUrl + entry.path + (query && `?${query}`),
		headers: entry.headers,
		body: entry.body ?? entry.bodyText ?? null,
		...(entry.files && { files: entry.files }),
		status: entry.status,
		response: entry.response,
		ms: entry.ms,
		...(entry.fault && { note: `Switched on here: ${entry.fault}` }),
	};
}

const describeDelivery = (number: number, entry: DeliveryAttempt): Omit<Exchange, 'curl'> => ({
	key: `w${number}`,
	kind: 'webhook',
	at: entry.at,
	method: entry.method,
	url: entry.url,
	headers: entry.headers,
	body: parseIfJson(entry.body),
	status: entry.status,
	response: parseIfJson(entry.response),
	ms: entry.ms,
	...((entry.attempt > 1 || entry.error) && {
		note: [entry.attempt > 1 ? `Attempt ${entry.attempt}` : '', entry.error ?? '']
			.filter(Boolean)
			.join(': '),
	}),
});

/** The newest exchanges of both directions, newest first, with every secret masked. */
export function getExchanges(account: Account, many: number): Exchange[] {
	const mask = createMasker(account);
	const all = [
		...account.requests
			.getNewest(many)
			.map(({ number, entry }) => describeRequest(account, number, entry)),
		...account.deliveries
			.getNewest(many)
			.map(({ number, entry }) => describeDelivery(number, entry)),
	];
	// The later one of the same millisecond comes first too.
	return all
		.reverse()
		.sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0))
		.slice(0, many)
		.map((exchange) => {
			const masked = mask(exchange);
			return { ...masked, curl: buildCurl(masked) };
		});
}
