import axios from 'axios';
import type { Sandbox } from '../../../benchmark/sandbox.mts';

export interface Webhook {
	url: string;
	headers: Record<string, string>;
}

interface Account {
	id: string;
	credentials: Record<string, string>;
}

/** One account of the sandbox: 360dialog's server for one number. */
export class Provider {
	readonly account: Account;
	private readonly control: string;
	private readonly base: string;

	private constructor(sandbox: Sandbox, account: Account) {
		this.account = account;
		this.base = account.credentials.baseUrl;
		this.control = `${sandbox.url}/control/accounts/${account.id}`;
	}

	static async open(sandbox: Sandbox, latencyMs: number): Promise<Provider> {
		const scenario = { title: '', items: 0, latencyMs, ratePerSecond: null };
		return new Provider(sandbox, await sandbox.account(scenario));
	}

	/** What the activation registered. */
	async webhook(): Promise<Webhook> {
		const { data } = await axios.get<Webhook>(`${this.base}/v1/configs/webhook`, {
			headers: { 'D360-API-KEY': this.account.credentials.apiKey },
			proxy: false,
		});
		return data;
	}

	/** Settings as `sandbox/core/settings.mts` has them. */
	async set(settings: object): Promise<void> {
		await axios.patch(this.control, { settings }, { proxy: false });
	}

	async setLatency(latencyMs: number): Promise<void> {
		await this.set({ latencyMs });
	}

	/** Requests that wait for their response. */
	async inFlight(): Promise<number> {
		const { data } = await axios.get<{ inFlight: number }>(`${this.control}/stats`, {
			proxy: false,
		});
		return data.inFlight;
	}

	/** Customer → when a message to them was accepted, in Unix milliseconds, in that order. */
	async messages(): Promise<Map<string, number[]>> {
		const { data } = await axios.get<Array<{ to: string; at: string }>>(
			`${this.control}/messages`,
			{ proxy: false },
		);
		const times = new Map<string, number[]>();
		for (const { to, at } of data) times.set(to, [...(times.get(to) ?? []), Date.parse(at)]);
		return times;
	}

	async close(): Promise<void> {
		await axios.delete(this.control, { proxy: false });
	}
}
