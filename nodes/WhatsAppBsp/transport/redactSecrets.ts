import type { Account, ProviderResponse } from '../providers/request';

/** A shorter value would be found in ordinary words, so it is not looked for. */
export const MIN_SECRET_LENGTH = 6;

export const HIDDEN = '[hidden]';

/** Deeper JSON is not followed: no provider sends it, and it could overflow the stack. */
const MAX_DEPTH = 200;

const SECRET_FIELD = /key|secret|password|token/i;

/** Checked on incoming webhook requests, never sent to the provider. */
const WEBHOOK_FIELD = /^(webhook|signature)/i;

const LOGIN_FIELD = /user|key/i;

/** The compiled pattern of each account in use; entries go with their account. */
const patterns = new WeakMap<Account, RegExp | null>();

/**
 * Hides the account's secrets in everything that leaves towards outputs, errors and logs: in every
 * text and key of a parsed value. Bytes of files stay as they are.
 *
 * Secrets are found as `createSecretPattern` says, with or without `user:` before them.
 */
export function redactSecrets<T>(value: T, account: Account): T {
	const pattern = getPattern(account);
	return pattern ? (redactValue(value, pattern, 0) as T) : value;
}

/** Characters of an error page: every item of a run may have its own copy. */
const MAX_TEXT_LENGTH = 4000;

/** The response’s body as it may be shown: its JSON, or the beginning of its text where it is none. */
export function getRedactedBody(
	{ json, text, redacted }: Pick<ProviderResponse, 'json' | 'text' | 'redacted'>,
	account: Account,
): unknown {
	if (redacted !== undefined) return redacted;
	// Cut afterwards: half a secret would not be found.
	return json === undefined
		? redactSecrets(text, account).slice(0, MAX_TEXT_LENGTH)
		: redactSecrets(json, account);
}

/** Secrets that go out with requests. */
export function getSentSecrets(account: Account): string[] {
	return getFields(account)
		.filter(([name]) => SECRET_FIELD.test(name) && !WEBHOOK_FIELD.test(name))
		.map(([, value]) => value.trim())
		.filter((secret) => secret !== '');
}

/** @returns the same object when nothing in it had to be hidden */
function redactValue(value: unknown, pattern: RegExp, depth: number): unknown {
	if (typeof value === 'string') return value.replace(pattern, HIDDEN);
	if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
	if (depth > MAX_DEPTH) return HIDDEN;
	if (Array.isArray(value)) {
		const items = value.map((each) => redactValue(each, pattern, depth + 1));
		return items.every((each, i) => each === value[i]) ? value : items;
	}
	const before = Object.entries(value);
	const after = before.map(([key, each]): [string, unknown] => [
		key.replace(pattern, HIDDEN),
		redactValue(each, pattern, depth + 1),
	]);
	const isSame = after.every(([key, each], i) => key === before[i][0] && each === before[i][1]);
	return isSame ? value : Object.fromEntries(after);
}

function getPattern(account: Account): RegExp | null {
	const known = patterns.get(account);
	if (known !== undefined) return known;
	const secrets = getSentSecrets(account).filter(({ length }) => length >= MIN_SECRET_LENGTH);
	const users = getFields(account).filter(([name]) => LOGIN_FIELD.test(name));
	const logins = users.flatMap(([, user]) => secrets.map((secret) => `${user.trim()}:${secret}`));
	const pattern = createSecretPattern([...logins, ...secrets]);
	patterns.set(account, pattern);
	return pattern;
}

/** Finds secrets literally, inside of JSON, URL-encoded, and in Base64. @returns null without secrets */
export function createSecretPattern(secrets: readonly string[]): RegExp | null {
	// Longest first, so that a login is hidden as a whole.
	const alternatives = [...secrets]
		.filter(({ length }) => length >= MIN_SECRET_LENGTH)
		.sort((a, b) => b.length - a.length)
		.flatMap((text) => [toJsonPattern(text), toUrlPattern(text), toBase64Pattern(text)]);
	return alternatives.length > 0 ? new RegExp([...new Set(alternatives)].join('|'), 'g') : null;
}

function getFields(account: Account): Array<[string, string]> {
	return Object.entries(account).filter(
		(entry): entry is [string, string] => typeof entry[1] === 'string',
	);
}

function escapePattern(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

/** As it is, or inside of JSON, whose writer may escape any character: PHP does so with each slash. */
function toJsonPattern(text: string): string {
	return text
		.split('')
		.map((unit) => {
			const hex = unit.charCodeAt(0).toString(16).padStart(4, '0');
			const slash = unit === '/' ? ['\\/'] : [];
			const spellings = [unit, JSON.stringify(unit).slice(1, -1), ...slash].map(escapePattern);
			return `(?:${[...new Set(spellings), `\\\\u${ignoreCase(hex)}`].join('|')})`;
		})
		.join('');
}

/** `encodeURIComponent`, RFC 3986, form encoding, and n8n's HTTP client differ in a few characters and in case. */
function toUrlPattern(text: string): string {
	return [...text]
		.map((character) => {
			if (/[\w.-]/.test(character)) return escapePattern(character);
			const encoded = [...Buffer.from(character, 'utf8')].map(toHexPattern).join('');
			if (character === ' ') return `(?:${encoded}|\\+)`;
			return /[!'()*~:$,]/.test(character) ? `(?:${encoded}|${escapePattern(character)})` : encoded;
		})
		.join('');
}

function toHexPattern(byte: number): string {
	return `%${ignoreCase(byte.toString(16).padStart(2, '0'))}`;
}

function ignoreCase(hex: string): string {
	return hex.replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

/** Both alphabets, with or without padding. */
function toBase64Pattern(text: string): string {
	const encoded = Buffer.from(text, 'utf8')
		.toString('base64')
		.replace(/={1,2}$/, '');
	return `${encoded.replace(/\+/g, '[+-]').replace(/\//g, '[/_]')}={0,2}`;
}
