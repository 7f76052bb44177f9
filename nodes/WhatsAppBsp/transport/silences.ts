/** What is known about a request that nobody answered. */
export interface Silence {
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

const unreached = (title: string, advice = CHECK_ADDRESS): Silence => ({
	title,
	advice,
	notSent: true,
});
const hopeless = (title: string, advice = CHECK_ADDRESS): Silence => ({
	...unreached(title, advice),
	lasting: true,
});
const badCertificate = (title: string): Silence => hopeless(title, CHECK_CERTIFICATE);
const unclear = (title: string): Silence => ({ title, advice: MAYBE_SENT, notSent: false });

/** Stands for codes that say less than where they happened: before any byte of the request left. */
export const NOT_CONNECTED = 'NOT_CONNECTED';

/** Stands for what a server says that does not speak TLS, or not the same: nothing was sent to it. */
export const NO_TLS = 'NO_TLS';

/** Stands for n8n's own refusals, which have names instead of codes. */
export const BLOCKED_BY_N8N = 'BLOCKED_BY_N8N';

/** Stands for whatever n8n or axios throws before there is a request. */
export const NOT_STARTED = 'NOT_STARTED';

/** System error code → what it says about the request. Codes as Node, OpenSSL and axios write them. */
export const SILENCES: Readonly<Record<string, Silence>> = {
	ECONNREFUSED: unreached('Nobody answers at the provider’s address'),
	ENOTFOUND: unreached('The provider’s host name is not known'),
	EAI_AGAIN: unreached('The provider’s host name could not be looked up'),
	EHOSTUNREACH: unreached('The provider’s host cannot be reached'),
	ENETUNREACH: unreached('The provider’s network cannot be reached'),
	[NOT_CONNECTED]: unreached('No connection to the provider could be made'),

	ERR_INVALID_URL: hopeless('The address is no valid URL'),
	ERR_INVALID_PROTOCOL: hopeless('The address begins with neither https:// nor http://'),
	[NO_TLS]: hopeless('The server at this address does not speak HTTPS'),
	[NOT_STARTED]: hopeless('The request could not be made'),
	ERR_INVALID_CHAR: hopeless(
		'The request holds a character that no header can carry',
		'Nothing was sent. Enter the key in the credential again, without line breaks around it.',
	),
	[BLOCKED_BY_N8N]: hopeless(
		'This n8n does not let requests go to that address',
		"Nothing was sent. Check 'Base URL' in the credential, or ask the administrator of this n8n to allow the host (N8N_SSRF_ALLOWED_HOSTNAMES, or the credential's allowed domains).",
	),

	CERT_HAS_EXPIRED: badCertificate('The server’s certificate has expired'),
	CERT_NOT_YET_VALID: badCertificate('The server’s certificate is not valid yet'),
	CERT_REVOKED: badCertificate('The server’s certificate was revoked'),
	CERT_UNTRUSTED: badCertificate('The server’s certificate is not trusted'),
	CERT_SIGNATURE_FAILURE: badCertificate('The server’s certificate cannot be verified'),
	DEPTH_ZERO_SELF_SIGNED_CERT: badCertificate('The server’s certificate is self-signed'),
	SELF_SIGNED_CERT_IN_CHAIN: badCertificate('The server’s certificate is self-signed'),
	UNABLE_TO_GET_ISSUER_CERT: badCertificate('The server’s certificate cannot be verified'),
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: badCertificate('The server’s certificate cannot be verified'),
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: badCertificate('The server’s certificate cannot be verified'),
	ERR_TLS_CERT_ALTNAME_INVALID: badCertificate('The server’s certificate is for another host'),

	ECONNABORTED: unclear('The provider did not answer in time'),
	ETIMEDOUT: unclear('The provider did not answer in time'),
	ECONNRESET: unclear('The connection broke before the provider answered'),
	EPIPE: unclear('The connection broke before the provider answered'),
	ERR_BAD_RESPONSE: unclear('The provider’s answer broke off'),
	ERR_CANCELED: unclear('The execution was stopped before the provider answered'),
};

/** For whatever is in no table. */
export const UNKNOWN_SILENCE: Silence = unclear('The provider did not answer');
