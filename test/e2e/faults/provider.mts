import axios from 'axios';
import type { Account, Sandbox, Webhook } from '../../../benchmark/sandbox.mts';

/** One account of the sandbox: 360dialog's server for one number. */
export class Provider {
	readonly account: Account;
	private readonly sandbox: Sandbox;
	private readonly control: string;

	private constructor(sandbox: Sandbox, account: Account) {
		this.sandbox = sandbox;
		this.account = account;
		this.control = `${sandbox.url}/control/accounts/${account.id}`;
	}

	static async open(sandbox: Sandbox, latencyMs: number): Promise<Provider> {
		return new Provider(sandbox, await sandbox.createAccount({ latencyMs, ratePerSecond: null }));
	}

	/** What the activation registered. */
	async webhook(): Promise<Webhook> {
		return await this.sandbox.getWebhook(this.account);
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
