import type { Letter } from './types';

export interface Grouping {
	/** Highest number of characters that the joined recipients of a request may have. */
	joinedLength: number;
	join(recipients: string[]): string;
}

interface Group<T> {
	letters: Letter<T>[];
	sequence: number;
}

/**
 * Packs letters that say the same into as few requests as fit; without a grouping each gets a request
 * of its own. No letter joins a request that was begun before its recipient's last one, so that the
 * requests, in their order, keep every recipient's order.
 */
export function group<T>(letters: Letter<T>[], grouping?: Grouping): Letter<T>[][] {
	if (!grouping) return letters.map((letter) => [letter]);
	const groups: Group<T>[] = [];
	const open = new Map<string, Group<T>>();
	const last = new Map<string, number>();
	for (const letter of letters) {
		const candidate = open.get(letter.groupKey);
		const fits =
			candidate !== undefined &&
			candidate.sequence > (last.get(letter.chain) ?? -1) &&
			grouping.join([...candidate.letters, letter].map(({ to }) => to)).length <=
				grouping.joinedLength;
		const chosen = fits ? candidate : { letters: [], sequence: groups.length };
		if (!fits) {
			groups.push(chosen);
			open.set(letter.groupKey, chosen);
		}
		chosen.letters.push(letter);
		last.set(letter.chain, chosen.sequence);
	}
	return groups.map((each) => each.letters);
}
