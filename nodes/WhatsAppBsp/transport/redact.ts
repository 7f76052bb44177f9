import type { Account } from '../providers/provider';

const SECRET_FIELD = /key|secret|password|token/i;

/** Shorter values would blot out half the answer, and are no secrets. */
const SHORTEST_SECRET = 6;

const HIDDEN = '[hidden]';

const HTML_ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** How a secret may stand in an answer that repeats the request: in a URL, a form, JSON, a page. */
const WRITINGS: ReadonlyArray<(secret: string) => string> = [
	(secret) => secret,
	(secret) => encodeURIComponent(secret),
	(secret) => new URLSearchParams({ '': secret }).toString().slice(1),
	(secret) => JSON.stringify(secret).slice(1, -1),
	(secret) => JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1),
	(secret) => secret.replace(/[&<>"']/g, (character) => HTML_ENTITIES[character]),
	(secret) => Buffer.from(secret, 'utf8').toString('base64'),
	(secret) => encodeURIComponent(Buffer.from(secret, 'utf8').toString('base64')),
];

/** Blots an account's secrets out of a text, in every writing that an answer may repeat them in. */
export function redact(text: string, account: Account): string {
	let clean = text;
	for (const secret of secretsOf(account)) {
		for (const writing of new Set(WRITINGS.map((write) => write(secret)))) {
			clean = clean.split(writing).join(HIDDEN);
		}
	}
	return clean;
}

/** Longest first: what Basic auth makes of user and password goes before the password alone. */
function secretsOf(account: Account): string[] {
	const fields = Object.entries(account).filter(
		(entry): entry is [string, string] => typeof entry[1] === 'string',
	);
	const secrets = fields.filter(([name]) => SECRET_FIELD.test(name)).map(([, value]) => value);
	const users = fields.filter(([name]) => /user/i.test(name)).map(([, value]) => value);
	const logins = users.flatMap((user) => secrets.map((secret) => `${user}:${secret}`));
	return [...new Set([...logins, ...secrets, ...secrets.map((secret) => secret.trim())])]
		.filter((secret) => secret.length >= SHORTEST_SECRET)
		.sort((a, b) => b.length - a.length);
}
