import { Session, type Profiler } from 'node:inspector';

type AnyFunction = (this: unknown, ...args: never[]) => unknown;

/** Characters that a call of one of the engine's own functions reads or makes. */
type GetCost = (result: never, target: never, args: never) => number;

const getResultLength = (result: string) => result.length;
const getSearchedLength = (result: number, text: string, [, from = 0]: [string, number?]) =>
	(result < 0 ? text.length : result) - from;

const ENGINE_FUNCTIONS: ReadonlyArray<[prototype: object, name: string, getCost: GetCost]> = [
	[String.prototype, 'slice', getResultLength],
	[String.prototype, 'trim', getResultLength],
	[String.prototype, 'trimStart', getResultLength],
	[String.prototype, 'trimEnd', getResultLength],
	[String.prototype, 'indexOf', getSearchedLength],
	[Array.prototype, 'join', getResultLength],
	[Array.prototype, 'slice', getResultLength],
	[RegExp.prototype, 'exec', getMatchCost],
];

/** `test`, `replace`, `split` and `matchAll` call `exec` as well. */
function getMatchCost(match: RegExpExecArray | null, pattern: RegExp, [text]: [string]): number {
	const isAnchored = pattern.sticky || pattern.source.startsWith('^');
	if (isAnchored) return 1 + (match?.[0].length ?? 0);
	if (!match) return 1 + text.length;
	// A search that goes on after the match before reads only from there.
	return pattern.global ? 1 + match[0].length : 1 + match.index + match[0].length;
}

const SIZE = 2000;
const MAX_GROWTH = 2.1;

/**
 * Counts the work of functions over text: how often each block of their code ran, and how many
 * characters the engine's own functions read or made. Unlike time, it's the same in each run. It
 * doesn't see how often a single match of a regular expression goes back.
 */
export class WorkCounter {
	private readonly session = new Session();

	private characters = 0;

	/** @param folder part of the path of the files that count; they must be loaded after this */
	constructor(private readonly folder: string) {
		this.session.connect();
		this.session.post('Profiler.enable');
		this.session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
	}

	stop(): void {
		this.session.disconnect();
	}

	count(run: () => unknown): number {
		this.takeBlockCount();
		this.characters = 0;
		const restore = ENGINE_FUNCTIONS.map((watched) => this.watch(...watched));
		try {
			run();
		} finally {
			for (const undo of restore) undo();
		}
		return this.characters + this.takeBlockCount();
	}

	/**
	 * Twice the input is at most twice the work; what comes once for any input makes it less. V8 at times
	 * reports one block of a loop twice, so the least of three measurements counts.
	 */
	expectLinear<Input>(run: (input: Input) => unknown, createInput: (size: number) => Input): void {
		let growth = Infinity;
		for (let attempts = 0; growth >= MAX_GROWTH && attempts < 3; attempts++) {
			const [once, twice] = [SIZE, 2 * SIZE].map((size) => {
				const input = createInput(size);
				return this.count(() => run(input));
			});
			expect(once).toBeGreaterThan(SIZE);
			growth = Math.min(growth, twice / once);
		}
		expect(growth).toBeLessThan(MAX_GROWTH);
	}

	/** Since the last call. */
	private takeBlockCount(): number {
		let blocks = 0;
		const add = (error: Error | null, { result }: Profiler.TakePreciseCoverageReturnType): void => {
			if (error) throw error;
			for (const { functions } of result.filter(({ url }) => url.includes(this.folder))) {
				for (const { ranges } of functions) for (const { count } of ranges) blocks += count;
			}
		};
		this.session.post('Profiler.takePreciseCoverage', add);
		return blocks;
	}

	private watch(prototype: object, name: string, getCost: GetCost): () => void {
		const functions = prototype as Record<string, AnyFunction>;
		const original = functions[name];
		const add = (cost: number) => {
			this.characters += cost;
		};
		functions[name] = function watched(this: unknown, ...args: never[]): unknown {
			const result = original.apply(this, args);
			add(getCost(result as never, this as never, args as never));
			return result;
		};
		return () => {
			functions[name] = original;
		};
	}
}
