import type { Refused, SendOutcome } from '../providers/provider';
import type { Clock, Halt } from './clock';
import { isRateLimit, isRepeatable, isSplittable, kindOf, lost, NotSent, tokensOf } from './fate';
import { group, type Grouping } from './group';
import type { Ledger } from './ledger';
import type { Progress } from './progress';
import { Queue, type Task } from './queue';
import { waitBeforeRetry, waitForRecipient } from './retry';
import { RunKeys } from './runKeys';
import type { Lease } from './throttle';
import type { Answer, Carrier, Delivery, Fate, Letter } from './types';

export interface Controls<T> {
	lease: Lease;
	/** Only for letters with a key. */
	ledger?: Ledger;
	/** Letters that say the same share requests. */
	grouping?: Grouping;
	progress: Progress;
	clock: Clock;
	/** A number from 0 to 1. */
	random(): number;
	/** Ends the run from outside. */
	halt: Halt;
	/**
	 * Hears of each letter as soon as its fate is known. May throw, which ends the run: what is in
	 * flight is waited for and reported, nothing more is sent.
	 */
	report(delivery: Delivery<T>): void;
}

/**
 * Sends letters as fast as the account's lease allows: each recipient's in their order, different
 * recipients side by side. Sends again only what was certainly not taken.
 *
 * @returns how many letters were not sent because the run was halted
 * @throws what `report` threw first
 */
export async function deliver<T, R>(
	letters: Letter<T>[],
	carrier: Carrier<T, R>,
	controls: Controls<T>,
): Promise<number> {
	const keys = new RunKeys(letters, controls.ledger, controls.progress);
	try {
		return await new Delivering(carrier, controls, keys).all(letters);
	} finally {
		await keys.close();
	}
}

class Delivering<T, R> {
	private queue!: Queue<T, R>;

	private open = 0;

	private thrown?: { error: unknown };

	/** A message could not be had through in all its attempts: the others are not waited for as long. */
	private outage = false;

	constructor(
		private readonly carrier: Carrier<T, R>,
		private readonly controls: Controls<T>,
		private readonly keys: RunKeys<T>,
	) {}

	async all(letters: Letter<T>[]): Promise<number> {
		const { grouping, clock, halt, lease } = this.controls;
		this.open = letters.length;
		const early = await this.earlyFates(letters);
		const groups = group(
			letters.filter((letter) => !early.has(letter)),
			grouping,
		);
		this.queue = new Queue(groups, clock);
		const release = halt.onHalt(() => this.queue.close());
		early.forEach((fate, letter) => this.tell(letter, fate, null, 0));
		const hands = Math.min(lease.limits.inFlight, groups.length);
		try {
			// Whatever ends one of them ends all, and is waited for: none sends on after the run.
			const work = async () => await this.work().catch((error: unknown) => this.end(error));
			await Promise.all(Array.from({ length: hands }, work));
		} finally {
			release();
		}
		if (this.thrown) throw this.thrown.error;
		return this.open;
	}

	/** Letters that need no request: sent in an earlier run, or nobody can tell whether they were. */
	private async earlyFates(letters: Letter<T>[]): Promise<Map<Letter<T>, Fate>> {
		const { ledger } = this.controls;
		const keyed = letters.filter(({ once }) => once?.promise === 'atLeastOnce');
		if (keyed.length === 0 || !ledger) return new Map();
		try {
			const sent = await ledger.sentBefore(tokensOf(keyed, 'atLeastOnce'));
			const known = keyed.filter(({ once }) => sent.has(once?.token as string));
			return new Map(known.map((letter) => [letter, { skipped: true }]));
		} catch (thrown) {
			return new Map(keyed.map((letter) => [letter, { thrown }]));
		}
	}

	private async work(): Promise<void> {
		for (let task = await this.queue.take(); task; task = await this.queue.take()) {
			const wait = this.waitForRecipients(task);
			if (wait > 0) {
				this.queue.again(task, wait);
				continue;
			}
			const othersEnd = this.keys.acquire(task.letters);
			if (othersEnd) this.queue.againAfter(task, othersEnd);
			else await this.attempt(task);
		}
	}

	private waitForRecipients({ letters }: Task<T, R>): number {
		const { lease, clock } = this.controls;
		const now = clock.now();
		const paced = letters.filter(({ isNoMessage }) => !isNoMessage);
		return Math.max(0, ...paced.map(({ to }) => lease.recipients?.wait(to, now) ?? 0));
	}

	/** Makes one request, or finds that there is none to make. */
	private async attempt(task: Task<T, R>): Promise<void> {
		const { lease, halt } = this.controls;
		try {
			if (this.keys.first) await this.claim(task);
			if (task.letters.length === 0) return;
			if (!task.ready) {
				const prepared = await this.carrier.prepare(task.letters[0].payload);
				if ('refused' in prepared) {
					const { refused, raw } = prepared;
					task.firstSentAt ??= this.controls.clock.now();
					task.attempts += 1;
					const outcomes = task.letters.map(() => refused);
					return await this.settle(task, { outcomes, raw });
				}
				task.ready = prepared.ready;
			}
			if (!(await lease.admit(task.letters.length, halt))) return;
		} catch (thrown) {
			return await this.fail(task, thrown);
		}
		try {
			await this.send(task);
		} finally {
			lease.release();
		}
	}

	private async send(task: Task<T, R>): Promise<void> {
		const { lease, clock, progress, halt } = this.controls;
		try {
			await this.claim(task);
		} catch (thrown) {
			return await this.fail(task, thrown);
		}
		if (task.letters.length === 0) return;
		if (halt.halted) return;
		const sentAt = clock.now();
		task.firstSentAt ??= sentAt;
		task.attempts += 1;
		if (task.attempts > 1) progress.count('repeated');
		for (const { to, isNoMessage } of task.letters) {
			if (!isNoMessage) lease.recipients?.sent(to, sentAt);
		}
		const answer = await this.post(task);
		if (!answer) return;
		const { letters } = task;
		try {
			this.learn(task, answer, sentAt);
			await this.settle(task, answer);
		} catch (thrown) {
			this.keys.keep(letters);
			this.finish(task, letters, () => lost(thrown), answer.raw);
		}
	}

	/** Whatever is thrown is the fate of these letters alone; undefined when they have theirs already. */
	private async post(task: Task<T, R>): Promise<Answer | undefined> {
		const recipients = task.letters.map(({ to }) => to);
		try {
			return await this.carrier.post(task.ready as R, recipients);
		} catch (thrown) {
			if (!(thrown instanceof NotSent)) {
				return { outcomes: recipients.map(() => lost(thrown)), raw: null };
			}
			await this.fail(task, thrown.thrown);
			return undefined;
		}
	}

	/** Nothing was sent: another run may try it. */
	private async fail(task: Task<T, R>, thrown: unknown): Promise<void> {
		await this.keys.release(task.letters);
		this.finish(task, task.letters, () => ({ thrown }), null);
	}

	/** Takes the letters whose key was sent before out of the task. */
	private async claim(task: Task<T, R>): Promise<void> {
		if (task.claimed) return;
		task.claimed = true;
		const skipped = await this.keys.claim(task.letters);
		task.letters = task.letters.filter((letter) => !skipped.includes(letter));
		this.finish(task, skipped, () => ({ skipped: true }), null);
	}

	/** What the answer says about the pace. */
	private learn(task: Task<T, R>, { outcomes, raw }: Answer, sentAt: number): void {
		const { lease, clock, random, progress } = this.controls;
		if (outcomes.some(({ accepted }) => accepted)) {
			this.outage = false;
			lease.accepted();
		}
		const [first] = outcomes;
		const isSilent = raw === null && !first.accepted && first.error.retryable;
		if (isSilent && !this.outage) lease.hold(waitBeforeRetry(first, task.attempts, random()));
		const limited = outcomes.find(isRateLimit);
		if (!limited) return;
		if (!lease.recipients?.isAbout(limited.error.code)) {
			progress.held(lease.refused(sentAt, limited.error.retryAfterMs));
			return;
		}
		task.recipientRefusals += 1;
		const wait = limited.error.retryAfterMs ?? waitForRecipient(task.recipientRefusals);
		for (const { to } of task.letters) lease.recipients.refused(to, clock.now(), wait);
	}

	/** Reports what is final and makes ready what may be sent again. */
	private async settle(task: Task<T, R>, { outcomes, raw }: Answer): Promise<void> {
		const fates = new Map(task.letters.map((letter, i) => [letter, outcomes[i]]));
		const fateOf = (letter: Letter<T>) => fates.get(letter) as SendOutcome;
		const wait = this.waitBeforeRetry(task, outcomes);
		const again = task.letters.filter(
			(letter) => wait !== undefined && isRepeatable(fateOf(letter), letter),
		);
		const refused = task.letters.filter((letter) => isSplittable(fateOf(letter)));
		if (task.letters.length > 1 && refused.length === task.letters.length) {
			this.queue.split(task);
			return;
		}
		const final = task.letters.filter((letter) => !again.includes(letter));
		await this.keys.record(final, fateOf);
		this.finish(task, final, fateOf, raw);
		if (again.length === 0) return;
		task.letters = again;
		this.queue.again(task, wait as number);
	}

	/** Milliseconds to wait, or undefined when the limits allow no further attempt. */
	private waitBeforeRetry(task: Task<T, R>, outcomes: SendOutcome[]): number | undefined {
		const { clock, random, lease } = this.controls;
		const refused = outcomes.find((fate, i): fate is Refused =>
			isRepeatable(fate, task.letters[i]),
		);
		if (!refused) return undefined;
		const { maxRetries, maxMs } = task.letters[0].retry;
		const isPace = refused.error.category === 'rateLimit';
		const isAboutRecipient = lease.recipients?.isAbout(refused.error.code) ?? false;
		const wait = isAboutRecipient
			? this.waitForRecipients(task)
			: waitBeforeRetry(refused, Math.max(1, task.attempts), random());
		const now = clock.now();
		const isTooLate = now + wait - (task.firstSentAt ?? now) > maxMs;
		if (task.attempts <= maxRetries && !isTooLate && (isPace || !this.outage)) return wait;
		if (!isPace) this.outage = true;
		return undefined;
	}

	private finish(
		task: Task<T, R>,
		letters: Letter<T>[],
		fateOf: (letter: Letter<T>) => Fate,
		raw: unknown,
	): void {
		for (const letter of letters) this.tell(letter, fateOf(letter), raw, task.attempts);
		if (letters.length > 0) this.queue.settle(task, letters.length);
	}

	private tell(letter: Letter<T>, fate: Fate, raw: unknown, attempts: number): void {
		const { progress, report } = this.controls;
		this.open -= 1;
		this.keys.settle(letter);
		progress.count(kindOf(fate));
		try {
			report({ letter, fate, raw, attempts });
		} catch (error) {
			this.end(error);
		}
	}

	private end(error: unknown): void {
		this.thrown ??= { error };
		this.controls.halt.halt();
	}
}
