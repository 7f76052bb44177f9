import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import axios from 'axios';
import type { Report, Row, Scenario } from './types.mts';

const REPOSITORY = path.resolve(import.meta.dirname, '..');

export interface Account {
	id: string;
	credentials: Record<string, string>;
}

export type AccountSettings = Pick<Scenario, 'latencyMs' | 'ratePerSecond'>;

/** Where an account sends its webhook requests. */
export interface Webhook {
	url: string;
	headers: Record<string, string>;
}

/** The provider, as a process of its own. */
export class Sandbox {
	readonly url: string;
	private readonly child: ChildProcess;

	private constructor(child: ChildProcess, url: string) {
		this.child = child;
		this.url = url;
	}

	static async start(): Promise<Sandbox> {
		const file = path.join(REPOSITORY, 'sandbox/main.mts');
		const child = spawn(process.execPath, [file, '--port', '0', '--exit-with-parent'], {
			stdio: ['pipe', 'pipe', 'inherit'],
		});
		const url = await new Promise<string>((resolve, reject) => {
			let output = '';
			child.once('exit', (code) => reject(new Error(`The sandbox ended with ${code}\n${output}`)));
			child.stdout?.on('data', (data: Buffer) => {
				output += data.toString();
				const line = /^\{"sandbox":"ready".*\}$/m.exec(output);
				if (line) resolve((JSON.parse(line[0]) as { url: string }).url);
			});
		});
		return new Sandbox(child, url);
	}

	stop(): void {
		this.child.stdin?.end();
	}

	async createAccount({ latencyMs, ratePerSecond }: AccountSettings): Promise<Account> {
		const { data } = await axios.post<Account>(`${this.url}/control/accounts`, {
			provider: 'dialog360',
			settings: {
				latencyMs,
				ratePerSecond,
				pairLimit: false,
				enforceWindow: false,
				receipts: { sentMs: null, deliveredMs: null, readMs: null },
			},
		});
		return data;
	}

	/** The webhook that an activation registered. */
	async getWebhook({ credentials }: Account): Promise<Webhook> {
		const { data } = await axios.get<Webhook>(`${credentials.baseUrl}/v1/configs/webhook`, {
			headers: { 'D360-API-KEY': credentials.apiKey },
			proxy: false,
		});
		return data;
	}

	/** How many messages the provider accepted for each recipient. */
	async recipients(account: Account): Promise<Map<string, number>> {
		const { data } = await axios.get<Array<{ to: string }>>(
			`${this.url}/control/accounts/${account.id}/messages`,
		);
		const counts = new Map<string, number>();
		for (const { to } of data) counts.set(to, (counts.get(to) ?? 0) + 1);
		return counts;
	}

	/** What the provider saw of a run, compared with what the run reports. */
	async row(account: Account, name: string, items: number, report: Report): Promise<Row> {
		const base = `${this.url}/control/accounts/${account.id}`;
		const { data: stats } = await axios.get<Record<string, number>>(`${base}/stats`);
		await axios.delete(base);
		return {
			...report,
			name,
			items,
			accepted: stats.accepted,
			rejected: stats.rateLimited,
			lost: items - (stats.accepted - stats.duplicates),
			duplicates: stats.duplicates,
		};
	}
}
