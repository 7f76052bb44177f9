import { AdaptiveRate } from '../../../nodes/WhatsAppBsp/sending/rateLimit/adaptiveRate';

const LIMIT = 80;
const LATENCY_MS = 80;
const TICK_MS = 5;

interface Worker {
	rate: AdaptiveRate;
	due: number;
	heldUntil: number;
	/** Sends from one moment to another, in milliseconds. */
	from: number;
	to: number;
}

interface Reply {
	at: number;
	sentAt: number;
	worker: Worker;
	taken: boolean;
}

const worker = (from = 0, to = Infinity): Worker => {
	const rate = new AdaptiveRate();
	rate.ceiling = LIMIT;
	return { rate, due: 0, heldUntil: 0, from, to };
};

/** Processes that share nothing but a provider with a bucket of tokens, so many deep. */
function simulate(
	workers: Worker[],
	seconds: number,
	{ depth = LIMIT, latencyMs = LATENCY_MS } = {},
) {
	let tokens = depth;
	const replies: Reply[] = [];
	for (let now = 0; now < seconds * 1000; now += TICK_MS) {
		tokens = Math.min(depth, tokens + (LIMIT * TICK_MS) / 1000);
		for (const response of replies.filter(({ at }) => at === now)) {
			const { rate } = response.worker;
			if (response.taken) rate.onAccepted(now);
			else response.worker.heldUntil = now + rate.onRateLimited(response.sentAt, now, null);
		}
		for (const each of workers) {
			if (now < each.from || now >= each.to || now < each.heldUntil) continue;
			for (each.due += (each.rate.perSecond * TICK_MS) / 1000; each.due >= 1; each.due -= 1) {
				each.rate.onSent(1, now);
				const taken = tokens >= 1;
				if (taken) tokens -= 1;
				replies.push({ at: now + latencyMs, sentAt: now, worker: each, taken });
			}
		}
	}
	return (fromMs: number, toMs: number) => {
		const within = replies.filter(({ sentAt }) => sentAt >= fromMs && sentAt < toMs);
		const taken = within.filter((response) => response.taken).length;
		return {
			perSecond: taken / ((toMs - fromMs) / 1000),
			rejected: 1 - taken / within.length,
		};
	};
}

describe('workers that know nothing of each other', () => {
	it.each([
		{ count: 2 },
		{ count: 3 },
		{ count: 4 },
		{ count: 5 },
		{ count: 2, depth: LIMIT / 4 },
		{ count: 4, depth: LIMIT / 4 },
		{ count: 2, latencyMs: 250 },
		{ count: 4, latencyMs: 250 },
	])('settle at the number’s limit: %j', ({ count, ...provider }) => {
		const seen = simulate(
			Array.from({ length: count }, () => worker()),
			120,
			provider,
		);
		const { perSecond, rejected } = seen(10_000, 120_000);
		expect(perSecond).toBeGreaterThan(0.95 * LIMIT);
		expect(rejected).toBeLessThan(0.01);
	});

	it('make room for one that joins', () => {
		const seen = simulate([worker(), worker(30_000)], 90);
		expect(seen(10_000, 30_000)).toMatchObject({ rejected: 0 });
		expect(seen(40_000, 90_000).rejected).toBeLessThan(0.01);
		expect(seen(40_000, 90_000).perSecond).toBeGreaterThan(0.95 * LIMIT);
	});

	it.each([60_000, 61_700, 63_400])('take over what one leaves at %i ms', (leftAt) => {
		const seen = simulate([worker(), worker(0, leftAt)], 120);
		expect(seen(leftAt + 14_000, 120_000).perSecond).toBeGreaterThan(0.95 * LIMIT);
	});
});
