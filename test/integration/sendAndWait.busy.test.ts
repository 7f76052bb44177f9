import axios from 'axios';
import { createDeferred } from '../../nodes/WhatsAppBsp/core/deferred';
import { createAccount, waitFor, type SandboxProvider } from '../support/sandboxClient';
import { CUSTOMER, WaitingHarness } from '../support/waitingHarness';

let harness: WaitingHarness;

afterEach(async () => await harness.close());

async function start(provider: SandboxProvider): Promise<void> {
	// Only what a test sends itself is a receipt here.
	const receipts = { sentMs: null, deliveredMs: null, readMs: null };
	const account = await createAccount(provider, { settings: { receipts } });
	harness = await WaitingHarness.start(account);
	harness.trigger.executions.length = 0;
}

describe('an answer that n8n is too busy to take', () => {
	it('is delivered again, where the provider documents that', async () => {
		await start('dialog360');
		await harness.account.patch({ settings: { retryDelaysMs: [100] } });
		const { executionId } = await harness.ask({ responseType: 'approval' });
		harness.failedResumes = 9;
		const { deliveries } = await harness.tap((await harness.getLastQuestion()).ids[0], '✓ Approve');
		expect(deliveries.map(({ status }) => status)).toEqual([500]);
		await waitFor(() => harness.getOutput(executionId));
		expect(harness.getOutput(executionId)).toMatchObject({ data: { approved: true } });
		expect(harness.trigger.executions).toEqual([]);
	});

	it('is delivered again for the question before', async () => {
		await start('dialog360');
		await harness.account.patch({ settings: { retryDelaysMs: [100] } });
		await harness.ask({ responseType: 'freeText' }, '201');
		await harness.ask({ responseType: 'freeText' }, '202');
		harness.delete('202');
		harness.failedResumes = 9;
		const { deliveries } = await harness.account.writeText(CUSTOMER, 'At six');
		expect(deliveries.map(({ status }) => status)).toEqual([500]);
		await waitFor(() => harness.getOutput('201'));
		expect(harness.getOutput('201')).toMatchObject({ data: { chatInput: 'At six' } });
		expect(harness.trigger.executions).toEqual([]);
	});

	it('starts the workflow where the provider documents no redelivery, and the next one ends the wait', async () => {
		await start('modica');
		const { executionId } = await harness.ask({ responseType: 'approval' });
		const { ids } = await harness.getLastQuestion();
		harness.failedResumes = 9;
		const { deliveries } = await harness.tap(ids[0], '✓ Approve');
		expect(deliveries.map(({ status }) => status)).toEqual([200]);
		const buttons = () => harness.trigger.executions.flat().map(({ button }) => button);
		expect(buttons()).toMatchObject([{ title: '✓ Approve' }]);
		expect(harness.getOutput(executionId)).toBeUndefined();
		await harness.tap(ids[0], '✓ Approve');
		expect(harness.getOutput(executionId)).toMatchObject({ data: { approved: true } });
		expect(buttons()).toHaveLength(1);
	});

	it('is left to the provider anyway if it would start nothing', async () => {
		await start('modica');
		await harness.ask({ responseType: 'delivery' });
		const { id } = await harness.getLastQuestion();
		harness.failedResumes = 9;
		const { deliveries } = await harness.account.sendReceipt({
			messageId: id,
			status: 'delivered',
		});
		expect(deliveries.map(({ status }) => status)).toEqual([500]);
	});
});

it('a tap on the page of a link counts again if n8n could not take the one before', async () => {
	await start('bulk360');
	const { executionId } = await harness.ask({ responseType: 'approval' });
	const { text = '' } = await harness.getLastQuestion();
	const [link] = /http:\S+$/.exec(text) ?? [];
	const tap = async () => {
		const form = new URLSearchParams({ choice: '0' });
		const { status } = await axios.post(String(link), form, { validateStatus: null, proxy: false });
		return status;
	};
	harness.failedContinuations = 1;
	expect(await tap()).toBe(500);
	expect(harness.getOutput(executionId)).toBeUndefined();
	expect(await tap()).toBe(200);
	expect(harness.getOutput(executionId)).toMatchObject({ data: { approved: true } });
});

describe('while n8n queues the first answer', () => {
	it.each<SandboxProvider>(['dialog360', 'modica'])(
		'%s: a second one continues nothing, and is an ordinary message',
		async (provider) => {
			await start(provider);
			const { executionId } = await harness.ask({ responseType: 'approval' });
			const { ids } = await harness.getLastQuestion();
			const held = createDeferred<void>();
			harness.continuationsHeld = held.promise;
			const first = harness.tap(ids[0], '✓ Approve');
			await waitFor(() => harness.requests.length === 1);
			const second = harness.tap(ids[1], '✗ Decline');
			await waitFor(() => harness.requests.length === 2);
			held.resolve();
			await Promise.all([first, second]);
			expect(harness.getOutput(executionId)).toMatchObject({ data: { approved: true } });
			expect(harness.continuations).toBe(1);
			expect(harness.trigger.executions.flat()).toMatchObject([{ button: { title: '✗ Decline' } }]);
		},
	);

	it('the page of a link shows which answer counts', async () => {
		await start('bulk360');
		const { executionId } = await harness.ask({ responseType: 'approval' });
		const { text = '' } = await harness.getLastQuestion();
		const [link] = /http:\S+$/.exec(text) ?? [];
		const tap = async (choice: string) => {
			const form = new URLSearchParams({ choice });
			return await axios.post<string>(String(link), form, { validateStatus: null, proxy: false });
		};
		const held = createDeferred<void>();
		harness.continuationsHeld = held.promise;
		const first = tap('0');
		await waitFor(() => harness.requests.length === 1);
		const second = tap('1');
		await waitFor(() => harness.requests.length === 2);
		held.resolve();
		const [{ data: confirmation }, { status, data: shown }] = await Promise.all([first, second]);
		expect(status).toBe(200);
		expect(shown).toBe(confirmation);
		expect(harness.continuations).toBe(1);
		expect(harness.getOutput(executionId)).toMatchObject({ data: { approved: true } });
	});
});
