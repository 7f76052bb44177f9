/** Milliseconds. */
export interface Timing {
	/** From recording a key until it is looked whether it is still there. */
	settle: number;
	/** A process leaves the store alone for this long, and up to as long again, after each write. */
	apart: number;
	/** How soon a key that was won is put back, should it be overwritten: sooner than `settle`. */
	guard: number;
	/** For how long, ever less often: longer than writes that are held up, one after another. */
	guardFor: number;
}

export const TIMING: Timing = { settle: 750, apart: 80, guard: 250, guardFor: 4000 };

/** A key that somebody wants. */
export interface Ticket {
	/** Whether somebody had the key before. */
	known: Promise<boolean>;
	/** The keys of its batch. */
	home: Map<string, Ticket>;
	resolve(known: boolean): void;
	reject(error: unknown): void;
}

/** What the store held. */
export type Known = ReadonlySet<string>;

export type State = 'new' | 'recorded' | 'sealing' | 'won';

/** Keys that one process wants at the same time. */
export interface Batch {
	state: State;
	/** Random. Recorded after the keys, in one write with them: while it is there, they are, and ours. */
	mark: string;
	keys: Map<string, Ticket>;
	/** When the store is to be asked next. */
	dueAt: number;
	rounds: number;
	wonAt: number;
}

/** What is most urgent comes first. */
export const URGENCY: Readonly<Record<State, number>> = { sealing: 0, recorded: 1, new: 2, won: 3 };

/** What is recorded beside a key once it is somebody's. */
export function sealOf(key: string): string {
	return `${key}|sealed`;
}

/** What a batch asks for: a mark always after its keys, as the oldest entries are forgotten first. */
export function entriesOf({ state, keys, mark }: Batch): string[] {
	const own = [...keys.keys()];
	if (state === 'won') return [...own, ...own.map(sealOf)];
	return state === 'sealing' ? [...own, ...own.map(sealOf), mark] : [...own, mark];
}

export function openTicket(home: Ticket['home']): Ticket {
	let settle!: Pick<Ticket, 'resolve' | 'reject'>;
	const known = new Promise<boolean>((resolve, reject) => (settle = { resolve, reject }));
	return { known, home, ...settle };
}
