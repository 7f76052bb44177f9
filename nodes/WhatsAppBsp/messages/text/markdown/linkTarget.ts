import { getMatchEnd } from '../../../core/getMatchEnd';
import { decodeEntity, ENTITY_PATTERN } from './entities';

interface LinkTarget {
	address: string;
	/** Position behind the closing parenthesis. */
	end: number;
}

const OPENING = /\(\s*/y;
const ADDRESS_IN_BRACKETS = /<([^<>\n]*)>/y;
const TITLE_AND_CLOSING = /(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)/y;
const ESCAPE_OR_ENTITY = new RegExp(`\\\\([!-/:-@[-\`{-~])|${ENTITY_PATTERN}`, 'g');
/** As in the reference implementation: without a bound, a row of `[a](` would be read over and over. */
const MAX_NESTED_PARENTHESES = 32;

/** Reads the `(URL "title")` of a link; undefined if there is none at this position. */
export function parseLinkTarget(source: string, at: number): LinkTarget | undefined {
	const start = getMatchEnd(OPENING, source, at);
	if (start === undefined) return undefined;
	const bracketsEnd = getMatchEnd(ADDRESS_IN_BRACKETS, source, start);
	const addressEnd = bracketsEnd ?? findAddressEnd(source, start);
	const end = getMatchEnd(TITLE_AND_CLOSING, source, addressEnd);
	if (end === undefined) return undefined;
	const raw =
		bracketsEnd === undefined
			? source.slice(start, addressEnd)
			: source.slice(start + 1, bracketsEnd - 1);
	return { address: removeEscapes(raw), end };
}

/** Up to white space or the parenthesis that closes the target. */
function findAddressEnd(source: string, start: number): number {
	let depth = 0;
	let at = start;
	for (; at < source.length && !/\s/.test(source[at]); at++) {
		const char = source[at];
		if (char === '\\') at++;
		else if (char === '(' && ++depth > MAX_NESTED_PARENTHESES) break;
		else if (char === ')' && --depth < 0) break;
	}
	return Math.min(at, source.length);
}

function removeEscapes(address: string): string {
	return address.replace(ESCAPE_OR_ENTITY, (whole: string, escaped: string | undefined) =>
		escaped === undefined ? decodeEntity(whole) : escaped,
	);
}
