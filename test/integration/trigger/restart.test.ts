import { TriggerHarness } from '../../support/triggerHarness';
import { CRM, WebhookAccount } from '../../support/webhookAccount';
import { waitFor } from '../../support/sandboxClient';

let number: WebhookAccount;
afterEach(async () => await number.close());

/** n8n saves what a registration remembers only once every webhook of the workflow is registered. */
it('an activation that another node spoils gives the number back', async () => {
	number = await WebhookAccount.open();
	const harness = await number.addWorkflow();
	await harness.create();
	expect(await number.describeRegistered(harness)).toBe('A');
	// n8n clears up with what it has in its database: nothing.
	await harness.deactivate();
	expect(await number.getRegistered()).toMatchObject(CRM);
	await harness.activate();
	await harness.deactivate();
	expect(await number.getRegistered()).toMatchObject(CRM);
});

it('an additional webhook whose registration was not saved leaves without a trace', async () => {
	number = await WebhookAccount.open();
	const harness = await number.addWorkflow({ registerAs: 'additional' });
	await harness.create();
	TriggerHarness.crash(harness);
	expect(await harness.activate('init')).toBe('existed');
	await harness.deactivate();
	expect(await number.describeRegistered(harness)).toBe('crm');
});

it('neither does one stay that a call in flight has made n8n forget', async () => {
	number = await WebhookAccount.open();
	const harness = await number.addWorkflow();
	await harness.activate();
	harness.executionDelayMs = 600;
	const slow = number.account.writeText('16505076520', 'slow');
	await waitFor(() => harness.requestCount > 0);
	await harness.deactivate();
	harness.changeParameters({ options: { registerAs: 'additional' } });
	await harness.activate('update');
	expect(await number.describeRegistered(harness)).toBe('crm + A');
	await slow;
	expect(harness.executions).toHaveLength(1);
	await harness.deactivate();
	expect(await number.describeRegistered(harness)).toBe('crm');
});

it('a restart leaves the number where the user put it, also when the URL was there from before', async () => {
	number = await WebhookAccount.open({}, null);
	const harness = await number.addWorkflow();
	await harness.activate();
	await harness.deactivate();
	expect(await harness.activate()).toBe('existed');
	await number.register(CRM);
	await TriggerHarness.restart(harness);
	expect(await number.describeRegistered(harness)).toBe('crm');
});
