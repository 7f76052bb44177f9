import type { SendOutcome } from '../providers/provider';
import { tokensOf } from './fate';
import { InFlightKeys, type KeyOwner } from './inFlightKeys';
import type { Ledger } from './ledger';
import type { Progress } from './progress';
import type { Letter } from './types';

/** The keys of one run's letters: what the store and other runs are asked and told about them. */
export class RunKeys<T> implements KeyOwner {
	/** Keys come first while they turn out to be known: what is skipped needs no place in the pace. */
	first = true;

	private readonly own: ReadonlySet<string>;

	private readonly inFlight?: InFlightKeys;

	/** Keys that a message was sent with, here or by another run since this one began. */
	private readonly sent = new Set<string>();

	/** Keys that this run recorded although their message is not sent yet. */
	private readonly pending = new Set<string>();

	/** @param ledger only for letters with a key */
	constructor(
		letters: Letter<T>[],
		private readonly ledger: Ledger | undefined,
		private readonly progress: Progress,
	) {
		this.own = new Set(keysOf(letters));
		if (ledger && this.own.size > 0) this.inFlight = InFlightKeys.join(ledger.name, this);
	}

	hearOfSent(tokens: string[]): void {
		for (const token of tokens) if (this.own.has(token)) this.sent.add(token);
	}

	/** @returns undefined when no other run is sending these; else when to ask again */
	acquire(letters: Letter<T>[]): Promise<void> | undefined {
		return this.inFlight?.acquire(this, keysOf(letters));
	}

	/** What became of this letter is known: another run may have its key. */
	settle(letter: Letter<T>): void {
		this.inFlight?.release(this, keysOf([letter]));
	}

	/** Records that these are about to be sent. @returns those that were sent before */
	async claim(letters: Letter<T>[]): Promise<Letter<T>[]> {
		const tokens = tokensOf(letters, 'atMostOnce');
		const known = await (this.ledger?.claim(tokens) ?? new Set<string>());
		for (const token of tokens) if (!known.has(token)) this.pending.add(token);
		if (tokens.length > 0) this.first = known.size > 0;
		return letters.filter(
			({ once }) => once !== undefined && (known.has(once.token) || this.sent.has(once.token)),
		);
	}

	/** What became of these. */
	async record(letters: Letter<T>[], fateOf: (letter: Letter<T>) => SendOutcome): Promise<void> {
		const accepted = letters.filter((letter) => fateOf(letter).accepted);
		const refused = letters.filter((letter) => {
			const fate = fateOf(letter);
			return !fate.accepted && !fate.outcomeUnknown;
		});
		const sent = keysOf(accepted);
		for (const token of sent) this.sent.add(token);
		this.inFlight?.tellSent(this, sent);
		await this.recordQuietly(tokensOf(accepted, 'atLeastOnce'));
		await this.release(refused);
		this.keep(letters);
	}

	/** These are sent, or may be: their keys are not given back. */
	keep(letters: Letter<T>[]): void {
		for (const token of keysOf(letters)) this.pending.delete(token);
	}

	/** These were certainly not sent. A key that this run did not record is another's, and stays. */
	async release(letters: Letter<T>[]): Promise<void> {
		const own = tokensOf(letters, 'atMostOnce').filter((token) => this.pending.delete(token));
		await this.releaseQuietly(own);
	}

	/** The run is over: what it recorded and did not send may be sent by another. */
	async close(): Promise<void> {
		await this.releaseQuietly([...this.pending]);
		this.inFlight?.leave(this);
	}

	/** What was sent was sent, whether or not the store can be written to. */
	private async recordQuietly(tokens: string[]): Promise<void> {
		await this.ledger?.record(tokens).catch((error: unknown) => {
			this.progress.warn(`couldn’t record ${countOf(tokens)}: ${String(error)}`);
		});
	}

	private async releaseQuietly(tokens: string[]): Promise<void> {
		await this.ledger?.release(tokens).catch((error: unknown) => {
			this.progress.warn(
				`couldn’t release ${countOf(tokens)} of messages that weren’t sent: ${String(error)}. This n8n process sends them when the items run again; another process, or this one after a restart, skips them.`,
			);
		});
	}
}

function keysOf<T>(letters: Letter<T>[]): string[] {
	return letters.flatMap(({ once }) => (once ? [once.token] : []));
}

function countOf({ length }: string[]): string {
	return `${length} idempotency ${length === 1 ? 'key' : 'keys'}`;
}
