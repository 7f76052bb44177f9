import type { Account } from '../core/account.mts';

const MASK = '••••••';

const SECRET_NAME =
	/^(authorization|proxy-authorization|cookie|set-cookie|d360-api-key|x-api-key|api[_-]?key|app_?secret|pass(word)?|secret|token|access_token|webhook_?token)$/i;
/** Shorter values would mask half of the page when a password is "a". */
const MIN_LENGTH = 6;

type Values = string[];

/** Every secret value of an account as it may stand in a request, longest first. */
function getSecretValues(account: Account): Values {
	const registered = [
		account.webhook,
		account.wabaWebhook,
		...(account.multiWebhook?.destinations ?? []),
	];
	const headers = registered.flatMap((one) => Object.values(one?.headers ?? {}));
	const values = [...Object.values(account.secrets), account.signatureSecret, ...headers];
	const known = values.filter((value) => value.length >= MIN_LENGTH);
	return [...new Set(known.flatMap((value) => [value, encodeURIComponent(value)]))].sort(
		(one, other) => other.length - one.length,
	);
}

/** Passwords in the address and tokens in the query are secrets that no list of values knows. */
function maskUrls(text: string): string {
	return text
		.replace(/(\w+:\/\/)[^\s/@]*@/g, `$1${MASK}@`)
		.replace(/([?&](?:token|pass|secret|api_?key|key)=)[^&\s"]*/gi, `$1${MASK}`);
}

function maskText(text: string, values: Values): string {
	let result = maskUrls(text);
	for (const value of values) result = result.replaceAll(value, MASK);
	return result;
}

function maskAny(value: unknown, values: Values): unknown {
	if (typeof value === 'string') return maskText(value, values);
	if (Array.isArray(value)) return value.map((entry) => maskAny(entry, values));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, part]) => [
			key,
			SECRET_NAME.test(key) && part !== null && part !== '' ? MASK : maskAny(part, values),
		]),
	);
}

/** A copy in which nothing secret of this account can be read. */
export function createMasker(account: Account): <T>(value: T) => T {
	const values = getSecretValues(account);
	// Registered with the webhook URL, to verify webhook requests: secret whatever its name.
	const names = new Set(
		Object.keys(account.webhook?.headers ?? {}).map((name) => name.toLowerCase()),
	);
	return <T,>(value: T): T => {
		const masked = maskAny(value, values) as T & { headers?: Record<string, string> };
		for (const name of Object.keys(masked?.headers ?? {})) {
			if (masked.headers && names.has(name.toLowerCase())) masked.headers[name] = MASK;
		}
		return masked;
	};
}
