import {
	BLOCKED_BY_N8N,
	NEEDS_CONNECT,
	NO_TLS,
	NOT_CONNECTED,
	NOT_STARTED,
	NETWORK_ERRORS,
	UNKNOWN_NETWORK_ERROR,
	UNPROVEN_NETWORK_ERROR,
} from './networkErrors';
import { getOwn } from '../core/parse';
import { parseUrl } from '../core/url';
import type { ProviderError } from '../core/providerError';
import type { Rejected } from '../core/result';

const NO_RESPONSE = 'NO_RESPONSE';

const TOO_LATE = 'ECONNABORTED';

/** n8n wraps axios' error, newer versions wrap once more, and axios wraps Node's. */
const MAX_CAUSE_DEPTH = 5;

/**
 * There is no response. Holds only what is safe to show: no request, no header, no secret.
 */
export class NetworkError extends Error {
	readonly error: ProviderError;

	/** True only with proof that no byte of the request left: nothing was sent. */
	readonly requestNotSent: boolean;

	private constructor({ code, isProven }: Finding, host: string) {
		const known = isKnown(code) ? NETWORK_ERRORS[code] : UNKNOWN_NETWORK_ERROR;
		const info = known.notSent && !isProven ? UNPROVEN_NETWORK_ERROR : known;
		super(`${info.title} (${host})`);
		this.name = 'NetworkError';
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

	/**
	 * From whatever n8n's helper threw.
	 * @param isTooLate the request was broken off at its deadline
	 */
	static from(thrown: unknown, url: string, { isTooLate = false } = {}): NetworkError {
		const finding = findCause(getCauses(thrown));
		const isUnproven = !finding.isProven;
		return new NetworkError(
			isTooLate && isUnproven ? { code: TOO_LATE, isProven: false } : finding,
			getHost(url),
		);
	}
}

/** A network error as a value; anything else is thrown on. */
export async function catchNetworkError<T>(pending: Promise<T>): Promise<T | NetworkError> {
	return await pending.catch(async (error: unknown) =>
		error instanceof NetworkError ? error : await Promise.reject(error),
	);
}

/** Without a response the request may have gone through, unless it was never sent. */
export function toRejected({ error, requestNotSent }: NetworkError): Rejected {
	return { accepted: false, error, outcomeUnknown: !requestNotSent };
}

type Thrown = Record<string, unknown>;

interface Finding {
	code: string;
	/** It is certain that no byte of the request left. */
	isProven: boolean;
}

function findCause(chain: Thrown[]): Finding {
	if (chain.some(isBlockedByN8n)) return { code: BLOCKED_BY_N8N, isProven: true };
	const code = findCode(chain);
	switch (getTlsState(chain)) {
		case 'connecting':
			return { code: getCodeBeforeTls(chain, code), isProven: true };
		case 'established':
			return { code: code ?? NO_RESPONSE, isProven: false };
		default:
	}
	if (chain.some(isBeforeConnection)) {
		return { code: isNotSent(code) ? code : NOT_CONNECTED, isProven: true };
	}
	if (chain.some(isWithoutRequest)) return { code: NOT_STARTED, isProven: true };
	return { code: code ?? NO_RESPONSE, isProven: isNotSent(code) && !NEEDS_CONNECT.has(code) };
}

/** The code of an error that happened before TLS was agreed on. */
function getCodeBeforeTls(chain: Thrown[], code: string | undefined): string {
	if (isNotSent(code)) return code;
	return chain.some(isTlsProtocolError) ? NO_TLS : NOT_CONNECTED;
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

/** All that n8n 1 keeps of the cause: its code as `httpCode`, and its messages in a list. */
function getLegacyCauses({ httpCode, messages }: Thrown): Thrown[] {
	if (typeof httpCode !== 'string' && !Array.isArray(messages)) return [];
	const words: unknown[] = Array.isArray(messages) ? messages : [];
	return [undefined, ...words].map((message) => ({ code: httpCode, message }));
}

function findCode(chain: Thrown[]): string | undefined {
	const coded = chain.find(({ code }) => typeof code === 'string' && isKnown(code));
	if (coded) return coded.code as string;
	return chain.map(findCodeInMessage).find((code) => code !== undefined);
}

/** A code that stands in the message alone. */
function findCodeInMessage({ message }: Thrown): string | undefined {
	const words = typeof message === 'string' ? message.match(/\b[A-Z][A-Z_]{3,40}\b/g) : null;
	return words?.find(isKnown);
}

/** n8n's SSRF guard and its lists of allowed domains check the URL before anything is sent. */
function isBlockedByN8n({ name, message }: Thrown): boolean {
	return (
		/^(SsrfBlocked\w+|UnknownConnectionHostError)$/.test(String(name)) ||
		/^Domain not allowed:/.test(String(message))
	);
}

/**
 * axios hangs the request on its errors, and Node's TLS socket knows whether its handshake is over: it
 * sends nothing of the request before. The best proof there is, whatever the error says.
 */
function getTlsState(chain: Thrown[]): 'connecting' | 'established' | undefined {
	for (const { request } of chain) {
		const { socket } = (request ?? {}) as { socket?: { secureConnecting?: unknown } | null };
		if (socket?.secureConnecting === true) return 'connecting';
		if (socket?.secureConnecting === false) return 'established';
	}
	return undefined;
}

/** Node names the step that failed. Errors of `read` and `write` come after the connection. */
function isBeforeConnection({ syscall, message, errors }: Thrown): boolean {
	// A host with several addresses: none of them could be connected to.
	if (Array.isArray(errors) && errors.length > 0) {
		return (errors as unknown[]).every((each) => (each as Thrown | null)?.syscall === 'connect');
	}
	if (typeof syscall === 'string') return /^(connect|getaddrinfo|query\w+)$/.test(syscall);
	return (
		typeof message === 'string' &&
		/^(connect|getaddrinfo|query\w+) E[A-Z_]+|before secure TLS connection was established$/.test(
			message,
		)
	);
}

/** A server without HTTPS, or without a version of it that both know: stays so. */
function isTlsProtocolError({ code, message }: Thrown): boolean {
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

function isNotSent(code: string | undefined): code is string {
	return code !== undefined && NETWORK_ERRORS[code].notSent;
}

function isKnown(code: string): boolean {
	return getOwn(NETWORK_ERRORS, code) !== undefined;
}

function getHost(url: string): string {
	return parseUrl(url)?.host ?? 'invalid URL';
}
