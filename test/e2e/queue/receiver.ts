import type { Data, SandboxAccount } from '../../support/sandboxClient';
import { createAccount } from '../../support/sandboxClient';
import {
	eventually,
	http,
	getItems,
	getEnvironment,
	type Execution,
	type Json,
} from '../examples/environment';

export const CUSTOMER = '4915201234567';

const PROCESSORS = ['webhook-1', 'webhook-2'] as const;
export type Processor = (typeof PROCESSORS)[number];

export interface WebhookResponse {
	/** 0: the connection ended without a response. */
	status: number;
	outcome?: string;
}

/** A workflow of one trigger, active in the cluster; its calls can go to either processor. */
export class Receiver {
	private constructor(
		readonly id: string,
		readonly account: SandboxAccount,
		private readonly urls: Record<Processor, string>,
		private readonly headers: Record<string, string>,
	) {}

	static async open(options: Json = {}, account?: SandboxAccount): Promise<Receiver> {
		const provider = account ?? (await createAccount('dialog360'));
		const { id } = await getEnvironment().call<{ id: string }>(
			'n8n',
			'createWorkflow',
			workflow(await getEnvironment().createAccountCredential(provider), options),
		);
		await getEnvironment().call('n8n', 'activate', id);
		const hook = (await provider.webhook()) as { url: string; headers: Record<string, string> };
		const path = new URL(hook.url).pathname;
		const urls = await Promise.all(
			PROCESSORS.map(async (name) => [
				name,
				`${await getEnvironment().call<string>(name, 'url')}${path}`,
			]),
		);
		return new Receiver(
			id,
			provider,
			Object.fromEntries(urls) as Record<Processor, string>,
			hook.headers,
		);
	}

	/** A call of 360dialog with one message, to one of the processors. */
	async call(to: Processor, messageId: string, from = CUSTOMER): Promise<WebhookResponse> {
		const message = {
			id: messageId,
			from,
			type: 'text',
			timestamp: '1750000000',
			text: { body: messageId },
		};
		const value = { messaging_product: 'whatsapp', messages: [message] };
		const body = { entry: [{ id: 'W', changes: [{ field: 'messages', value }] }] };
		const response = await http
			.post<Data>(this.urls[to], body, { headers: this.headers })
			.catch(() => undefined);
		return { status: response?.status ?? 0, outcome: response?.data.status as string | undefined };
	}

	/** What each execution was started with, once so many events have come through. */
	async executions(events: number): Promise<string[][]> {
		return await eventually(`${events} events in executions`, async () => {
			const texts = await this.texts();
			return texts.flat().length >= events ? texts : undefined;
		});
	}

	async deactivate(): Promise<void> {
		await getEnvironment().call('n8n', 'deactivate', this.id);
	}

	private async texts(): Promise<string[][]> {
		const list = await getEnvironment().call<Execution[]>('n8n', 'executions', this.id);
		const ended = await Promise.all(
			list
				.filter(({ status }) => status === 'success')
				.map(async ({ id }) => await getEnvironment().call<Execution>('n8n', 'execution', id)),
		);
		return ended
			.sort((a, b) => Number(a.id) - Number(b.id))
			.map((execution) => getItems(execution, 'From WhatsApp').map(({ text }) => String(text)));
	}
}

function workflow({ id, name }: { id: string; name: string }, options: Json) {
	const trigger = {
		id: 'trigger',
		name: 'From WhatsApp',
		type: 'n8n-nodes-whatsapp-bsp.whatsAppBspTrigger',
		typeVersion: 1,
		position: [0, 0],
		webhookId: crypto.randomUUID(),
		parameters: { provider: 'dialog360', triggerOn: ['message'], options },
		credentials: { dialog360Api: { id, name } },
	};
	return {
		name: `Receives ${name}`,
		nodes: [trigger],
		connections: {},
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'all' },
	};
}
