import { sendAll } from '../../nodes/WhatsAppBsp/sending/sendRun';
import type { SendRunOptions } from '../../nodes/WhatsAppBsp/sending/sendRunOptions';
import { SendProgress } from '../../nodes/WhatsAppBsp/sending/sendProgress';
import { AccountRateLimiter } from '../../nodes/WhatsAppBsp/sending/rateLimit/accountRateLimiter';
import type { MessageClient, JobReport, SendJob } from '../../nodes/WhatsAppBsp/sending/types';
import { CONNECTION_LOST, createJob, NOT_REACHED, type TestClock } from './sendJobs';
import type { SendResult, Rejected } from '../../nodes/WhatsAppBsp/core/result';
import type { RateLimits } from '../../nodes/WhatsAppBsp/core/rateLimits';
import { CancellationToken } from '../../nodes/WhatsAppBsp/core/cancellation';

interface Request {
	at: number;
	text: string;
	recipients: string[];
}

/** A provider whose responses a test defines, by request number or by recipient. */
export class FakeMessageClient implements MessageClient<string, string> {
	requests: Request[] = [];

	prepared = 0;

	inFlight = new Set<string>();

	constructor(
		private readonly clock: TestClock,
		private readonly response: (to: string, nth: number) => SendResult | undefined = () =>
			undefined,
		private readonly rejectPreparing?: (nth: number) => Rejected | undefined,
	) {}

	getReady(payload: string): string | undefined {
		return this.rejectPreparing ? undefined : payload;
	}

	async prepare(payload: string) {
		const rejected = this.rejectPreparing?.(this.prepared++);
		return rejected ? { rejected, raw: null } : { ready: payload };
	}

	async send(text: string, recipients: string[]) {
		const nth = this.requests.push({ at: this.clock.now(), text, recipients }) - 1;
		for (const to of recipients) {
			expect(this.inFlight.has(to)).toBe(false);
			this.inFlight.add(to);
		}
		await this.clock.sleep(100);
		for (const to of recipients) this.inFlight.delete(to);
		const results = recipients.map(
			(to): SendResult => this.response(to, nth) ?? { accepted: true, messageId: `${nth}-${to}` },
		);
		const isSilent = results.includes(NOT_REACHED) || results.includes(CONNECTION_LOST);
		return { results, raw: isSilent ? null : {} };
	}
}

/** A provider of which only the sending matters: files are ready. */
export const createClient = (
	send: MessageClient<string, string>['send'],
): MessageClient<string, string> => ({
	getReady: (payload) => payload,
	prepare: async (ready) => ({ ready }),
	send,
});

export const FAST: RateLimits = { messagesPerSecond: Infinity, maxConcurrency: 8 };

/** Sends them on the test's clock; `left` resolves to how many were not sent. */
export function runJobs(
	jobs: Array<SendJob<string>>,
	client: MessageClient<string, string>,
	clock: TestClock,
	{ limits = FAST, ...more }: Partial<SendRunOptions<string>> & { limits?: RateLimits } = {},
) {
	const deliveries: Array<JobReport<string>> = [];
	const lines: string[] = [];
	const progress = new SendProgress(jobs.length, clock, (line) => lines.push(line));
	const left = clock.run(
		sendAll(jobs, client, {
			limiter: new AccountRateLimiter(clock, limits).open(limits),
			progress,
			warn: (line) => lines.push(line),
			clock,
			random: () => 0,
			cancellation: new CancellationToken(),
			onJobDone: (delivery) => deliveries.push(delivery),
			...more,
		}),
	);
	return { left, deliveries, progress, lines };
}

/** That many jobs, to one recipient each unless `to` maps them otherwise. */
export const createJobs = (count: number, to = (i: number) => `${i}`) =>
	Array.from({ length: count }, (_, i) => createJob(i, to(i), `text ${i}`));
