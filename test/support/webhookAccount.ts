import { TriggerHarness, type TriggerOptions } from './triggerHarness';
import {
	createAccount,
	dialog360Http,
	type NewAccountOptions,
	type SandboxAccount,
} from './sandboxClient';

/** The user's own system, which was there first. */
export const CRM = {
	url: 'https://crm.example.com/hook',
	headers: { Authorization: 'Basic YTpi' },
};

interface Registered {
	url?: string;
	headers?: Record<string, string>;
	multi: Array<{ name: string; url: string; headers: Record<string, string> }>;
}

/** A 360dialog number, and the workflows that want its webhook. */
export class WebhookAccount {
	private readonly benches: TriggerHarness[] = [];

	private constructor(readonly account: SandboxAccount) {}

	/** @param first what is registered before anybody comes; null: nothing */
	static async open(options: NewAccountOptions = {}, first: object | null = CRM) {
		const number = new WebhookAccount(await createAccount('dialog360', options));
		if (first) await number.register(first);
		return number;
	}

	async workflow(options: TriggerOptions['options'] = {}): Promise<TriggerHarness> {
		const bench = await TriggerHarness.start(this.account, { options });
		this.benches.push(bench);
		return bench;
	}

	/** Calls the provider with the number's own key. */
	async post(path: string, body: object): Promise<unknown> {
		return await dialog360Http(this.account).post(path, body);
	}

	async register(webhook: object): Promise<unknown> {
		return await this.post('/v1/configs/webhook', webhook);
	}

	async registered(): Promise<Registered> {
		return (await this.account.webhook()) as unknown as Registered;
	}

	/** What is registered, in words: `crm`, `A`, `A test`, or `none`; then the additional ones. */
	async where(...workflows: TriggerHarness[]): Promise<string> {
		const names = new Map<string | undefined, string>([
			[CRM.url, 'crm'],
			[undefined, 'none'],
			...workflows.flatMap((bench, index): Array<[string, string]> => {
				const letter = 'ABC'[index];
				return [
					[bench.url, letter],
					[bench.testUrl, `${letter} test`],
				];
			}),
		]);
		const { url, multi } = await this.registered();
		const beside = multi.map((each) => names.get(each.url) ?? each.url);
		return [names.get(url) ?? url, ...beside].join(' + ');
	}

	async close(): Promise<void> {
		for (const bench of this.benches.splice(0)) await bench.close();
	}
}
