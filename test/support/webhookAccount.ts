import { TriggerHarness, type TriggerOptions } from './triggerHarness';
import {
	createAccount,
	dialog360Http,
	registerWebhook,
	type NewAccountOptions,
	type SandboxAccount,
} from './sandboxClient';

/** The user's own system, registered first. */
export const CRM = {
	url: 'https://crm.example.com/hook',
	headers: { Authorization: 'Basic YTpi' },
};

interface Registered {
	url?: string;
	headers?: Record<string, string>;
	multi: Array<{ name: string; url: string; headers: Record<string, string> }>;
}

/** A 360dialog number, and the workflows that register its webhook. */
export class WebhookAccount {
	private readonly harnesses: TriggerHarness[] = [];

	private constructor(readonly account: SandboxAccount) {}

	/** @param first what is registered first; null: nothing */
	static async open(options: NewAccountOptions = {}, first: object | null = CRM) {
		const number = new WebhookAccount(await createAccount('dialog360', options));
		if (first) await number.register(first);
		return number;
	}

	async addWorkflow(options: TriggerOptions['options'] = {}): Promise<TriggerHarness> {
		const harness = await TriggerHarness.start(this.account, { options });
		this.harnesses.push(harness);
		return harness;
	}

	/** Sends a request to the provider with the number's own key. */
	async post(path: string, body: object): Promise<unknown> {
		return await dialog360Http(this.account).post(path, body);
	}

	async register(webhook: object): Promise<unknown> {
		return await registerWebhook(this.account, webhook);
	}

	async getRegistered(): Promise<Registered> {
		return (await this.account.webhook()) as unknown as Registered;
	}

	/** What is registered, in words: `crm`, `A`, `A test`, or `none`; then the additional ones. */
	async describeRegistered(...workflows: TriggerHarness[]): Promise<string> {
		const names = new Map<string | undefined, string>([
			[CRM.url, 'crm'],
			[undefined, 'none'],
			...workflows.flatMap((harness, index): Array<[string, string]> => {
				const name = 'ABC'[index];
				return [
					[harness.url, name],
					[harness.testUrl, `${name} test`],
				];
			}),
		]);
		const { url, multi } = await this.getRegistered();
		const additional = multi.map((each) => names.get(each.url) ?? each.url);
		return [names.get(url) ?? url, ...additional].join(' + ');
	}

	async close(): Promise<void> {
		for (const harness of this.harnesses.splice(0)) await harness.close();
	}
}
