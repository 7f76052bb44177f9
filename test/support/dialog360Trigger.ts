import { TriggerHarness, type TriggerOptions } from './triggerHarness';
import {
	createAccount,
	registerWebhook,
	type NewAccountOptions,
	type SandboxAccount,
} from './sandboxClient';

export { CUSTOMER } from './webhookSender';

class Dialog360Trigger {
	account!: SandboxAccount;

	harness!: TriggerHarness;

	/** A number and a trigger that is not activated yet. */
	connect = async (options: TriggerOptions = {}, accountOptions: NewAccountOptions = {}) => {
		this.account = await createAccount('dialog360', accountOptions);
		this.harness = await TriggerHarness.start(this.account, options);
		return this.account;
	};

	activate = async (options: TriggerOptions = {}, accountOptions: NewAccountOptions = {}) => {
		const account = await this.connect(options, accountOptions);
		await this.harness.activate();
		return account;
	};

	/** Another system sets the number's webhook. */
	register = async (webhook: object) => await registerWebhook(this.account, webhook);

	getRegistered = async () =>
		(await this.account.webhook()) as { url?: string; headers?: Record<string, string> };
}

/** For the tests of a file: what they open is closed after each test. */
export function useDialog360Trigger(): Dialog360Trigger {
	const trigger = new Dialog360Trigger();
	afterEach(async () => await trigger.harness.close());
	return trigger;
}
