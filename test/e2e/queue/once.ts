import { freeAccount } from '../../support/accounts';
import type { SandboxAccount } from '../../support/sandboxClient';
import { waitFor } from '../../support/sandboxClient';
import {
	http,
	getItems,
	getEnvironment,
	type Credential,
	type Execution,
	type ImportedExample,
} from '../examples/environment';

const ORDERS = 500;
const CALLS = 25;
/** Fifty executions on a busy machine. */
const PATIENCE_MS = 120_000;

interface Order {
	orderNumber: string;
	customerName: string;
	phone: string;
}

const createOrder = (i: number): Order => ({
	orderNumber: `A-${i}`,
	customerName: 'Ana',
	phone: String(4915200000000 + i),
});

/** An example that sends each order's message once, and where its shop reports orders. */
class Shop {
	/** Executions that have ended so far, with all that they did. */
	executions: Execution[] = [];

	private constructor(
		readonly account: SandboxAccount,
		private readonly example: ImportedExample,
		private readonly urls: string[],
	) {}

	static async open(example: string, keys: Credential, setUp?: string): Promise<Shop> {
		const account = await freeAccount();
		const shopExample = await getEnvironment().importExample(example, [
			await getEnvironment().createAccountCredential(account),
			keys,
		]);
		if (setUp) await shopExample.run(setUp);
		await shopExample.activate();
		const webhook = shopExample.file.nodes.find(({ name }) => name === 'Shop');
		const urls = await Promise.all(
			['webhook-1', 'webhook-2'].map(
				async (name) =>
					`${await getEnvironment().call<string>(name, 'url')}/webhook/${String(webhook?.parameters.path)}`,
			),
		);
		return new Shop(account, shopExample, urls);
	}

	/** Reports the same orders through both webhook processors at the same moment. */
	async reportTwice(orders: Order[]): Promise<void> {
		await this.report(orders, this.urls);
	}

	async report(orders: Order[], urls = this.urls.slice(0, 1)): Promise<void> {
		const responses = await Promise.all(urls.map(async (url) => await http.post(url, { orders })));
		expect(responses.map(({ status }) => status)).toEqual(urls.map(() => 200));
	}

	/** Waits until so many executions have ended, all of them well. */
	async ended(count: number): Promise<void> {
		this.executions = await waitFor(
			async () => {
				const executions = (await this.example.executions()).filter(
					(execution) => getItems(execution, 'Shop').length > 0,
				);
				return executions.length >= count ? executions : undefined;
			},
			{ what: `${count} executions`, timeoutMs: PATIENCE_MS },
		);
		expect(this.executions.filter(({ status }) => status !== 'success')).toEqual([]);
	}

	getItems(node: string, output = 0) {
		return this.executions.flatMap((execution) => getItems(execution, node, output));
	}

	/** How many executions each worker ended. */
	async shares(): Promise<number[]> {
		const logs = await Promise.all(
			['worker-1', 'worker-2'].map(
				async (name) => await getEnvironment().call<string>(name, 'log'),
			),
		);
		return logs.map(
			(log) => this.executions.filter(({ id }) => log.includes(`finished execution ${id} `)).length,
		);
	}
}

/** What two workers get at the same moment is sent once: two examples. */
export function once(redis: () => Promise<Credential>, postgres: () => Promise<Credential>): void {
	describe.each([
		{ example: 'once-with-redis-360dialog', keys: redis, setUp: undefined },
		{ example: 'once-with-postgres-360dialog', keys: postgres, setUp: 'Make the table' },
	])('$example', ({ example, keys, setUp }) => {
		let shop: Shop;
		beforeAll(async () => {
			shop = await Shop.open(example, await keys(), setUp);
		}, PATIENCE_MS);

		it(
			`sends each of ${ORDERS} messages once, which two workers are told to send at the same moment`,
			async () => {
				const orders = Array.from({ length: ORDERS }, (_, i) => createOrder(i));
				const size = ORDERS / CALLS;
				for (let i = 0; i < CALLS; i++) {
					await shop.reportTwice(orders.slice(i * size, (i + 1) * size));
				}
				await shop.ended(2 * CALLS);
				const sent = (await shop.account.messages()).map(({ to }) => to);
				expect(sent.sort()).toEqual(orders.map(({ phone }) => phone));
				expect(shop.getItems('Is it the first?')).toHaveLength(ORDERS);
				expect(shop.getItems('Is it the first?', 1)).toHaveLength(ORDERS);
				for (const share of await shop.shares()) expect(share).toBeGreaterThan(0);
			},
			PATIENCE_MS * 2,
		);

		it(
			'sends what was rejected when it is told again, and what was or may have been sent never again',
			async () => {
				const before = shop.executions.length;
				const [rejected, unknown, sent] = [0, 1, 2].map((i) => createOrder(ORDERS + i));
				const order = { ...rejected, phone: `${sent.phone}, ${rejected.phone}` };
				await shop.account.setOutcome({ to: rejected.phone, reject: { code: 131026 }, times: 1 });
				await shop.account.addFault({ kind: 'resetAfter', to: unknown.phone });
				for (let i = 1; i <= 3; i++) {
					await shop.report([order, unknown]);
					await shop.ended(before + i);
				}
				expect(await shop.account.messages(sent.phone)).toHaveLength(1);
				expect(await shop.account.messages(rejected.phone)).toHaveLength(1);
				expect(await shop.account.messages(unknown.phone)).toHaveLength(1);
			},
			PATIENCE_MS * 2,
		);
	});
}
