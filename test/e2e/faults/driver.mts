import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import type { Webhook } from '../../../benchmark/sandbox.mts';
import { untilNone } from '../../../sandbox/n8n/wait.mts';

/**
 * 360dialog redelivers whatever does not get 200, with growing delay and for hours.
 * Assumption: its delays are not published; these are a day's worth in short. Milliseconds; the last
 * one goes on forever.
 */
const DELAYS = [500, 1000, 2000, 4000, 8000, 16_000];
/** Assumption, as the sandbox has it (`webhookTimeoutMs`). */
export const TIMEOUT_MS = 10_000;

export interface Sent {
	/** Whose message it is: each event has a customer of its own, by whom its reply is found. */
	customer: string;
	/** Unix time in milliseconds. */
	at: number;
	attempts: number;
	acceptedAt?: number;
	/**
	 * n8n (2.39, `AbstractServer.setupHealthCheck`) responds to every request with 200 for a moment while it
	 * starts, and forgets it: neither the package nor the provider can know.
	 */
	droppedAtStart?: true;
}

const STARTING = 'n8n is starting up';

const FIRST_CUSTOMER = 60120000000;

function buildBody(customer: string, at: number): string {
	const message = {
		id: `wamid.fault${customer}`,
		from: customer,
		timestamp: String(Math.floor(at / 1000)),
		type: 'text',
		text: { body: `Hello from ${customer}` },
	};
	const value = {
		messaging_product: 'whatsapp',
		metadata: { display_phone_number: '15550001111', phone_number_id: '106' },
		contacts: [{ profile: { name: 'Ana' }, wa_id: customer }],
		messages: [message],
	};
	return JSON.stringify({
		object: 'whatsapp_business_account',
		entry: [{ id: 'W', changes: [{ field: 'messages', value }] }],
	});
}

/** Customers who write at a steady pace, and a provider that does not give up. */
export class Driver {
	readonly events: Sent[] = [];
	/** Requests that did not get 200: status, or what went wrong → how often. */
	readonly rejections = new Map<string, number>();
	private readonly agent = new Agent({ keepAlive: true });
	private readonly webhook: Webhook;
	/** Milliseconds after which the driver hangs up. */
	timeoutMs = TIMEOUT_MS;
	private perSecond = 0;
	private stopped = false;
	private abandoned = false;
	private running?: Promise<void>;

	private readonly firstCustomer: number;

	constructor(webhook: Webhook, firstCustomer = FIRST_CUSTOMER) {
		this.webhook = webhook;
		this.firstCustomer = firstCustomer;
	}

	get pendingCount(): number {
		return this.events.filter(({ acceptedAt }) => acceptedAt === undefined).length;
	}

	get rejectedCount(): number {
		return [...this.rejections.values()].reduce((sum, count) => sum + count, 0);
	}

	setRate(perSecond: number): void {
		this.perSecond = perSecond;
		this.running ??= this.run();
	}

	/** So many customers write in the same moment. */
	writeMany(count: number): void {
		for (let i = 0; i < count; i++) this.write();
	}

	/** Nobody writes any more; what was written is still delivered. */
	async stop(): Promise<void> {
		this.stopped = true;
		await this.running;
	}

	/** Nothing is delivered again either. */
	async abandon(): Promise<void> {
		this.abandoned = true;
		await this.stop();
		this.agent.destroy();
	}

	/** Every event got 200. */
	async drained(stallMs: number): Promise<void> {
		await untilNone('every event to be accepted', stallMs, () => this.pendingCount);
		this.agent.destroy();
	}

	private async run(): Promise<void> {
		let last = performance.now();
		let due = 0;
		while (!this.stopped) {
			const now = performance.now();
			due += ((now - last) / 1000) * this.perSecond;
			last = now;
			for (; due >= 1; due--) this.write();
			await sleep(10);
		}
	}

	private write(): void {
		const customer = String(this.firstCustomer + this.events.length);
		const event: Sent = { customer, at: Date.now(), attempts: 0 };
		this.events.push(event);
		void this.deliver(event, buildBody(customer, event.at));
	}

	private async deliver(event: Sent, body: string): Promise<void> {
		while (!this.abandoned) {
			event.attempts++;
			const { outcome, text } = await this.attempt(body);
			if (outcome === '200') {
				event.acceptedAt = Date.now();
				if (text.includes(STARTING)) event.droppedAtStart = true;
				return;
			}
			this.rejections.set(outcome, (this.rejections.get(outcome) ?? 0) + 1);
			await sleep(DELAYS[Math.min(event.attempts, DELAYS.length) - 1]);
		}
	}

	private async attempt(body: string): Promise<{ outcome: string; text: string }> {
		try {
			const { status, data } = await axios.post<string>(this.webhook.url, body, {
				headers: { 'content-type': 'application/json', ...this.webhook.headers },
				httpAgent: this.agent,
				timeout: this.timeoutMs,
				maxRedirects: 0,
				proxy: false,
				validateStatus: () => true,
				responseType: 'text',
				transformResponse: (text: unknown) => text,
			});
			return { outcome: String(status), text: String(data) };
		} catch (error) {
			return { outcome: (error as { code?: string }).code ?? String(error), text: '' };
		}
	}
}
