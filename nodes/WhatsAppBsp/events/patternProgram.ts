/** A pattern that cannot be used; the message says why, for the person who typed it. */
export class InvalidPattern extends Error {
	constructor(reason: string) {
		super(reason);
		this.name = 'InvalidPattern';
	}
}

export type Instruction =
	| { kind: 'character'; takes: (character: string) => boolean }
	| { kind: 'assert'; what: 'start' | 'end' | 'boundary' | 'noBoundary' }
	/** Goes on at each of these instructions at once. */
	| { kind: 'split'; to: number[] }
	| { kind: 'match' };

/**
 * Time is text length times program length: the worst pattern takes some 25 ms for WhatsApp's longest
 * text, a usual one takes one or two.
 */
const LONGEST_PROGRAM = 500;
const MOST_NESTED = 50;

const CLASSES: Readonly<Record<string, RegExp>> = {
	d: /\p{Nd}/u,
	D: /\P{Nd}/u,
	w: /[\p{L}\p{N}_]/u,
	W: /[^\p{L}\p{N}_]/u,
	s: /\s/u,
	S: /\S/u,
};
const ASSERTIONS: Readonly<Record<string, 'boundary' | 'noBoundary'>> = {
	b: 'boundary',
	B: 'noBoundary',
};
const CONTROL: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
const QUANTIFIERS: Readonly<Record<string, [number, number]>> = {
	'*': [0, Infinity],
	'+': [1, Infinity],
	'?': [0, 1],
};

/**
 * Turns a pattern into a program whose addresses are absolute.
 * @throws InvalidPattern
 */
export function compile(pattern: string): Instruction[] {
	const parser = new Parser([...pattern]);
	const program = parser.alternatives(0);
	if (!parser.atEnd) throw new InvalidPattern("it has a ')' without a matching '('");
	return [...program, { kind: 'match' }];
}

type Part = Instruction[];

class Parser {
	private at = 0;

	constructor(private readonly text: readonly string[]) {}

	get atEnd(): boolean {
		return this.at >= this.text.length;
	}

	/** Alternatives up to a closing bracket or the end. */
	alternatives(depth: number): Part {
		if (depth > MOST_NESTED) throw new InvalidPattern('its groups are nested too deeply');
		const branches = [this.sequence(depth)];
		while (this.next('|')) branches.push(this.sequence(depth));
		return branches.reduceRight((rest, branch) => either(branch, rest));
	}

	private sequence(depth: number): Part {
		let all: Part = [];
		while (!this.atEnd && this.text[this.at] !== '|' && this.text[this.at] !== ')') {
			all = join(all, this.quantified(this.single(depth)));
		}
		return all;
	}

	private single(depth: number): Part {
		const character = this.text[this.at++];
		const read = this.readers[character];
		if (read) return read(depth);
		if (character in QUANTIFIERS)
			throw new InvalidPattern(`there is nothing for '${character}' to repeat`);
		return taking(same(character));
	}

	private readonly readers: Readonly<Record<string, (depth: number) => Part>> = {
		'(': (depth) => this.group(depth),
		'[': () => this.characterClass(),
		'\\': () => this.escaped(),
		'.': () => taking((other) => other !== '\n'),
		'^': () => [{ kind: 'assert', what: 'start' }],
		$: () => [{ kind: 'assert', what: 'end' }],
	};

	private group(depth: number): Part {
		if (this.next('?') && !this.next(':')) {
			throw new InvalidPattern('lookaround and named groups are not supported');
		}
		const inner = this.alternatives(depth + 1);
		if (!this.next(')')) throw new InvalidPattern("it has a '(' without a matching ')'");
		return inner;
	}

	private escaped(): Part {
		const character = this.text[this.at++];
		if (character === undefined) throw new InvalidPattern('it ends with a backslash');
		if (character in ASSERTIONS) return [{ kind: 'assert', what: ASSERTIONS[character] }];
		return taking(this.escapedTest(character));
	}

	private escapedTest(character: string): (other: string) => boolean {
		const known = CLASSES[character];
		if (known) return (other) => known.test(other);
		if (/[\p{L}\p{N}]/u.test(character) && !(character in CONTROL)) {
			throw new InvalidPattern(`'\\${character}' is not supported`);
		}
		return same(CONTROL[character] ?? character);
	}

	private characterClass(): Part {
		const isNegated = this.next('^');
		const tests: Array<(other: string) => boolean> = [];
		while (tests.length === 0 || this.text[this.at] !== ']') {
			if (this.atEnd) throw new InvalidPattern("it has a '[' without a matching ']'");
			tests.push(this.classMember());
		}
		this.at++;
		return taking((other) => tests.some((test) => test(other)) !== isNegated);
	}

	private classMember(): (other: string) => boolean {
		const first = this.text[this.at++];
		if (first === '\\') {
			const escaped = this.text[this.at++];
			if (escaped === undefined) throw new InvalidPattern('it ends with a backslash');
			return this.escapedTest(escaped);
		}
		const isRange =
			this.text[this.at] === '-' && ![undefined, ']'].includes(this.text[this.at + 1]);
		if (!isRange) return same(first);
		const [from, to] = [first, this.text[this.at + 1]].map((end) => end.toLowerCase());
		this.at += 2;
		if (to < from) throw new InvalidPattern(`'${first}-${to}' is not a valid range`);
		return (other) => other >= from && other <= to;
	}

	private quantified(part: Part): Part {
		const range = this.quantifier();
		if (!range) return part;
		// Whether as few or as many as possible does not change whether there is a match.
		this.next('?');
		const [least, most] = range;
		let all: Part = [];
		for (let count = 0; count < least; count++) all = join(all, part);
		if (most === Infinity) return join(all, repeated(part));
		let optional: Part = [];
		for (let count = least; count < most; count++) optional = either(join(part, optional), []);
		return join(all, optional);
	}

	private quantifier(): [number, number] | undefined {
		const character = this.text[this.at];
		const known = character === undefined ? undefined : QUANTIFIERS[character];
		if (known) {
			this.at++;
			return known;
		}
		const counted = /^\{(\d{1,4})(,?)(\d{0,4})\}/.exec(
			this.text.slice(this.at, this.at + 12).join(''),
		);
		if (!counted) return undefined;
		this.at += counted[0].length;
		const least = Number(counted[1]);
		const most = counted[2] === '' ? least : counted[3] === '' ? Infinity : Number(counted[3]);
		if (most < least) throw new InvalidPattern(`'${counted[0]}' is not a valid range`);
		return [least, most];
	}

	private next(character: string): boolean {
		if (this.text[this.at] !== character) return false;
		this.at++;
		return true;
	}
}

/** Case does not matter: the text comes in lower case. */
function same(character: string): (other: string) => boolean {
	const plain = character.toLowerCase();
	return (other) => other === plain;
}

function taking(takes: (character: string) => boolean): Part {
	return [{ kind: 'character', takes }];
}

/** First one, then the other. */
function join(first: Part, second: Part): Part {
	return limited([...first, ...moved(second, first.length)]);
}

/** One of two. The first jumps over the second when it is through. */
function either(first: Part, second: Part): Part {
	const secondAt = first.length + 2;
	return limited([
		{ kind: 'split', to: [1, secondAt] },
		...moved(first, 1),
		{ kind: 'split', to: [secondAt + second.length] },
		...moved(second, secondAt),
	]);
}

/** Any number of times. */
function repeated(part: Part): Part {
	return limited([
		{ kind: 'split', to: [1, part.length + 2] },
		...moved(part, 1),
		{ kind: 'split', to: [0] },
	]);
}

function moved(part: Part, by: number): Part {
	return part.map((instruction) =>
		instruction.kind === 'split'
			? { kind: 'split', to: instruction.to.map((address) => address + by) }
			: instruction,
	);
}

function limited(part: Part): Part {
	if (part.length > LONGEST_PROGRAM) throw new InvalidPattern('it is too long');
	return part;
}
