// n8n's own 'Retry On Fail' runs the whole node again, with all its items.
import { createAccount } from '../support/sandboxClient';
import { runNode } from '../support/engine';
import { initDeduplication } from '../support/processedDataTable';

const TO = '60123240066';
const SEND = { operation: 'sendText', to: '={{ $json.to }}', text: 'Hi' };
const items = [TO, 'nobody', '60102200533'].map((to) => ({ json: { to } }));

it.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
	'sends to nobody twice, and says what to do: %s',
	async (onError) => {
		const account = await createAccount('dialog360');
		await account.writeText(TO);
		const { json, errorItems, error } = await runNode(account, SEND, {
			items,
			onError,
			retryOnFail: true,
		});
		const said = JSON.stringify([json, errorItems, error?.message, error?.description]);
		expect(said).toContain("'Retry On Fail' would send every message again");
		expect(said).toContain("'Idempotency Key'");
		expect(await account.messages()).toEqual([]);
	},
);

it('sends once to each with an idempotency key, however often n8n tries', async () => {
	await initDeduplication();
	const account = await createAccount('dialog360');
	for (const to of [TO, '60102200533']) await account.writeText(to);
	await runNode(
		account,
		{ ...SEND, options: { idempotencyKey: '=order-{{ $json.to }}' } },
		{ items, onError: 'continueRegularOutput', retryOnFail: true, nodeId: 'retried' },
	);
	expect((await account.messages()).map(({ to }) => to).sort()).toEqual(['60102200533', TO]);
});

it('may be used where nothing is sent', async () => {
	const account = await createAccount('dialog360');
	const dryRun = { ...SEND, to: TO, options: { dryRun: true } };
	const { json } = await runNode(account, dryRun, { retryOnFail: true });
	expect(json).toMatchObject([{ status: 'dryRun' }]);
	const profile = { resource: 'account', operation: 'getProfile' };
	expect((await runNode(account, profile, { retryOnFail: true })).error).toBeUndefined();
});
