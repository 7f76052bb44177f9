/** Contenders take turns, so that what else the machine does hits all of them; ratios are within a round. */
import { formatMarkdownTable } from './markdownTable.mts';

/** One of ours compared with another one, in every round. */
export interface Comparison {
	what: string;
	beside: string;
	/** Ours and the other one's, round by round. */
	pairs: Array<[own: number, other: number]>;
	digits?: number;
}

/**
 * Runs each contender once a round, each round beginning with the next one and every other one backwards, so
 * that none always follows the same. A round before is not counted: then all of them are equally warm.
 * @returns results by contender, in the order of the rounds
 */
export async function takeTurns<C, R>(
	contenders: readonly C[],
	rounds: number,
	run: (contender: C) => Promise<R>,
): Promise<Map<C, R[]>> {
	const results = new Map<C, R[]>(contenders.map((each) => [each, []]));
	for (let round = 0; round <= rounds; round++) {
		const start = round % contenders.length;
		const order = [...contenders.slice(start), ...contenders.slice(0, start)];
		for (const contender of round % 2 === 0 ? order : order.reverse()) {
			const result = await run(contender);
			if (round > 0) results.get(contender)?.push(result);
		}
	}
	return results;
}

export function median(numbers: readonly number[]): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle] + sorted[middle - 1]) / 2;
}

/** A table: what was measured, compared with what, the ratio, from and to, in how many rounds. */
export function formatTable(comparisons: readonly Comparison[]): string {
	const head = ['measured', 'ours', 'beside', 'its', 'ratio', 'min – max', 'rounds'];
	const rows = comparisons.map(({ what, beside, pairs, digits = 0 }) => {
		const ratios = pairs.map(([own, other]) => own / other);
		return [
			what,
			median(pairs.map(([own]) => own)).toFixed(digits),
			beside,
			median(pairs.map(([, other]) => other)).toFixed(digits),
			median(ratios).toFixed(2),
			`${Math.min(...ratios).toFixed(2)} – ${Math.max(...ratios).toFixed(2)}`,
			String(pairs.length),
		];
	});
	return formatMarkdownTable(head, rows, [0, 2]);
}
