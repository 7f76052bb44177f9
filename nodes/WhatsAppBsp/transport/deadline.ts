import { systemClock } from '../core/clock';

/** When something takes too long. */
export interface Deadline {
	readonly hasPassed: boolean;
	/** It no longer matters. */
	clear(): void;
}

interface PendingDeadline {
	/** Of `systemClock`. */
	at: number;
	hasPassed: boolean;
	onPassed(): void;
}

/** Deadlines of one length come in the order in which they were set, so the first one has the timer of all. */
class DeadlineQueue {
	private readonly pending = new Set<PendingDeadline>();

	private isTimed = false;

	constructor(
		private readonly ms: number,
		private readonly onEmpty: () => void,
	) {}

	add(onPassed: () => void): Deadline {
		const now = systemClock.now();
		const deadline = {
			at: now + this.ms,
			hasPassed: false,
			onPassed,
			clear: () => void this.pending.delete(deadline),
		};
		this.pending.add(deadline);
		if (!this.isTimed) this.setTimer(deadline, now);
		return deadline;
	}

	private setTimer(first: PendingDeadline, now: number): void {
		this.isTimed = true;
		const timer = AbortSignal.timeout(Math.max(0, Math.round(first.at - now)));
		timer.addEventListener('abort', () => this.onTimer(first), { once: true });
	}

	private onTimer(first: PendingDeadline): void {
		const now = systemClock.now();
		for (const deadline of this.pending) {
			// A timer may be a little early for its own.
			if (deadline !== first && deadline.at > now) return this.setTimer(deadline, now);
			this.pending.delete(deadline);
			deadline.hasPassed = true;
			deadline.onPassed();
		}
		this.onEmpty();
	}
}

const queues = new Map<number, DeadlineQueue>();

/**
 * Calls `onPassed` after so many milliseconds, unless cleared. A timer for each request would cost more than any
 * other step of a message does.
 */
export function setDeadline(ms: number, onPassed: () => void): Deadline {
	const queue = queues.get(ms) ?? new DeadlineQueue(ms, () => queues.delete(ms));
	queues.set(ms, queue);
	return queue.add(onPassed);
}
