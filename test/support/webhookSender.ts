import axios from 'axios';
import { TriggerHarness, type TriggerOptions } from './triggerHarness';
import { nextTick } from './runtime';
import { createAccount, type SandboxAccount } from './sandboxClient';
import { settle } from './fakeTime';

export const CUSTOMER = '16505076520';
export const OTHER = '16505076521';

export interface SenderResponse {
	status: number;
	outcome: string;
	events?: number;
	reason?: string;
}

export interface SendTextOptions {
	signal?: AbortSignal;
}

/** A trigger on a 360dialog number, and 360dialog's webhook requests, sent one by one. */
export class WebhookSender {
	private constructor(
		readonly account: SandboxAccount,
		readonly harness: TriggerHarness,
	) {}

	/** The trigger is not active yet. */
	static async connect(options: TriggerOptions['options'] = {}, more: TriggerOptions = {}) {
		const account = await createAccount('dialog360', { settings: { retryDelaysMs: [] } });
		return new WebhookSender(account, await TriggerHarness.start(account, { options, ...more }));
	}

	static async open(options: TriggerOptions['options'] = {}, more: TriggerOptions = {}) {
		const sender = await WebhookSender.connect(options, more);
		await sender.harness.activate();
		return sender;
	}

	/** One text, whose ID is the text. */
	sendText = async (text: string, from = CUSTOMER, options: SendTextOptions = {}) =>
		await this.post({ messages: [textMessage(text, from)] }, options);

	/** With fake time: a text that reaches the node without advancing it. */
	sendTextWithFakeTime = async (text: string, from = CUSTOMER) => {
		const before = this.harness.requestCount;
		const response = this.sendText(text, from);
		await this.waitForRequests(before + 1);
		return await settle(response);
	};

	/** @param value of the change, as in Meta's envelope */
	post = async (value: object, options: SendTextOptions = {}): Promise<SenderResponse> =>
		await this.postEntry([{ id: 'W', changes: [{ field: 'messages', value }] }], options);

	/** @param entry of Meta's envelope; what is no list can't be read */
	postEntry = async (entry: unknown, { signal }: SendTextOptions = {}): Promise<SenderResponse> => {
		const { headers } = (await this.account.webhook()) as { headers: Record<string, string> };
		const body = { object: 'whatsapp_business_account', entry };
		const { status, data } = await axios.post<Omit<SenderResponse, 'status'> & { status: string }>(
			this.harness.url,
			body,
			{ headers, validateStatus: () => true, proxy: false, signal },
		);
		return { ...data, status, outcome: data.status };
	};

	/** Resolves once that many requests have reached the node and cannot continue without time. */
	waitForRequests = async (calls: number) => {
		while (this.harness.requestCount < calls) await nextTick();
		for (let i = 0; i < 50; i++) await nextTick();
	};

	/** The texts of each execution. */
	getTexts = () => this.harness.executions.map((items) => items.map(({ text }) => text));

	getPendingTexts = () => this.harness.getPendingTexts();

	/** Makes the pending events of an earlier process old enough to be recovered. */
	expirePending = () => {
		for (const each of (this.harness.staticData.pendingEvents ?? []) as Array<{ at: number }>)
			each.at -= 60_000;
	};

	close = async () => await this.harness.close();
}

export function textMessage(text: string, from = CUSTOMER) {
	return { id: text, from, type: 'text', timestamp: '1750000000', text: { body: text } };
}

/** For a request whose sender hangs up: no response, and no error. */
export async function catchDisconnect(
	response: Promise<SenderResponse>,
): Promise<'hung up' | SenderResponse> {
	return await response.catch(() => 'hung up' as const);
}
