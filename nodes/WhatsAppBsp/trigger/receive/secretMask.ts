import type { Account } from '../../providers/request';
import { createSecretPattern, HIDDEN, MIN_SECRET_LENGTH } from '../../transport/redactSecrets';
import { deriveTokenHeader, PRIVATE_HEADERS } from '../registration/webhookHeaders';
import { getStaticData } from '../staticData';
import type { WebhookContext } from './webhookContext';

/** A value may be percent-encoded again by each proxy that copies a URL into a header. */
const MAX_ENCODINGS = 3;

/** Characters. Anybody can send a longer one, whose search would block n8n; it goes with its header or parameter. */
const MAX_RECEIVED_SECRET_LENGTH = 128;

/** Hides this webhook's secrets by value: a proxy may copy them to anywhere in a request. */
export interface SecretMask {
	hideInText(text: string): string;
	/** A header or a parameter: all of it, where its encoding is unusual. */
	hideInValue(value: string): string;
	/** Bytes without a secret stay the very same. */
	hideInBytes(bytes: Buffer): Buffer;
}

/**
 * @param isWhole the text or the bytes may have any length: what anybody can send in a secret's place is then only hidden
 * in values, as the search would take too long
 */
export function createSecretMask(
	ctx: WebhookContext,
	account: Account,
	isWhole: boolean,
): SecretMask {
	const known = getSecrets(ctx, account);
	const secrets = [...new Set([...known, ...getReceivedSecrets(ctx)])];
	// Shorter ones would match ordinary words: they are only hidden where nothing else is in the value.
	const longSecrets = secrets.filter(isLong);
	const hideAll = createReplacer(longSecrets);
	const hideInText = isWhole ? createReplacer(known.filter(isLong)) : hideAll;
	return {
		hideInText,
		hideInValue: (value) => {
			const clean = hideAll(value);
			const isSecret =
				secrets.includes(value) ||
				containsEncoded(clean, longSecrets) ||
				// Whoever the user is.
				containsAny(getBasicAuthParts(value).join(' '), longSecrets);
			return isSecret ? HIDDEN : clean;
		},
		hideInBytes: (bytes) => {
			const binary = bytes.toString('latin1');
			const clean = hideInText(binary);
			return clean === binary ? bytes : Buffer.from(clean, 'latin1');
		},
	};
}

function isLong({ length }: string): boolean {
	return length >= MIN_SECRET_LENGTH;
}

function createReplacer(secrets: readonly string[]): (text: string) => string {
	const pattern = createSecretPattern(secrets.flatMap((secret) => [secret, toBinary(secret)]));
	return (text) => (pattern ? text.replace(pattern, HIDDEN) : text);
}

/** What was registered with the provider, and what the credential says. */
function getSecrets(
	{ context, provider: { webhook } }: WebhookContext,
	account: Account,
): string[] {
	const derived = deriveTokenHeader(context, webhook?.registration?.getSecret(account));
	return listTexts([
		getStaticData(context).secretHeader?.value,
		derived?.value,
		...(webhook?.getSecrets?.(account) ?? []),
	]);
}

/** What this request has in their place: somebody's, even if it is wrong here. */
function getReceivedSecrets({ request, provider: { webhook } }: WebhookContext): string[] {
	const { headers = [], query = [] } = webhook?.secretLocations ?? {};
	return listTexts([
		...[...PRIVATE_HEADERS, ...headers].map((name) => request.headers[name]),
		...query.map((name) => request.query[name]),
	]).filter(({ length }) => length <= MAX_RECEIVED_SECRET_LENGTH);
}

function listTexts(values: readonly unknown[]): string[] {
	return values
		.filter((value): value is string => typeof value === 'string')
		.flatMap((text) => [text, ...getBasicAuthParts(text)])
		.map((text) => text.trim())
		.filter((text) => text !== '');
}

/** Basic auth: the encoded part, user and password together, and the password. */
function getBasicAuthParts(header: string): string[] {
	const encoded = /^Basic +(\S+)$/i.exec(header.trim())?.[1];
	if (encoded === undefined) return [];
	const pair = Buffer.from(encoded, 'base64').toString('utf8');
	return [encoded, pair, pair.slice(pair.indexOf(':') + 1)];
}

function containsEncoded(value: string, secrets: readonly string[]): boolean {
	let decoded = value;
	for (let count = 0; count < MAX_ENCODINGS; count++) {
		const next = tryDecode(decoded);
		if (next === decoded) return false;
		decoded = next;
		if (containsAny(decoded, secrets)) return true;
	}
	return false;
}

function containsAny(text: string, secrets: readonly string[]): boolean {
	return secrets.some((secret) => text.includes(secret));
}

/** Escape by escape: a broken one must not keep the others from being read. */
function tryDecode(text: string): string {
	return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
		try {
			return decodeURIComponent(escapes);
		} catch {
			return escapes;
		}
	});
}

/** How its bytes look, read one by one. */
function toBinary(text: string): string {
	return Buffer.from(text, 'utf8').toString('latin1');
}
