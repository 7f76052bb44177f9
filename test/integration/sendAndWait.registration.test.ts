import type { IDataObject } from 'n8n-workflow';
import { createProof, PROOF_HEADER } from '../../nodes/WhatsAppBsp/waiting/proof';
import { REGISTRATION_HEADER } from '../../nodes/WhatsAppBsp/waiting/waitRegistration';
import { createAccount, type SandboxProvider } from '../support/sandboxClient';
import { CUSTOMER, WaitingHarness } from '../support/waitingHarness';
import type { ServedRequest } from '../support/webhookServer';

const FREE_TEXT = { responseType: 'freeText' };

let harness: WaitingHarness;

afterEach(async () => {
	await harness.account.clearFaults();
	await harness.close();
});

async function start(provider: SandboxProvider, options: IDataObject = {}): Promise<void> {
	const receipts = { sentMs: null, deliveredMs: null, readMs: null };
	const account = await createAccount(provider, { settings: { receipts } });
	harness = await WaitingHarness.start(account, options);
	harness.trigger.executions.length = 0;
}

const isRegistration = ({ headers }: ServedRequest) => REGISTRATION_HEADER.toLowerCase() in headers;

/** Registrations fail after the first ones, as in an overloaded n8n. */
function failRegistrations({ after, times }: { after: number; times: number }) {
	let count = 0;
	harness.trigger.hold = async (request) => {
		if (!isRegistration(request) || ++count <= after || count > after + times) return;
		await Promise.reject(new Error('n8n is overloaded'));
	};
	return () => count;
}

describe('a message that was sent, but is not known to the trigger yet', () => {
	const DELIVERY = { responseType: 'delivery' };

	async function deliver() {
		const { id } = await harness.getLastQuestion();
		await harness.account.sendReceipt({ messageId: id, status: 'delivered' });
	}

	it('is registered again, and its receipt ends the wait', async () => {
		await start('bulk360');
		const countRegistrations = failRegistrations({ after: 1, times: 2 });
		const { executionId, hints } = await harness.ask(DELIVERY);
		expect([countRegistrations(), hints]).toEqual([4, []]);
		await deliver();
		expect(harness.getOutput(executionId)).toMatchObject({ status: 'delivered' });
	});

	it('is said to wait for nothing but its time in the end', async () => {
		await start('bulk360');
		const countRegistrations = failRegistrations({ after: 1, times: Infinity });
		const { execution, hints } = await harness.ask(DELIVERY);
		expect(countRegistrations()).toBe(5);
		expect((execution as IDataObject).waitTill).toBeDefined();
		expect(hints).toEqual([
			expect.stringMatching(
				/^The message was sent, but its delivery receipt can’t end this wait: /,
			),
		]);
	});

	it('is said to wait for nothing but its time if the provider names no message', async () => {
		await start('bulk360');
		const countRegistrations = failRegistrations({ after: Infinity, times: 0 });
		const body = { code: 200, desc: 'OK', to: CUSTOMER, currency: 'MYR', balance: '1.00' };
		await harness.account.addFault({ kind: 'status', status: 200, body, method: 'POST' });
		const { execution, hints } = await harness.ask(DELIVERY);
		expect((execution as IDataObject).waitTill).toBeDefined();
		expect(hints).toEqual([expect.stringContaining('the provider returned no message ID')]);
		expect(countRegistrations()).toBe(1);
	});

	it('is answered all the same where a person writes', async () => {
		await start('dialog360');
		failRegistrations({ after: 1, times: Infinity });
		const { executionId, hints } = await harness.ask(FREE_TEXT);
		expect(hints).toEqual([]);
		harness.trigger.hold = undefined;
		await harness.account.writeText(CUSTOMER, 'At six');
		expect(harness.getOutput(executionId)).toMatchObject({ data: { chatInput: 'At six' } });
	});
});

describe('additional webhooks that can’t be looked up', () => {
	const ask = async () => await harness.ask({ ...FREE_TEXT, options: { triggerUrl: '' } });

	const failLookUps = async (status: number) =>
		await harness.account.addFault({
			kind: 'status',
			status,
			times: null,
			method: 'GET',
			pathIncludes: 'multi_webhook',
		});

	it.each([403, 429, 503])(
		'are named as the reason, where the trigger may be one of them: %i',
		async (status) => {
			await start('dialog360', { registerAs: 'additional' });
			await failLookUps(status);
			const { error } = await ask();
			expect(error?.message).toMatch(/^Couldn’t look up which trigger gets the answer: .+/);
			expect(error?.description).toMatch(/^Nothing was sent\. Check the credential, or wait/);
			expect(await harness.account.messages()).toEqual([]);
		},
	);

	it('are not the reason where the main webhook leads to this n8n', async () => {
		await start('dialog360');
		harness.trigger.setPublicUrl(new URL(harness.waitingUrl).origin);
		await harness.trigger.activate();
		await failLookUps(503);
		const { error } = await ask();
		expect(error?.message).toBe(
			`The workflow with the trigger at ${harness.trigger.url} isn’t published`,
		);
	});
});

describe('a trigger', () => {
	it('says that its credential cannot be read', async () => {
		await start('modica');
		harness.trigger.credentials = {};
		const { error } = await harness.ask(FREE_TEXT);
		expect(error?.message).toContain('says: the credential cannot be read');
		expect(error?.description).toContain('Check the credential, or wait a moment');
	});

	it.each(['{}', '[]', '{"accepts":"message","people":"4915201234567"}'])(
		'rejects what is proven, but no registration: %s',
		async (body) => {
			await start('modica');
			const { credentials } = harness.account;
			const response = await fetch(harness.trigger.url, {
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					[REGISTRATION_HEADER]: '1',
					[PROOF_HEADER]: createProof('registration', body, credentials),
				},
				body,
			});
			expect([response.status, await response.json()]).toEqual([
				400,
				{ status: 'rejected', reason: 'it cannot read the registration' },
			]);
			expect(harness.trigger.staticData.waits).toBeUndefined();
		},
	);
});
