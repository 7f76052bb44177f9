import path from 'node:path';
import axios from 'axios';
import type { Install } from '../sandbox/n8n/install.mts';
import { startN8n, type N8n } from '../sandbox/n8n/n8n.mts';
import { packPackage } from '../sandbox/n8n/package.mts';
import { until } from '../sandbox/n8n/wait.mts';
import { Driver } from '../test/e2e/faults/driver.mts';
import { Provider } from '../test/e2e/faults/provider.mts';
import { JsonSink } from './jsonSink.mts';
import type { Sandbox } from './sandbox.mts';
import { plainWorkflow, soakWorkflow } from './soakWorkflow.mts';

/** What the provider reports of each message. */
export const RECEIPTS = ['sent', 'delivered'];
const LATENCY_MS = 40;
/** Customers a second. */
const MIN_RATE = 2;
const TRIAL_SECONDS = 20;
/** A rate counts when so much later all of it is out. */
const TRIAL_SLACK_MS = 5000;
/** Customers of the trials, a million for each: they are not counted in the soak. */
const TRIAL_CUSTOMERS = 60160000000;

/** Counts how often each receipt came out of the workflow. */
class ReceiptCounter extends JsonSink<{ id: string }> {
	readonly counts = new Map<string, number>();

	protected receive({ id }: { id: string }): void {
		this.counts.set(id, (this.counts.get(id) ?? 0) + 1);
	}
}

export interface SoakOptions {
	install: Install;
	sandbox: Sandbox;
	/** A folder of its own. */
	folder: string;
	engine: string;
	/** n8n's own nodes instead of this package, which is then not installed. */
	plain: boolean;
}

/** What became of all that customers wrote. */
export interface Outcome {
	/** Customers who got no reply, and more than one. */
	lost: number;
	twice: number;
	receiptsLost: number;
	receiptsTwice: number;
	messagesOut: number;
}

/** A real n8n, one account of the provider, and whoever counts. */
export class SoakEnvironment {
	readonly n8n: N8n;
	private readonly provider: Provider;
	private readonly counter: ReceiptCounter;

	private constructor(n8n: N8n, provider: Provider, counter: ReceiptCounter) {
		this.n8n = n8n;
		this.provider = provider;
		this.counter = counter;
	}

	static async open({
		install,
		sandbox,
		folder,
		engine,
		plain,
	}: SoakOptions): Promise<SoakEnvironment> {
		const provider = await Provider.open(sandbox, LATENCY_MS);
		await provider.set({
			receipts: { sentMs: 200, deliveredMs: 800, readMs: null },
			retryDelaysMs: Array.from({ length: 60 }, (_, i) => Math.min(16_000, 500 * 2 ** i)),
			maxEntries: 1_000_000,
		});
		const n8n = await startN8n({
			install,
			packageTarball: plain ? undefined : await packPackage(folder),
			userFolder: path.join(folder, 'user'),
			logFile: path.join(folder, 'n8n.log'),
			env: { N8N_METRICS: 'true', N8N_LOG_LEVEL: 'warn', N8N_EXPRESSION_ENGINE: engine },
		});
		const counter = new ReceiptCounter();
		await counter.start();
		const environment = new SoakEnvironment(n8n, provider, counter);
		try {
			await n8n.client.becomeOwner();
			await (plain ? environment.activatePlain() : environment.activate());
			return environment;
		} catch (error) {
			await environment.close();
			throw error;
		}
	}

	private async activate(): Promise<void> {
		const { client } = this.n8n;
		const { id: name, credentials } = this.provider.account;
		const { id } = await client.createCredential('dialog360Api', name, credentials);
		const workflow = await client.createWorkflow(soakWorkflow({ id, name }, this.counter.url));
		await client.activate(workflow.id);
	}

	private async activatePlain(): Promise<void> {
		const { client, url } = this.n8n;
		const { baseUrl, apiKey } = this.provider.account.credentials;
		const headers = { 'D360-API-KEY': apiKey };
		const file = plainWorkflow('soak', { url: `${baseUrl}/messages`, headers }, this.counter.url);
		await client.activate((await client.createWorkflow(file)).id);
		const webhook = { url: `${url}/webhook/soak` };
		await axios.post(`${baseUrl}/v1/configs/webhook`, webhook, { headers, proxy: false });
	}

	async driver(firstCustomer?: number): Promise<Driver> {
		return new Driver(await this.provider.webhook(), firstCustomer);
	}

	/** Every customer's message was accepted, and every receipt of the reply arrived. */
	async allOut(driver: Driver, ms: number): Promise<void> {
		await driver.stop();
		const started = performance.now();
		await until('every message to be accepted', ms, () => driver.pendingCount === 0);
		const due = RECEIPTS.length * driver.events.length;
		const left = ms - (performance.now() - started);
		await until('every receipt', left, () => this.counter.counts.size >= due, { everyMs: 100 });
	}

	/**
	 * The highest steady rate, in customers a second, that this n8n kept up with. It is left as it is when
	 * it no longer does: nothing more can be measured with it.
	 */
	async capacity(say: (text: string) => void): Promise<number> {
		let highest: number | undefined;
		for (let trial = 0, rate = MIN_RATE; ; trial++, rate *= 1.5) {
			const driver = await this.driver(TRIAL_CUSTOMERS + trial * 1_000_000);
			driver.setRate(rate);
			await new Promise((resolve) => setTimeout(resolve, TRIAL_SECONDS * 1000));
			const kept = await this.allOut(driver, TRIAL_SLACK_MS).then(
				() => true,
				() => false,
			);
			say(`${rate.toFixed(1)} customers a second: ${kept ? 'kept up' : 'fell behind'}`);
			this.counter.counts.clear();
			if (kept) {
				highest = rate;
				continue;
			}
			await driver.abandon();
			if (highest) return highest;
			throw new Error(`This machine cannot handle ${rate} a second: choose a --rate.`);
		}
	}

	async outcome(driver: Driver): Promise<Outcome> {
		const messages = await this.provider.messages();
		const replies = driver.events.map(({ customer }) => messages.get(customer)?.length ?? 0);
		const receipts = [...this.counter.counts.values()];
		return {
			lost: replies.filter((count) => count === 0).length,
			twice: replies.filter((count) => count > 1).length,
			receiptsLost: RECEIPTS.length * driver.events.length - receipts.length,
			receiptsTwice: receipts.filter((count) => count > 1).length,
			messagesOut: replies.reduce((sum, count) => sum + count, 0),
		};
	}

	async close(): Promise<void> {
		await this.n8n.stop();
		await this.provider.close();
		this.counter.stop();
	}
}
