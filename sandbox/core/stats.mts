import { BoundedMap } from './bounded.mts';

/** Counters of what an account's server saw. */
export class Stats {
	requests = 0;
	accepted = 0;
	rejected = 0;
	rateLimited = 0;
	uploads = 0;
	templateDownloads = 0;
	/** Accepted messages whose recipient and content had been accepted before. */
	duplicates = 0;
	inFlight = 0;
	peakInFlight = 0;
	private seen: BoundedMap<number>;

	constructor(limit: () => number) {
		this.seen = new BoundedMap(limit);
	}

	start(): void {
		this.requests += 1;
		this.inFlight += 1;
		this.peakInFlight = Math.max(this.peakInFlight, this.inFlight);
	}

	end(): void {
		this.inFlight -= 1;
	}

	accept(to: string, content: string): void {
		this.accepted += 1;
		const key = `${to}\n${content}`;
		const times = this.seen.get(key) ?? 0;
		if (times > 0) this.duplicates += 1;
		this.seen.set(key, times + 1);
	}

	reset(): void {
		this.requests = this.accepted = this.rejected = this.rateLimited = 0;
		this.uploads = this.templateDownloads = this.duplicates = 0;
		this.peakInFlight = this.inFlight;
		this.seen.clear();
	}

	toJSON(): Record<string, number> {
		const { requests, accepted, rejected, rateLimited, uploads } = this;
		const { templateDownloads, duplicates, inFlight, peakInFlight } = this;
		return {
			requests,
			accepted,
			rejected,
			rateLimited,
			uploads,
			templateDownloads,
			duplicates,
			inFlight,
			peakInFlight,
		};
	}
}
