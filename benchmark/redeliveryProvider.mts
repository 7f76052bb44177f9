import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PlannedCall } from './redeliveryTraffic.mts';

/** A provider gives up waiting for a response; when is not documented. */
const TIMEOUT_MS = 60_000;

/**
 * Milliseconds before each further try: only 200 counts, anything else is delivered again with growing
 * delays, typically for 24 h. Source: 360dialog, "Messaging API". Where the growth ends is an
 * assumption that keeps the run short.
 */
const RETRY_DELAYS_MS = [1000, 2000, 4000, 8000, 15_000];

/** After a request that nobody accepted: a provider with other customers does not hammer a dead server. */
const PAUSE_MS = 1000;

interface Delivery {
	call: PlannedCall;
	tries: number;
	/** As `Date.now()`: not before. */
	dueAt: number;
	isAgain: boolean;
}

/** Delivers planned calls as 360dialog does, and keeps a book on it. */
export class RedeliveringProvider {
	/** Event → when it was acknowledged first, in the milliseconds of `performance.now()`; in that order. */
	readonly acknowledged = new Map<string, number>();
	/** Responses by HTTP status; 0: none. */
	readonly statuses = new Map<number, number>();
	/** Responses by the status in their body: accepted, duplicate, ... */
	readonly bodyStatuses = new Map<string, number>();

	/** While n8n starts: its next life would get thousands of events before it can be killed again. */
	isPaused = false;

	private next = 0;
	private readonly failed: Delivery[] = [];
	private readonly again: Array<{ at: number; call: PlannedCall }> = [];
	private open = 0;

	private readonly url: string;
	private readonly headers: Record<string, string>;
	private readonly calls: readonly PlannedCall[];
	private readonly connections: number;
	private readonly agent: Agent;

	constructor(
		{ url, headers }: { url: string; headers: Record<string, string> },
		calls: readonly PlannedCall[],
		connections: number,
	) {
		this.url = url;
		this.headers = headers;
		this.calls = calls;
		this.connections = connections;
		this.agent = new Agent({ keepAlive: true, maxSockets: connections });
	}

	/** Resolves when every call, and every second delivery, got 200. */
	async deliverAll(): Promise<void> {
		const worker = async () => {
			for (;;) {
				const delivery = this.isPaused ? undefined : this.nextDelivery();
				if (delivery) await this.deliver(delivery);
				else if (this.isDone()) return;
				else await sleep(20);
			}
		};
		await Promise.all(Array.from({ length: this.connections }, worker));
		this.agent.destroy();
	}

	private isDone(): boolean {
		const waiting = this.calls.length - this.next + this.failed.length + this.again.length;
		return waiting + this.open === 0;
	}

	private nextDelivery(): Delivery | undefined {
		const due = this.failed.findIndex(({ dueAt }) => dueAt <= Date.now());
		if (due >= 0) return this.failed.splice(due, 1)[0];
		const isLast = this.next >= this.calls.length;
		const repeat = this.again.findIndex(({ at }) => isLast || at <= this.next);
		if (repeat >= 0) {
			const [{ call }] = this.again.splice(repeat, 1);
			return { call, tries: 0, dueAt: 0, isAgain: true };
		}
		const call = this.calls[this.next];
		if (!call) return undefined;
		this.next++;
		return { call, tries: 0, dueAt: 0, isAgain: false };
	}

	private async deliver(delivery: Delivery): Promise<void> {
		this.open++;
		const { status, word } = await this.post(delivery.call.body);
		count(this.statuses, status);
		if (status === 200) {
			count(this.bodyStatuses, word);
			this.note(delivery);
		} else {
			const delay = RETRY_DELAYS_MS[Math.min(delivery.tries, RETRY_DELAYS_MS.length - 1)] ?? 0;
			this.failed.push({
				...delivery,
				tries: delivery.tries + 1,
				dueAt: Date.now() + delay,
			});
		}
		this.open--;
		if (status !== 200) await sleep(PAUSE_MS);
	}

	private note({ call, isAgain }: Delivery): void {
		for (const event of call.events) {
			if (!this.acknowledged.has(event)) this.acknowledged.set(event, performance.now());
		}
		if (!isAgain && call.againAfter !== undefined) {
			this.again.push({ at: this.next + call.againAfter, call });
		}
	}

	private async post(body: string): Promise<{ status: number; word: string }> {
		const nobody = { status: 0, word: '' };
		return await new Promise((resolve) => {
			const call = request(
				this.url,
				{
					method: 'POST',
					agent: this.agent,
					signal: AbortSignal.timeout(TIMEOUT_MS),
					headers: {
						...this.headers,
						'content-type': 'application/json',
						'content-length': Buffer.byteLength(body),
					},
				},
				(response) => {
					let text = '';
					response.on('data', (data: Buffer) => (text += data.toString()));
					response.once('end', () =>
						resolve({ status: response.statusCode ?? 0, word: parseBodyStatus(text) }),
					);
					response.once('error', () => resolve(nobody));
				},
			);
			call.once('error', () => resolve(nobody));
			call.end(body);
		});
	}
}

function parseBodyStatus(text: string): string {
	try {
		return String((JSON.parse(text) as { status?: unknown }).status);
	} catch {
		return text.slice(0, 40);
	}
}

const count = <K,>(counts: Map<K, number>, key: K) => counts.set(key, (counts.get(key) ?? 0) + 1);
