import type { RecipientLimit } from './types';

/** How many recipients are remembered before those without a debt are forgotten. */
const REMEMBERED = 20_000;

/** Keeps the limit per recipient, for all runs of an account. Times are milliseconds of one clock. */
export class RecipientPace {
	/** When each recipient's allowance would be full again. */
	private readonly fullAt = new Map<string, number>();

	private forgetAbove = REMEMBERED;

	constructor(private readonly limit: RecipientLimit) {}

	isAbout(code: string): boolean {
		return this.limit.codes.includes(code);
	}

	/** Milliseconds until the next message to this recipient may leave. */
	wait(to: string, now: number): number {
		const { everyMs, burst } = this.limit;
		const fullAt = this.fullAt.get(to) ?? now;
		return Math.max(0, fullAt - now - (burst - 1) * everyMs);
	}

	sent(to: string, now: number): void {
		const fullAt = Math.max(now, this.fullAt.get(to) ?? now) + this.limit.everyMs;
		// Taken out first, so that the order of the map is that of the last message.
		this.fullAt.delete(to);
		this.fullAt.set(to, fullAt);
		if (this.fullAt.size > this.forgetAbove) this.forget(now);
	}

	/** The provider refused for this recipient, so what was counted here was wrong: it waits this long. */
	refused(to: string, now: number, waitMs: number): void {
		const { everyMs, burst } = this.limit;
		this.fullAt.set(to, now + waitMs + (burst - 1) * everyMs);
	}

	private forget(now: number): void {
		for (const [to, fullAt] of this.fullAt) if (fullAt <= now) this.fullAt.delete(to);
		this.forgetAbove = Math.max(REMEMBERED, this.fullAt.size * 2);
	}
}
