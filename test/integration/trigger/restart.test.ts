import { TriggerHarness } from '../../support/triggerHarness';
import { CRM, WebhookAccount } from '../../support/webhookAccount';
import { waitFor } from '../../support/sandboxClient';

let number: WebhookAccount;
afterEach(async () => await number.close());

/** n8n saves what a registration remembers only once every webhook of the workflow is registered. */
it('an activation that another node spoils gives the number back', async () => {
	number = await WebhookAccount.open();
	const bench = await number.workflow();
	await bench.create();
	expect(await number.where(bench)).toBe('A');
	// n8n clears up with what it has in its database: nothing.
	await bench.deactivate();
	expect(await number.registered()).toMatchObject(CRM);
	await bench.activate();
	await bench.deactivate();
	expect(await number.registered()).toMatchObject(CRM);
});

it('an additional webhook whose registration was not saved leaves without a trace', async () => {
	number = await WebhookAccount.open();
	const bench = await number.workflow({ registerAs: 'additional' });
	await bench.create();
	TriggerHarness.crash(bench);
	expect(await bench.activate('init')).toBe('existed');
	await bench.deactivate();
	expect(await number.where(bench)).toBe('crm');
});

it('neither does one stay that a call in flight has made n8n forget', async () => {
	number = await WebhookAccount.open();
	const bench = await number.workflow();
	await bench.activate();
	bench.executionDelayMs = 600;
	const slow = number.account.writes('16505076520', 'slow');
	await waitFor(() => bench.calls > 0);
	await bench.deactivate();
	bench.change({ options: { registerAs: 'additional' } });
	await bench.activate('update');
	expect(await number.where(bench)).toBe('crm + A');
	await slow;
	expect(bench.executions).toHaveLength(1);
	await bench.deactivate();
	expect(await number.where(bench)).toBe('crm');
});

it('a restart leaves the number where the user put it, also when the URL was there from before', async () => {
	number = await WebhookAccount.open({}, null);
	const bench = await number.workflow();
	await bench.activate();
	await bench.deactivate();
	expect(await bench.activate()).toBe('existed');
	await number.register(CRM);
	await TriggerHarness.restart(bench);
	expect(await number.where(bench)).toBe('crm');
});
