/** Random numbers that a seed repeats. */
export interface Random {
	/** Between two bounds, both included. */
	integer(min: number, max: number): number;
	isTrue(probability: number): boolean;
}

/** Mulberry32, a generator in the public domain. */
export function createRandom(seed: number): Random {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	return {
		integer: (min, max) => min + Math.floor(next() * (max - min + 1)),
		isTrue: (probability) => next() < probability,
	};
}
