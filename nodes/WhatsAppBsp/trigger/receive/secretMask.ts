import type { Account } from '../../providers/request';
import { deriveTokenHeader, PRIVATE_HEADERS } from '../registration/webhookHeaders';
import { getStaticData } from '../staticData';
import type { WebhookContext } from './webhookContext';

export const HIDDEN = '[hidden]';

/** Shorter ones would match ordinary words. They are only hidden where nothing else is in the value. */
const MIN_SECRET_LENGTH = 6;

/** A value may be percent-encoded again by each proxy that copies a URL into a header. */
const MAX_ENCODINGS = 3;

/** Hides this webhook's secrets by value: a proxy may copy them to anywhere in a request. */
export interface SecretMask {
	hideInText(text: string): string;
	/** A header or a parameter: all of it, where its encoding is unusual. */
	hideInValue(value: string): string;
	/** Bytes without a secret stay the very same. */
	hideInBytes(bytes: Buffer): Buffer;
}

export function createSecretMask(ctx: WebhookContext, account: Account): SecretMask {
	const secrets = getSecrets(ctx, account);
	const longSecrets = secrets.filter(({ length }) => length >= MIN_SECRET_LENGTH);
	const needles = [...new Set(longSecrets.flatMap(getEncodings))].sort(byLength);
	const byteNeedles = needles.map(toBinary);
	const hideInText = (text: string) => replaceAll(text, needles);
	return {
		hideInText,
		hideInValue: (value) => {
			const clean = hideInText(value);
			const isSecret = secrets.includes(value) || containsEncoded(clean, longSecrets);
			return isSecret ? HIDDEN : clean;
		},
		hideInBytes: (bytes) => {
			const binary = bytes.toString('latin1');
			const clean = replaceAll(binary, byteNeedles);
			return clean === binary ? bytes : Buffer.from(clean, 'latin1');
		},
	};
}

/** What the provider was told to send, what the credential says, and what this request has in their place. */
function getSecrets(ctx: WebhookContext, account: Account): string[] {
	const { context, request, provider } = ctx;
	const { webhook } = provider;
	const { headers = [], query = [] } = webhook?.secretLocations ?? {};
	const derived = deriveTokenHeader(context, webhook?.registration?.getSecret(account));
	const found: unknown[] = [
		getStaticData(context).secretHeader?.value,
		derived?.value,
		...(webhook?.getSecrets?.(account) ?? []),
		...[...PRIVATE_HEADERS, ...headers].map((name) => request.headers[name]),
		...query.map((name) => request.query[name]),
	];
	const texts = found.filter((value): value is string => typeof value === 'string');
	const trimmed = texts.flatMap((text) => [text, ...getBasicAuthParts(text)]).map((t) => t.trim());
	return [...new Set(trimmed)].filter((text) => text !== '');
}

/** Basic auth: the encoded part, user and password together, and the password. */
function getBasicAuthParts(header: string): string[] {
	const encoded = /^Basic +(\S+)$/i.exec(header.trim())?.[1];
	if (encoded === undefined) return [];
	const pair = Buffer.from(encoded, 'base64').toString('utf8');
	return [encoded, pair, pair.slice(pair.indexOf(':') + 1)];
}

/** A secret as it is, in a URL, in a form, in JSON, and in base64. */
function getEncodings(secret: string): string[] {
	const inUrl = toWellFormedUri(secret);
	const base64 = Buffer.from(secret, 'utf8').toString('base64');
	return [
		secret,
		inUrl,
		inUrl.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
		inUrl.replace(/%20/g, '+'),
		new URLSearchParams({ '': secret }).toString().slice(1),
		JSON.stringify(secret).slice(1, -1),
		base64,
		base64.replace(/={1,2}$/, ''),
		Buffer.from(secret, 'utf8').toString('base64url'),
	].filter(({ length }) => length >= MIN_SECRET_LENGTH);
}

/** A lone surrogate cannot be encoded. */
function toWellFormedUri(text: string): string {
	try {
		return encodeURIComponent(text);
	} catch {
		return text;
	}
}

function containsEncoded(value: string, secrets: readonly string[]): boolean {
	let decoded = value;
	for (let count = 0; count < MAX_ENCODINGS; count++) {
		const next = tryDecode(decoded);
		if (next === decoded) return false;
		decoded = next;
		if (secrets.some((secret) => decoded.includes(secret))) return true;
	}
	return false;
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

function replaceAll(text: string, needles: readonly string[]): string {
	return needles.reduce((clean, needle) => clean.split(needle).join(HIDDEN), text);
}

function toBinary(text: string): string {
	return Buffer.from(text, 'utf8').toString('latin1');
}

/** Longest first: user and password together go before the password alone. */
function byLength(a: string, b: string): number {
	return b.length - a.length;
}
