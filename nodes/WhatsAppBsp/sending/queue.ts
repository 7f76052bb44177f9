import type { Clock } from './clock';
import type { Letter } from './types';

/** Letters that share a request, and all who wait for what becomes of them. */
interface Order {
	/** Letters without a fate yet. */
	open: number;
	/** Earlier orders with a letter of the same chain. */
	waitingFor: number;
	next: Array<Task<unknown, unknown>>;
}

/** One request to be made. */
export interface Task<T, R> {
	letters: Letter<T>[];
	order: Order;
	/** Requests made so far. */
	attempts: number;
	/** Refusals for this recipient so far. */
	recipientRefusals: number;
	firstSentAt?: number;
	/** The payload with its file uploaded. */
	ready?: R;
	/** The store has its keys. */
	claimed: boolean;
}

/** Gives out requests so that each chain keeps its order, and different chains run side by side. */
export class Queue<T, R> {
	private readonly ready: Array<Task<T, R>> = [];

	private head = 0;

	private readonly urgent: Array<Task<T, R>> = [];

	private readonly takers: Array<(task: Task<T, R> | undefined) => void> = [];

	private openOrders = 0;

	private closed = false;

	constructor(
		groups: Array<Letter<T>[]>,
		private readonly clock: Clock,
	) {
		const last = new Map<string, Order>();
		for (const letters of groups) {
			const order: Order = { open: letters.length, waitingFor: 0, next: [] };
			const task = this.newTask(letters, order);
			this.openOrders += 1;
			for (const { chain } of letters) {
				const before = last.get(chain);
				if (before) {
					before.next.push(task);
					order.waitingFor += 1;
				}
				last.set(chain, order);
			}
			if (order.waitingFor === 0) this.ready.push(task);
		}
	}

	/** The next request; undefined when there will be none. */
	async take(): Promise<Task<T, R> | undefined> {
		if (this.closed || this.openOrders === 0) return undefined;
		const task = this.urgent.shift() ?? this.shift();
		return task ?? (await new Promise((resolve) => this.takers.push(resolve)));
	}

	/** These letters have a fate: their recipients' next ones may go. */
	settle({ order }: Task<T, R>, letters: number): void {
		order.open -= letters;
		if (order.open > 0) return;
		this.openOrders -= 1;
		for (const task of order.next as Array<Task<T, R>>) {
			task.order.waitingFor -= 1;
			if (task.order.waitingFor === 0) this.give(task, this.ready);
		}
		if (this.openOrders === 0) this.close();
	}

	/** The same request later, before others: who waited longest goes first. */
	again(task: Task<T, R>, afterMs: number): void {
		this.againAfter(task, this.clock.sleep(afterMs));
	}

	/** The same request once something else is over, before others. */
	againAfter(task: Task<T, R>, over: Promise<void>): void {
		void over.then(() => this.give(task, this.urgent));
	}

	/** One request for each letter instead of one for all. */
	split(task: Task<T, R>): void {
		for (const letter of task.letters) {
			this.give({ ...task, letters: [letter] }, this.urgent);
		}
	}

	/** Gives out nothing more. */
	close(): void {
		this.closed = true;
		for (const taker of this.takers.splice(0)) taker(undefined);
	}

	private newTask(letters: Letter<T>[], order: Order): Task<T, R> {
		return { letters, order, attempts: 0, recipientRefusals: 0, claimed: false };
	}

	private give(task: Task<T, R>, list: Array<Task<T, R>>): void {
		const taker = this.takers.shift();
		if (taker) taker(this.closed ? undefined : task);
		else list.push(task);
	}

	/** An array's own shift moves all that is left, which counts with ten thousand. */
	private shift(): Task<T, R> | undefined {
		if (this.head >= this.ready.length) return undefined;
		const task = this.ready[this.head];
		this.head += 1;
		if (this.head > 1000) {
			this.ready.splice(0, this.head);
			this.head = 0;
		}
		return task;
	}
}
