import type { ProviderError } from '../providers/errorTable';

interface Silence {
	title: string;
	advice: string;
	/** True when the request cannot have reached the provider. */
	notSent: boolean;
	/** Set where another try finds the same: a wrong address or certificate does not pass by itself. */
	lasting?: true;
}

const CHECK_ADDRESS =
	"Check 'Base URL' in the credential, and that this n8n can reach the internet (DNS, proxy, firewall).";
const CHECK_CERTIFICATE =
	"The server's certificate could not be verified. Check 'Base URL' in the credential, and any proxy that inspects TLS.";
const MAYBE_SENT =
	'The message may have been taken all the same. Look for its delivery receipt or check with the provider before sending it again.';

/** Stands for codes that say less than where they happened: before any byte of the request left. */
const NOT_CONNECTED = 'NOT_CONNECTED';

/** System error code → what it says about the request. Codes as Node and axios write them. */
const SILENCES: Readonly<Record<string, Silence>> = {
	ECONNREFUSED: {
		title: 'Nobody answers at the provider’s address',
		advice: CHECK_ADDRESS,
		notSent: true,
	},
	ENOTFOUND: {
		title: 'The provider’s host name is not known',
		advice: CHECK_ADDRESS,
		notSent: true,
	},
	EAI_AGAIN: {
		title: 'The provider’s host name could not be looked up',
		advice: CHECK_ADDRESS,
		notSent: true,
	},
	EHOSTUNREACH: {
		title: 'The provider’s host cannot be reached',
		advice: CHECK_ADDRESS,
		notSent: true,
	},
	ENETUNREACH: {
		title: 'The provider’s network cannot be reached',
		advice: CHECK_ADDRESS,
		notSent: true,
	},
	ERR_INVALID_URL: {
		title: 'The address is no valid URL',
		advice: CHECK_ADDRESS,
		notSent: true,
		lasting: true,
	},
	CERT_HAS_EXPIRED: {
		title: 'The server’s certificate has expired',
		advice: CHECK_CERTIFICATE,
		notSent: true,
		lasting: true,
	},
	DEPTH_ZERO_SELF_SIGNED_CERT: {
		title: 'The server’s certificate is self-signed',
		advice: CHECK_CERTIFICATE,
		notSent: true,
		lasting: true,
	},
	SELF_SIGNED_CERT_IN_CHAIN: {
		title: 'The server’s certificate is self-signed',
		advice: CHECK_CERTIFICATE,
		notSent: true,
		lasting: true,
	},
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
		title: 'The server’s certificate cannot be verified',
		advice: CHECK_CERTIFICATE,
		notSent: true,
		lasting: true,
	},
	ERR_TLS_CERT_ALTNAME_INVALID: {
		title: 'The server’s certificate is for another host',
		advice: CHECK_CERTIFICATE,
		notSent: true,
		lasting: true,
	},
	[NOT_CONNECTED]: {
		title: 'No connection to the provider could be made',
		advice: CHECK_ADDRESS,
		notSent: true,
	},
	ECONNABORTED: {
		title: 'The provider did not answer in time',
		advice: MAYBE_SENT,
		notSent: false,
	},
	ETIMEDOUT: { title: 'The provider did not answer in time', advice: MAYBE_SENT, notSent: false },
	ECONNRESET: {
		title: 'The connection broke before the provider answered',
		advice: MAYBE_SENT,
		notSent: false,
	},
	EPIPE: {
		title: 'The connection broke before the provider answered',
		advice: MAYBE_SENT,
		notSent: false,
	},
	ERR_BAD_RESPONSE: {
		title: 'The provider’s answer broke off',
		advice: MAYBE_SENT,
		notSent: false,
	},
	ERR_CANCELED: {
		title: 'The execution was stopped before the provider answered',
		advice: MAYBE_SENT,
		notSent: false,
	},
};

const UNKNOWN_SILENCE: Silence = {
	title: 'The provider did not answer',
	advice: MAYBE_SENT,
	notSent: false,
};

/**
 * Nobody answered. Holds only what is safe to show: no request, no header, no secret.
 */
export class NoAnswer extends Error {
	readonly error: ProviderError;

	/** True when the request cannot have reached the provider, so that nothing was sent. */
	readonly notSent: boolean;

	private constructor(code: string, host: string) {
		const silence = SILENCES[code] ?? UNKNOWN_SILENCE;
		super(`${silence.title} (${host})`);
		this.name = 'NoAnswer';
		this.notSent = silence.notSent;
		this.error = {
			code,
			title: silence.title,
			category: 'temporary',
			retryable: silence.notSent && !silence.lasting,
			retryAfterMs: null,
			advice: silence.advice,
			details: `${host}: ${code}`,
		};
	}

	/** From whatever n8n's helper threw. */
	static from(thrown: unknown, url: string): NoAnswer {
		return new NoAnswer(codeOf(thrown), hostOf(url));
	}
}

/** n8n wraps axios' error, and newer versions wrap once more: the code is on one of them. */
function codeOf(thrown: unknown, depth = 0): string {
	if (typeof thrown !== 'object' || thrown === null || depth > 4) return 'NO_ANSWER';
	const { code, cause, errorResponse, message } = thrown as Record<string, unknown>;
	if (neverConnected(thrown as Record<string, unknown>)) return NOT_CONNECTED;
	if (typeof code === 'string' && code in SILENCES) return code;
	for (const inner of [cause, errorResponse]) {
		const found = codeOf(inner, depth + 1);
		if (found !== 'NO_ANSWER') return found;
	}
	const named = typeof message === 'string' ? /\b(E[A-Z_]{4,}|CERT_[A-Z_]+)\b/.exec(message) : null;
	return named && named[1] in SILENCES ? named[1] : 'NO_ANSWER';
}

/** Node names the phase of a time-out, and says when a connection broke before TLS was agreed on. */
function neverConnected({ code, syscall, message }: Record<string, unknown>): boolean {
	if (code === 'ETIMEDOUT') return syscall === 'connect' || /^connect /.test(String(message));
	return code === 'ECONNRESET' && /before secure TLS connection/.test(String(message));
}

function hostOf(url: string): string {
	try {
		return new URL(url).host;
	} catch {
		return 'no valid URL';
	}
}
