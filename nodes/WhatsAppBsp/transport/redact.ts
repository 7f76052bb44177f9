import type { Account } from '../providers/provider';

const SECRET_FIELD = /key|secret|password|token/i;

/** Shorter values would blot out half the answer, and are no secrets. */
const SHORTEST_SECRET = 6;

const HIDDEN = '[hidden]';

const ENTITIES: Readonly<Record<string, string>> = {
	'&': 'amp',
	'<': 'lt',
	'>': 'gt',
	'"': 'quot',
	"'": 'apos',
};

interface Pattern {
	whole: RegExp;
	/** The beginning of the secret at the end of a text, where an answer broke off. */
	begun: RegExp;
	base64: string;
}

/** The same account answers many times. */
const patterns = new WeakMap<Account, Pattern[]>();

/** Longer than any writing of a secret: all that is looked at for one that broke off. */
const TAIL = 4000;

/** Blots an account's secrets out of a text, in every writing that an answer may repeat them in. */
export function redact(text: string, account: Account): string {
	const known = patterns.get(account) ?? secretsOf(account).map(patternOf);
	patterns.set(account, known);
	return known.reduce((given, { whole, begun, base64 }) => {
		const clean = given.replace(whole, HIDDEN).split(base64).join(HIDDEN);
		const cut = Math.max(0, clean.length - TAIL);
		return clean.slice(0, cut) + clean.slice(cut).replace(begun, HIDDEN);
	}, text);
}

/** A secret as it stands in JSON, in a URL or a form, in a page, or in one of these inside another. */
function patternOf(secret: string): Pattern {
	const writings = [...secret].map(anyWritingOf);
	const start = writings.slice(0, SHORTEST_SECRET).join('');
	const rest = writings
		.slice(SHORTEST_SECRET)
		.reduceRight((further, writing) => `(?:${writing}${further})?`, '');
	return {
		whole: new RegExp(writings.join(''), 'giu'),
		begun: new RegExp(`${start}${rest}${BROKEN_ESCAPE}$`, 'iu'),
		// Basic auth, and APIs that pass their own login on.
		base64: Buffer.from(secret, 'utf8').toString('base64'),
	};
}

/** The last character of an answer that broke off may be half an escape. */
const BROKEN_ESCAPE = '(?:[%&\\\\][\\w%&#;\\\\]{0,20})?';

/** Nested JSON doubles the backslashes; counted, so that a text full of them costs no time. */
const BACKSLASHES = '\\\\{0,15}';

function anyWritingOf(character: string): string {
	if (/[a-z0-9]/i.test(character)) return character;
	const code = character.codePointAt(0) as number;
	const hex = code.toString(16);
	const inUrl = [...Buffer.from(character, 'utf8')]
		.map((byte) => `%(?:25){0,4}${byte.toString(16).padStart(2, '0')}`)
		.join('');
	const entity = Object.prototype.hasOwnProperty.call(ENTITIES, character)
		? [`&(?:amp;){0,4}${ENTITIES[character]};`]
		: [];
	const plain = `\\u{${hex}}`;
	const inJson = `u${hex.padStart(4, '0')}`;
	const ways = [plain, inJson, inUrl, ...entity, `&(?:amp;){0,4}#(?:0{0,4}${code}|x0{0,4}${hex});`];
	return `${BACKSLASHES}(?:${[...ways, ...(character === ' ' ? ['\\+'] : [])].join('|')})`;
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
