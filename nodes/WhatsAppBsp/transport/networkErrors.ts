import { MAYBE_SENT } from '../providers/shared/advice';

/** What is known about a request without a response. */
export interface NetworkErrorInfo {
	title: string;
	advice: string;
	/** True when the request can’t have reached the provider. */
	notSent: boolean;
	/** Set if a retry can't help: a wrong URL or certificate stays wrong. */
	isPermanent?: true;
}

const CHECK_BASE_URL =
	"Check 'Base URL' in the credential. Also check that your n8n instance can reach the internet (DNS, proxy, firewall).";
const CHECK_CERTIFICATE =
	"The server’s certificate couldn’t be verified. Check 'Base URL' in the credential, and any proxy that inspects TLS.";

const notSent = (title: string, advice = CHECK_BASE_URL): NetworkErrorInfo => ({
	title,
	advice,
	notSent: true,
});
const CHECK_URL =
	"Nothing was sent. Check 'Base URL' in the credential, and any ID that you entered.";
const permanent = (title: string, advice = CHECK_BASE_URL): NetworkErrorInfo => ({
	...notSent(title, advice),
	isPermanent: true,
});
const badCertificate = (title: string): NetworkErrorInfo => permanent(title, CHECK_CERTIFICATE);
const maybeSent = (title: string): NetworkErrorInfo => ({
	title,
	advice: MAYBE_SENT,
	notSent: false,
});

/** For all codes of a connection that wasn't established: no byte of the request left. */
export const NOT_CONNECTED = 'NOT_CONNECTED';

/** For a server without TLS, or without a common version of it: nothing was sent. */
export const NO_TLS = 'NO_TLS';

/** For n8n's own blocks, which have names instead of codes. */
export const BLOCKED_BY_N8N = 'BLOCKED_BY_N8N';

/** For whatever n8n or axios throws before there is a request. */
export const NOT_STARTED = 'NOT_STARTED';

/** For what n8n’s database throws while n8n reads the credential for a request. */
export const CREDENTIAL_NOT_READ = 'CREDENTIAL_NOT_READ';

/** System error code → what it proves about the request. Codes of Node, OpenSSL, and axios. */
export const NETWORK_ERRORS: Readonly<Record<string, NetworkErrorInfo>> = {
	ECONNREFUSED: notSent('The provider’s server refused the connection'),
	ENOTFOUND: notSent('The provider’s host name couldn’t be found'),
	EAI_AGAIN: notSent('The provider’s host name couldn’t be looked up'),
	EHOSTUNREACH: notSent('The provider’s server can’t be reached'),
	ENETUNREACH: notSent('The provider’s network can’t be reached'),
	[NOT_CONNECTED]: notSent('Couldn’t connect to the provider'),

	[CREDENTIAL_NOT_READ]: notSent(
		'n8n couldn’t read the credential',
		'Nothing was sent. Check n8n’s database, and that the credential still exists. Then run this again.',
	),

	ERR_INVALID_URL: permanent('The request URL isn’t valid', CHECK_URL),
	ERR_INVALID_PROTOCOL: permanent('The URL doesn’t start with https:// or http://', CHECK_URL),
	[NO_TLS]: permanent('Couldn’t establish an HTTPS connection with the server'),
	[NOT_STARTED]: permanent('The request couldn’t be created', CHECK_URL),
	ERR_INVALID_CHAR: permanent(
		'A request header contains a character that isn’t allowed',
		'Nothing was sent. Enter the key in the credential again, without line breaks.',
	),
	[BLOCKED_BY_N8N]: permanent(
		'Your n8n instance blocks requests to this host',
		"Nothing was sent. Check 'Base URL' in the credential, or ask your n8n administrator to allow the host (N8N_SSRF_ALLOWED_HOSTNAMES, or the allowed domains in the credential).",
	),

	CERT_HAS_EXPIRED: badCertificate('The server’s certificate has expired'),
	CERT_NOT_YET_VALID: badCertificate('The server’s certificate isn’t valid yet'),
	CERT_REVOKED: badCertificate('The server’s certificate was revoked'),
	CERT_UNTRUSTED: badCertificate('The server’s certificate isn’t trusted'),
	CERT_SIGNATURE_FAILURE: badCertificate('The server’s certificate can’t be verified'),
	DEPTH_ZERO_SELF_SIGNED_CERT: badCertificate('The server’s certificate is self-signed'),
	SELF_SIGNED_CERT_IN_CHAIN: badCertificate('The server’s certificate is self-signed'),
	UNABLE_TO_GET_ISSUER_CERT: badCertificate('The server’s certificate can’t be verified'),
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: badCertificate('The server’s certificate can’t be verified'),
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: badCertificate('The server’s certificate can’t be verified'),
	ERR_TLS_CERT_ALTNAME_INVALID: badCertificate('The server’s certificate is for a different host'),

	ECONNABORTED: maybeSent('The provider didn’t respond in time'),
	ETIMEDOUT: maybeSent('The provider didn’t respond in time'),
	ECONNRESET: maybeSent('The connection dropped before the provider responded'),
	EPIPE: maybeSent('The connection dropped before the provider responded'),
	ERR_BAD_RESPONSE: maybeSent('The provider’s response was cut off'),
	ERR_CANCELED: maybeSent('The execution was stopped before the provider responded'),
};

/**
 * Codes that prove nothing by themselves: a connection that was there can end with them too, in a
 * `read` or a `write`.
 */
export const NEEDS_CONNECT: ReadonlySet<string> = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
]);

/** For a code that stands for nothing sent, without the proof. */
export const UNPROVEN_NETWORK_ERROR: NetworkErrorInfo = maybeSent(
	'The connection dropped before the provider responded',
);

/** For whatever is in no table. */
export const UNKNOWN_NETWORK_ERROR: NetworkErrorInfo = maybeSent('The provider didn’t respond');
