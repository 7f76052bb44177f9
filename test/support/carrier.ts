import type { Refused, SendOutcome } from '../../nodes/WhatsAppBsp/providers/provider';
import { Halt } from '../../nodes/WhatsAppBsp/sending/clock';
import { deliver, type Controls } from '../../nodes/WhatsAppBsp/sending/deliver';
import { Progress } from '../../nodes/WhatsAppBsp/sending/progress';
import { Throttle } from '../../nodes/WhatsAppBsp/sending/throttle';
import type {
	Carrier,
	Delivery,
	Letter,
	SendingLimits,
} from '../../nodes/WhatsAppBsp/sending/types';
import { BROKEN_OFF, letter, NOT_REACHED, type TestClock } from './sending';

interface Request {
	at: number;
	text: string;
	recipients: string[];
}

/** A provider whose answers a test writes: by request number, or by recipient. */
export class TestCarrier implements Carrier<string, string> {
	requests: Request[] = [];

	prepared = 0;

	inFlight = new Set<string>();

	constructor(
		private readonly clock: TestClock,
		private readonly answer: (to: string, nth: number) => SendOutcome | undefined = () => undefined,
		private readonly refusePreparing: (nth: number) => Refused | undefined = () => undefined,
	) {}

	async prepare(payload: string) {
		const refused = this.refusePreparing(this.prepared++);
		return refused ? { refused, raw: null } : { ready: payload };
	}

	async post(text: string, recipients: string[]) {
		const nth = this.requests.push({ at: this.clock.now(), text, recipients }) - 1;
		for (const to of recipients) {
			expect(this.inFlight.has(to)).toBe(false);
			this.inFlight.add(to);
		}
		await this.clock.sleep(100);
		for (const to of recipients) this.inFlight.delete(to);
		const outcomes = recipients.map(
			(to): SendOutcome => this.answer(to, nth) ?? { accepted: true, messageId: `${nth}-${to}` },
		);
		const isSilent = outcomes.includes(NOT_REACHED) || outcomes.includes(BROKEN_OFF);
		return { outcomes, raw: isSilent ? null : {} };
	}
}

export const FAST: SendingLimits = { perSecond: Infinity, inFlight: 8 };

/** Delivers them on the test's clock; `left` brings how many were not sent. */
export function run(
	letters: Array<Letter<string>>,
	carrier: Carrier<string, string>,
	clock: TestClock,
	{ limits = FAST, ...more }: Partial<Controls<string>> & { limits?: SendingLimits } = {},
) {
	const deliveries: Array<Delivery<string>> = [];
	const lines: string[] = [];
	const progress = new Progress(letters.length, clock, (line) => lines.push(line));
	const left = clock.run(
		deliver(letters, carrier, {
			lease: new Throttle(clock, limits).enter(limits),
			progress,
			clock,
			random: () => 0,
			halt: new Halt(),
			report: (delivery) => deliveries.push(delivery),
			...more,
		}),
	);
	return { left, deliveries, progress, lines };
}

/** So many letters, to one recipient each unless `to` says otherwise. */
export const items = (count: number, to = (i: number) => `${i}`) =>
	Array.from({ length: count }, (_, i) => letter(i, to(i), `text ${i}`));
