import type { Account } from '../providers/request';

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

/** Letters that JSON has for control characters: a key in PEM has a line break every 64 characters. */
const JSON_LETTERS: Readonly<Record<string, string>> = {
	'\b': 'b',
	'\f': 'f',
	'\n': 'n',
	'\r': 'r',
	'\t': 't',
};

/** A piece of a secret, at one place of a text. */
interface Block {
	whole: RegExp;
	/** Its beginning, where the answer broke off. */
	begun: RegExp;
}

interface Pattern {
	/** Found anywhere; `begun` at the end of a text only. */
	first: Block;
	/** Each right after the one before. */
	further: Block[];
	base64: string;
}

/** The same account answers many times. */
const patterns = new WeakMap<Account, Pattern[]>();

/**
 * Characters of one block: a pattern nests one group for each of them, and some thousands of those end
 * the process.
 */
const BLOCK = { usual: 60, longest: 200 };

/** What other characters are written with: who ends a block with one cannot tell where it ends. */
const AMBIGUOUS = /[\\%&]/;

/** Longer than any writing of a block: all that is looked at for one that broke off. */
const TAIL = 4000;

/** Blots an account's secrets out of a text, in every writing that an answer may repeat them in. */
export function redactSecrets(text: string, account: Account): string {
	const known = patterns.get(account) ?? secretsOf(account).map(patternOf);
	patterns.set(account, known);
	return known.reduce((given, pattern) => {
		const clean = withoutWhole(given, pattern).split(pattern.base64).join(HIDDEN);
		const cut = Math.max(0, clean.length - TAIL);
		return clean.slice(0, cut) + clean.slice(cut).replace(pattern.first.begun, HIDDEN);
	}, text);
}

/** Hides the secret wherever all its blocks follow each other, or the text ends in one of them. */
function withoutWhole(text: string, { first: { whole }, further }: Pattern): string {
	if (further.length === 0) return text.replace(whole, HIDDEN);
	let clean = '';
	let done = 0;
	whole.lastIndex = 0;
	for (let found = whole.exec(text); found; found = whole.exec(text)) {
		const end = endOf(text, whole.lastIndex, further);
		if (end === undefined) {
			whole.lastIndex =
				found.index + String.fromCodePoint(found[0].codePointAt(0) as number).length;
			continue;
		}
		clean += text.slice(done, found.index) + HIDDEN;
		done = end;
		whole.lastIndex = end;
	}
	return clean + text.slice(done);
}

/** Where the blocks that begin at this place end, or undefined when something else stands there. */
function endOf(text: string, from: number, blocks: Block[]): number | undefined {
	let at = from;
	for (const { whole, begun } of blocks) {
		whole.lastIndex = at;
		begun.lastIndex = at;
		if (!whole.test(text)) return begun.test(text) ? text.length : undefined;
		at = whole.lastIndex;
	}
	return at;
}

/** A secret as it stands in JSON, in a URL or a form, in a page, or in one of these inside another. */
function patternOf(secret: string): Pattern {
	const [first, ...further] = blocksOf(secret);
	return {
		first: { whole: wholeOf(first, 'giu'), begun: begunOf(first, SHORTEST_SECRET, 'iu') },
		further: further.map((block) => ({
			whole: wholeOf(block, 'iuy'),
			begun: begunOf(block, 0, 'iuy'),
		})),
		// Basic auth, and APIs that pass their own login on.
		base64: Buffer.from(secret, 'utf8').toString('base64'),
	};
}

function wholeOf(block: string[], flags: string): RegExp {
	return new RegExp(block.map(anyWritingOf).join(''), flags);
}

/** @param least characters that must be there */
function begunOf(block: string[], least: number, flags: string): RegExp {
	const writings = block.map(anyWritingOf);
	const rest = writings
		.slice(least)
		.reduceRight((further, writing) => `(?:${writing}${further})?`, '');
	return new RegExp(`${writings.slice(0, least).join('')}${rest}${BROKEN_ESCAPE}$`, flags);
}

/** The secret's characters in blocks, none of which leaves a doubt where its last character ends. */
function blocksOf(secret: string): string[][] {
	const blocks: string[][] = [];
	let block: string[] = [];
	for (const character of secret) {
		block.push(character);
		const isLongEnough = block.length >= BLOCK.usual && !AMBIGUOUS.test(character);
		if (!isLongEnough && block.length < BLOCK.longest) continue;
		blocks.push(block);
		block = [];
	}
	return block.length > 0 ? [...blocks, block] : blocks;
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
	const letter = Object.prototype.hasOwnProperty.call(JSON_LETTERS, character)
		? [`(?<=\\\\)${JSON_LETTERS[character]}`]
		: [];
	const inPage = `&(?:amp;){0,4}#(?:0{0,4}${code}|x0{0,4}${hex});`;
	const ways = [plain, inJson, ...letter, inUrl, ...entity, inPage];
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
