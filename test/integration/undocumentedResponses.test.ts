import { openAccount, RECIPIENTS } from '../support/accounts';
import { runNode } from '../support/engine';
import { initDeduplication } from '../support/processedDataTable';
import type { Fault, SandboxProvider } from '../support/sandboxClient';

beforeAll(async () => {
	await initDeduplication();
});

/** One order, sent in two executions of the same node, with the default idempotency mode. */
async function sentTwice(provider: SandboxProvider, fault: Fault) {
	const account = await openAccount(provider, { settings: { enforceWindow: false } });
	await account.addFault({ times: 1, ...fault });
	const options = { idempotencyKey: 'order-1' };
	const parameters = { operation: 'sendText', to: RECIPIENTS[provider], text: 'Hi', options };
	const run = async () => {
		const { json } = await runNode(account, parameters as never, {
			nodeId: `node of ${account.data.id}`,
			onError: 'continueRegularOutput',
		});
		return json[0].status;
	};
	const statuses = [await run(), await run()];
	return { statuses, messages: (await account.messages()).length };
}

it.each<[SandboxProvider, number, object]>([
	['modica', 502, { errors: [{ field: 'gateway', code: 'x', description: 'timed out' }] }],
	['modica', 200, { error: 'Bad Gateway', statusCode: 502 }],
	['bulk360', 200, { code: 502, desc: 'Bad gateway' }],
	['bulk360', 200, { code: 299, desc: 'Queued' }],
	['socnet', 200, { status: 200, message: 'WhatsApp message submitted successfully.' }],
	['dialog360', 500, { error: { code: 4711, message: 'Something new' } }],
	['dialog360', 200, { error: { code: 4711, message: 'Something new' } }],
	['dialog360', 503, { errors: [{ code: 4711, title: 'Something new' }] }],
])('%s, HTTP %i %j: one message, and the key stays', async (provider, status, body) => {
	expect(await sentTwice(provider, { kind: 'status', status, body, processed: true })).toEqual({
		statuses: ['unknown', 'skipped'],
		messages: 1,
	});
});

it.each<[SandboxProvider, number, object]>([
	['modica', 400, { error: '(#4711) Something new', statusCode: 400 }],
	['bulk360', 200, { code: 402, desc: 'Insufficient credit' }],
	['socnet', 200, { status: 'invalid' }],
	['dialog360', 400, { error: { code: 4711, message: 'Something new' } }],
])('%s, HTTP %i %j: rejected, and sent by the next run', async (provider, status, body) => {
	expect(await sentTwice(provider, { kind: 'status', status, body, processed: false })).toEqual({
		statuses: ['failed', 'accepted'],
		messages: 1,
	});
});
