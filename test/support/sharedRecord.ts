import type { ProcessedStore } from '../../nodes/WhatsAppBsp/sending/ledger';
import type { TestClock } from './sending';

/** How long the parts of one access take, in milliseconds. */
export interface Access {
	/** Until the record is read. */
	read: number;
	/** From reading to writing: what others write meanwhile is lost. */
	hold: number;
	/** Until the writer hears of it. */
	answer: number;
	/** Fails before anything is written. */
	fails?: 'atRead' | 'atWrite';
}

export const QUICK: Access = { read: 1, hold: 5, answer: 1 };

/**
 * n8n's table of processed data as several processes see it: one record, read and written back whole,
 * made by an INSERT that fails when somebody else was first.
 */
export class SharedRecord {
	entries?: string[];

	accesses = 0;

	private static made = 0;

	private readonly id = SharedRecord.made++;

	constructor(
		private readonly clock: TestClock,
		/** What the next access is like. */
		private readonly next: (process: number) => Access,
	) {}

	/** The record as one process reaches it. */
	open(process: number): ProcessedStore {
		return {
			// Processes do not take turns with each other: to each it is a store of its own name.
			name: `record ${this.id} of process ${process}`,
			checkAndRecord: async (tokens, atMost) => {
				const known: string[] = [];
				await this.access(process, (before) => {
					const held = new Set(before);
					const added = tokens.filter((token) => !held.has(token));
					known.push(...tokens.filter((token) => held.has(token)));
					const entries = [...before, ...added];
					return atMost === undefined ? entries : entries.slice(-atMost);
				});
				return { known };
			},
			remove: async (tokens) => {
				const removed = new Set(tokens);
				await this.access(process, (before) => before.filter((token) => !removed.has(token)));
			},
		};
	}

	private async access(process: number, change: (before: string[]) => string[]): Promise<void> {
		this.accesses += 1;
		const { read, hold, answer, fails } = this.next(process);
		await this.clock.sleep(read);
		if (fails === 'atRead') throw new Error('no database');
		const before = this.entries;
		await this.clock.sleep(hold);
		if (fails === 'atWrite') throw new Error('no database');
		if (before === undefined && this.entries !== undefined) throw new Error('UNIQUE constraint');
		this.entries = change(before ?? []);
		await this.clock.sleep(answer);
	}
}
