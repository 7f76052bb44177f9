import { createAccount, waitFor } from '../support/sandboxClient';
import { TriggerHarness } from '../support/triggerHarness';
import { WaitingHarness } from '../support/waitingHarness';

let harness: WaitingHarness;
let second: TriggerHarness;

/** A number with two triggers; the second one is called after the first one has accepted the call. */
async function start(triggerOn?: string[]): Promise<void> {
	const receipts = { sentMs: null, deliveredMs: null, readMs: null };
	const account = await createAccount('dialog360', { settings: { receipts } });
	harness = await WaitingHarness.start(account, {}, triggerOn);
	const { waitingUrl } = harness;
	const options = { registerAs: 'additional' };
	second = await TriggerHarness.start(account, { options, waitingUrl, triggerOn });
	await second.activate();
	// The execution that continued with the answer is still running.
	second.hold = async () => {
		harness.busyResumes = 99;
	};
	harness.trigger.executions.length = 0;
}

afterEach(async () => {
	await second.close();
	await harness.close();
});

it('a tap that continued an execution starts the workflow of the number’s second trigger', async () => {
	await start();
	const { executionId } = await harness.ask({ responseType: 'approval' });
	await harness.tap((await harness.getLastQuestion()).ids[0], '✓ Approve');
	await waitFor(() => second.executions.length > 0);
	expect(second.executions).toMatchObject([[{ button: { title: '✓ Approve' } }]]);
	expect(JSON.stringify(second.executions)).not.toContain('n8n-wait');
	expect(harness.getOutput(executionId)).toMatchObject({ data: { approved: true } });
	expect(harness.trigger.executions).toEqual([]);
	// n8n was asked once by each of them.
	expect(harness.requests).toHaveLength(2);
	expect((await harness.account.deliveries()).map(({ status }) => status)).not.toContain(500);
});

it('so does a receipt, without asking n8n', async () => {
	await start(['status']);
	const { executionId } = await harness.ask({ responseType: 'delivery' });
	const { id } = await harness.getLastQuestion();
	await harness.account.sendReceipt({ messageId: id, status: 'delivered' });
	await waitFor(() => second.executions.length > 0);
	expect(second.executions).toMatchObject([[{ status: 'delivered' }]]);
	expect(harness.getOutput(executionId)).toMatchObject({ status: 'delivered' });
	expect(harness.requests).toHaveLength(1);
});
