import { TriggerHarness, type TriggerOptions } from './triggerHarness';
import {
	createAccount,
	dialog360Http,
	type NewAccountOptions,
	type SandboxAccount,
} from './sandboxClient';

export { CUSTOMER } from './webhookSender';

class Dialog360Trigger {
	account!: SandboxAccount;

	bench!: TriggerHarness;

	/** A number and a trigger that has not asked for its webhook yet. */
	connected = async (options: TriggerOptions = {}, accountOptions: NewAccountOptions = {}) => {
		this.account = await createAccount('dialog360', accountOptions);
		this.bench = await TriggerHarness.start(this.account, options);
		return this.account;
	};

	activated = async (options: TriggerOptions = {}, accountOptions: NewAccountOptions = {}) => {
		const account = await this.connected(options, accountOptions);
		await this.bench.activate();
		return account;
	};

	/** Somebody else than the trigger sets the number's webhook. */
	register = async (webhook: object) =>
		await dialog360Http(this.account).post('/v1/configs/webhook', webhook);

	registered = async () =>
		(await this.account.webhook()) as { url?: string; headers?: Record<string, string> };
}

/** What the tests of a file connect, one after the other; each is closed after its test. */
export function dialog360Trigger(): Dialog360Trigger {
	const trigger = new Dialog360Trigger();
	afterEach(async () => await trigger.bench.close());
	return trigger;
}
