import { BoundedMap } from './bounded.mts';

/** Token bucket: `capacity` at once, refilled at `perSecond`. */
export class Bucket {
	private tokens: number;
	private at: number;

	constructor(capacity: number, now: number) {
		this.tokens = capacity;
		this.at = now;
	}

	tryAcquire(perSecond: number, capacity: number, now: number): boolean {
		this.tokens = Math.min(capacity, this.tokens + ((now - this.at) / 1000) * perSecond);
		this.at = now;
		// A hair of tolerance: the sum of many refills is not exact.
		if (this.tokens < 1 - 1e-6) return false;
		this.tokens -= 1;
		return true;
	}
}

/** Meta's pair limit: one message per 6 s to the same person, up to 45 borrowed from the future. */
const PAIR_PER_SECOND = 1 / 6;
const PAIR_BURST = 45;

export class Limits {
	private messages: Bucket | undefined;
	private uploads: Bucket | undefined;
	private pairs: BoundedMap<Bucket>;

	constructor(maxEntries: () => number) {
		this.pairs = new BoundedMap(maxEntries);
	}

	acquireMessage(perSecond: number | null, burst: number | null): boolean {
		if (perSecond === null) return true;
		const capacity = burst ?? Math.max(1, perSecond);
		this.messages ??= new Bucket(capacity, performance.now());
		return this.messages.tryAcquire(perSecond, capacity, performance.now());
	}

	acquireUpload(perSecond: number | null, burst: number | null): boolean {
		if (perSecond === null) return true;
		const capacity = burst ?? Math.max(1, perSecond);
		this.uploads ??= new Bucket(capacity, performance.now());
		return this.uploads.tryAcquire(perSecond, capacity, performance.now());
	}

	/** `now` is the account's clock, so that "hours later" gives the pair its allowance back. */
	acquirePair(to: string, now: number): boolean {
		let bucket = this.pairs.get(to);
		if (!bucket) {
			bucket = new Bucket(PAIR_BURST, now);
			this.pairs.set(to, bucket);
		}
		return bucket.tryAcquire(PAIR_PER_SECOND, PAIR_BURST, now);
	}

	reset(): void {
		this.messages = undefined;
		this.uploads = undefined;
		this.pairs.clear();
	}
}
