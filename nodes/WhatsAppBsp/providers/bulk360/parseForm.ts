import type { IDataObject } from 'n8n-workflow';

const LATIN_1 = /charset\s*=\s*"?(iso-8859-1|latin-?1|windows-1252)/i;

/** What Windows writes in place of the control characters 0x80 to 0x9f. A dot: nothing. */
const WINDOWS_1252 = '€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ';

/**
 * A form from its bytes. They are UTF-8 unless the content type or the bytes themselves say otherwise:
 * gateways of this kind also write Latin-1, which n8n turns into replacement characters.
 */
export function parseForm(rawBody: Buffer, contentType: string): IDataObject {
	const isLatin1 = LATIN_1.test(contentType);
	const form = new Map<string, string[]>();
	for (const pair of rawBody.toString('latin1').trim().split('&')) {
		if (pair === '') continue;
		const end = pair.indexOf('=');
		const name = decode(end < 0 ? pair : pair.slice(0, end), isLatin1);
		const value = end < 0 ? '' : decode(pair.slice(end + 1), isLatin1);
		const values = form.get(name);
		if (values) values.push(value);
		else form.set(name, [value]);
	}
	return Object.fromEntries(
		[...form].map(([name, values]) => [name, values.length > 1 ? values : values[0]]),
	);
}

/** @param encoded one character for each byte */
function decode(encoded: string, isLatin1: boolean): string {
	const bytes = Buffer.from(
		encoded
			.replace(/\+/g, ' ')
			.replace(/%([0-9a-f]{2})/gi, (_match, hex: string) => String.fromCharCode(parseInt(hex, 16))),
		'latin1',
	);
	const text = bytes.toString('utf8');
	const isUtf8 = !isLatin1 && Buffer.from(text, 'utf8').equals(bytes);
	return isUtf8 ? text : bytes.toString('latin1').replace(/[\x80-\x9f]/g, fromWindows);
}

/** Node's own decoder of that name reads plain Latin-1 in some versions. */
function fromWindows(character: string): string {
	const letter = WINDOWS_1252[character.charCodeAt(0) - 0x80];
	return letter === '.' ? character : letter;
}
