import { getOwn } from '../../../core/parse';

const NAMED_ENTITIES: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: '\u00a0',
	hellip: '…',
	ndash: '–',
	mdash: '—',
	copy: '©',
};
const MAX_CODE_POINT = 0x10ffff;

/** An HTML character reference, by name or by number. */
export const ENTITY_PATTERN = '&(?:#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]+);';

/** The character that a reference stands for; an unknown name stays as it is. */
export function decodeEntity(entity: string): string {
	const name = entity.slice(1, -1);
	if (!name.startsWith('#')) return getOwn(NAMED_ENTITIES, name) ?? entity;
	const isHex = /^#x/i.test(name);
	const code = isHex ? parseInt(name.slice(2), 16) : Number(name.slice(1));
	return code > 0 && code <= MAX_CODE_POINT ? String.fromCodePoint(code) : '\ufffd';
}
