import type { SendOutcome } from '../providers/provider';
import { tokensOf } from './fate';
import type { Ledger } from './ledger';
import type { Progress } from './progress';
import type { Letter } from './types';

/** The keys of one run's letters: what the store is asked and told about them. */
export class RunKeys<T> {
	/** Keys come first while they turn out to be known: what is skipped needs no place in the pace. */
	first = true;

	private readonly sentHere = new Set<string>();

	/** Keys that this run recorded although their message is not sent yet. */
	private readonly pending = new Set<string>();

	/** @param ledger only for letters with a key */
	constructor(
		private readonly ledger: Ledger | undefined,
		private readonly progress: Progress,
	) {}

	/** Records that these are about to be sent. @returns those that were sent before */
	async claim(letters: Letter<T>[]): Promise<Letter<T>[]> {
		const tokens = tokensOf(letters, 'atMostOnce');
		const known = await (this.ledger?.claim(tokens) ?? new Set<string>());
		for (const token of tokens) if (!known.has(token)) this.pending.add(token);
		if (tokens.length > 0) this.first = known.size > 0;
		return letters.filter(
			({ once }) => once !== undefined && (known.has(once.token) || this.sentHere.has(once.token)),
		);
	}

	/** What became of these. */
	async record(letters: Letter<T>[], fateOf: (letter: Letter<T>) => SendOutcome): Promise<void> {
		const accepted = letters.filter((letter) => fateOf(letter).accepted);
		const refused = letters.filter((letter) => {
			const fate = fateOf(letter);
			return !fate.accepted && !fate.outcomeUnknown;
		});
		for (const { once } of accepted) if (once) this.sentHere.add(once.token);
		await this.quietly('record', tokensOf(accepted, 'atLeastOnce'));
		await this.release(refused);
		this.keep(letters);
	}

	/** These are sent, or may be: their keys are not given back. */
	keep(letters: Letter<T>[]): void {
		for (const { once } of letters) if (once) this.pending.delete(once.token);
	}

	/** These were certainly not sent. A key that this run did not record is another's, and stays. */
	async release(letters: Letter<T>[]): Promise<void> {
		const own = tokensOf(letters, 'atMostOnce').filter((token) => this.pending.delete(token));
		await this.quietly('release', own);
	}

	/** The run is over: what it recorded and did not send may be sent by another. */
	async releaseRest(): Promise<void> {
		await this.quietly('release', [...this.pending]);
	}

	/** What was sent was sent, whether or not the store can be written to. */
	private async quietly(what: 'record' | 'release', tokens: string[]): Promise<void> {
		try {
			await this.ledger?.[what](tokens);
		} catch (error) {
			this.progress.warn(
				`could not ${what} ${tokens.length} idempotency ${tokens.length === 1 ? 'key' : 'keys'}: ${String(error)}`,
			);
		}
	}
}
