/** A list that forgets its oldest entries, in slices so that a push stays cheap. */
export class Bounded<T> {
	private entries: T[] = [];
	/** How many were ever pushed: the newest entry's number. */
	private count = 0;
	readonly limit: () => number;

	constructor(limit: () => number) {
		this.limit = limit;
	}

	push(entry: T): T {
		this.count += 1;
		this.entries.push(entry);
		const limit = this.limit();
		if (this.entries.length > limit + limit / 4 + 8)
			this.entries.splice(0, this.entries.length - limit);
		return entry;
	}

	all(): readonly T[] {
		return this.entries.slice(-this.limit());
	}

	/** The newest ones, oldest first, each with a number that stays its own. */
	getNewest(many: number): Array<{ number: number; entry: T }> {
		const entries = this.entries.slice(-many);
		const first = this.count - entries.length + 1;
		return entries.map((entry, index) => ({ number: first + index, entry }));
	}

	clear(): void {
		this.entries = [];
	}
}

/** A map that forgets its oldest keys. */
export class BoundedMap<V> {
	private entries = new Map<string, V>();
	readonly limit: () => number;

	constructor(limit: () => number) {
		this.limit = limit;
	}

	get(key: string): V | undefined {
		return this.entries.get(key);
	}

	set(key: string, value: V): void {
		this.entries.set(key, value);
		if (this.entries.size > this.limit()) {
			const oldest = this.entries.keys().next().value;
			if (oldest !== undefined) this.entries.delete(oldest);
		}
	}

	delete(key: string): boolean {
		return this.entries.delete(key);
	}

	values(): V[] {
		return [...this.entries.values()];
	}

	clear(): void {
		this.entries.clear();
	}
}
