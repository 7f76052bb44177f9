import {
	BLOCKED_BY_N8N,
	NO_TLS,
	NOT_CONNECTED,
	NOT_STARTED,
	NETWORK_ERRORS,
	UNKNOWN_NETWORK_ERROR,
} from './networkErrors';
import type { ProviderError } from '../core/providerError';

const NO_RESPONSE = 'NO_ANSWER';

/** n8n wraps axios' error, newer versions wrap once more, and axios wraps Node's. */
const MAX_CAUSE_DEPTH = 5;

/**
 * Nobody answered. Holds only what is safe to show: no request, no header, no secret.
 */
export class NetworkError extends Error {
	readonly error: ProviderError;

	/** True when the request cannot have reached the provider, so that nothing was sent. */
	readonly requestNotSent: boolean;

	private constructor(code: string, host: string) {
		const info = isKnown(code) ? NETWORK_ERRORS[code] : UNKNOWN_NETWORK_ERROR;
		super(`${info.title} (${host})`);
		this.name = 'NoAnswer';
		this.requestNotSent = info.notSent;
		this.error = {
			code,
			title: info.title,
			category: 'temporary',
			retryable: info.notSent && !info.isPermanent,
			retryAfterMs: null,
			advice: info.advice,
			details: `${host}: ${code}`,
		};
	}

	/** From whatever n8n's helper threw. */
	static from(thrown: unknown, url: string): NetworkError {
		return new NetworkError(getCode(thrown), getHost(url));
	}
}

type Thrown = Record<string, unknown>;

function getCode(thrown: unknown): string {
	const chain = getCauses(thrown);
	for (const link of chain) {
		const stage = PHASES.find(({ holds }) => holds(link));
		if (stage) return stage.code;
	}
	const coded = chain.find(({ code }) => typeof code === 'string' && isKnown(code));
	if (coded) return coded.code as string;
	return chain.map(findCodeInMessage).find((code) => code !== undefined) ?? NO_RESPONSE;
}

/** The error, what it came from, and so on. */
function getCauses(thrown: unknown, depth = 0): Thrown[] {
	if (typeof thrown !== 'object' || thrown === null || depth > MAX_CAUSE_DEPTH) return [];
	const link = thrown as Thrown;
	const inner = new Set([link.cause, link.errorResponse]);
	return [
		link,
		...getLegacyCauses(link),
		...[...inner].flatMap((each) => getCauses(each, depth + 1)),
	];
}

/** All that n8n 1 keeps of the cause: its code as `httpCode`, and what it said in a list. */
function getLegacyCauses({ httpCode, messages }: Thrown): Thrown[] {
	if (typeof httpCode !== 'string' && !Array.isArray(messages)) return [];
	const words: unknown[] = Array.isArray(messages) ? messages : [];
	return [undefined, ...words].map((message) => ({ code: httpCode, message }));
}

/** A code that stands in the message alone. */
function findCodeInMessage({ message }: Thrown): string | undefined {
	const words = typeof message === 'string' ? message.match(/\b[A-Z][A-Z_]{3,40}\b/g) : null;
	return words?.find(isKnown);
}

/** Where a request ended says more than its code. The first that holds counts. */
const PHASES: ReadonlyArray<{ code: string; holds: (link: Thrown) => boolean }> = [
	{ code: BLOCKED_BY_N8N, holds: isBlockedByN8n },
	{ code: NOT_CONNECTED, holds: isBeforeConnection },
	{ code: NO_TLS, holds: isBeforeTls },
	{ code: NOT_STARTED, holds: isWithoutRequest },
];

/** n8n's SSRF guard and its lists of allowed domains look at the address before anything is sent. */
function isBlockedByN8n({ name, message }: Thrown): boolean {
	return (
		/^(SsrfBlocked\w+|UnknownConnectionHostError)$/.test(String(name)) ||
		/^Domain not allowed:/.test(String(message))
	);
}

/** Node names the phase of a time-out, and says when a connection broke before TLS was agreed on. */
function isBeforeConnection({ code, syscall, message, errors }: Thrown): boolean {
	// A host with several addresses: none of them could be connected to.
	if (Array.isArray(errors) && errors.length > 0) {
		return (errors as unknown[]).every((each) => (each as Thrown | null)?.syscall === 'connect');
	}
	if (code === 'ETIMEDOUT') return syscall === 'connect' || /^connect /.test(String(message));
	return code === 'ECONNRESET' && /before secure TLS connection/.test(String(message));
}

/** A server without HTTPS, or without a version of it that both know. */
function isBeforeTls({ code, message }: Thrown): boolean {
	const isProtocol = code === 'EPROTO' || /^ERR_SSL_/.test(String(code));
	return (
		isProtocol &&
		/wrong.version.number|unsupported.protocol|protocol.version|handshake.failure|unrecognized.name|packet.length.too.long|http.request/i.test(
			String(message),
		)
	);
}

/** axios hangs the request on its errors as soon as there is one. */
function isWithoutRequest({ isAxiosError, request, response, code }: Thrown): boolean {
	return (
		isAxiosError === true &&
		request === undefined &&
		response === undefined &&
		!(typeof code === 'string' && isKnown(code))
	);
}

function isKnown(code: string): boolean {
	return Object.prototype.hasOwnProperty.call(NETWORK_ERRORS, code);
}

function getHost(url: string): string {
	try {
		return new URL(url).host;
	} catch {
		return 'invalid URL';
	}
}
