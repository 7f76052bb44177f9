import { compile, type Instruction } from './patternProgram';

/** WhatsApp's own longest text, in code points. What lies beyond is not looked at. */
const LONGEST_TEXT = 4096;

const WORD = /[\p{L}\p{N}_]/u;

/**
 * A regular expression that takes time proportional to the text, whatever the pattern: all ways to
 * match are followed at once (Thompson's construction) instead of one after the other. Customers write
 * the text, so a pattern such as `(a+)+$` must not let them stop the server.
 *
 * Known: characters, `.`, classes, `\d \w \s \b`, `^`, `$`, groups, `|`, `* + ? {m,n}`. Case does not
 * matter. Look-around and references back are refused.
 *
 * @returns whether the pattern is found anywhere in a text
 * @throws InvalidPattern with what is wrong with it
 */
export function matcher(pattern: string): (text: string) => boolean {
	const program = compile(pattern);
	return (text) => isFound(program, [...text.toLowerCase()].slice(0, LONGEST_TEXT));
}

function isFound(program: readonly Instruction[], text: readonly string[]): boolean {
	/** Where in the text each instruction was reached last. */
	const reachedAt = new Int32Array(program.length).fill(-1);
	let states: number[] = [];
	for (let at = 0; at <= text.length; at++) {
		const next: number[] = [];
		// A match may begin anywhere.
		const open = [...states, 0];
		for (let state = open.pop(); state !== undefined; state = open.pop()) {
			if (reachedAt[state] === at) continue;
			reachedAt[state] = at;
			const instruction = program[state];
			if (instruction.kind === 'match') return true;
			if (instruction.kind === 'split') {
				for (const to of instruction.to) open.push(to);
			} else if (instruction.kind === 'assert') {
				if (HOLDS[instruction.what](at, text)) open.push(state + 1);
			} else if (at < text.length && instruction.takes(text[at])) {
				next.push(state + 1);
			}
		}
		states = next;
	}
	return false;
}

const HOLDS: Readonly<Record<string, (at: number, text: readonly string[]) => boolean>> = {
	start: (at) => at === 0,
	end: (at, text) => at === text.length,
	boundary: (at, text) => isWord(text[at - 1]) !== isWord(text[at]),
	noBoundary: (at, text) => isWord(text[at - 1]) === isWord(text[at]),
};

function isWord(character: string | undefined): boolean {
	return character !== undefined && WORD.test(character);
}
