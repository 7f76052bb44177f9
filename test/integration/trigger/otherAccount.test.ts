import { CREDENTIAL_TYPES } from '../../support/engine';
import { TriggerHarness } from '../../support/triggerHarness';
import { CRM, WebhookAccount } from '../../support/webhookAccount';

/** A number that belonged to the CRM, and one that had no webhook before. */
let withCrm: WebhookAccount;
let withoutAny: WebhookAccount;
let harness: TriggerHarness;

beforeEach(async () => {
	withCrm = await WebhookAccount.open();
	withoutAny = await WebhookAccount.open({}, null);
	harness = await withCrm.addWorkflow();
});

afterEach(async () => {
	await withCrm.close();
	await withoutAny.close();
});

function chooseCredential({ account }: WebhookAccount) {
	harness.credentials = { [CREDENTIAL_TYPES.dialog360]: account.credentials };
}

const publishWith = async (number: WebhookAccount) => {
	chooseCredential(number);
	return await harness.activate();
};

describe('a trigger whose credential is changed to another number, and back', () => {
	it('gives each number its own webhook back', async () => {
		await publishWith(withoutAny);
		await harness.deactivate();
		await publishWith(withCrm);
		await harness.deactivate();
		expect(await withCrm.getRegistered()).toMatchObject(CRM);
		expect(await publishWith(withoutAny)).toBe('existed');
		await harness.deactivate();
		expect((await withoutAny.getRegistered()).url).toBe(harness.url);
	});

	it.each([false, true])(
		'does so after one of them could not be restored (n8n restarted: %s)',
		async (isRestarted) => {
			await publishWith(withoutAny);
			await harness.deactivate();
			await publishWith(withCrm);
			await withCrm.account.addFault({ kind: 'resetBefore', pathIncludes: '/configs/webhook' });
			await expect(harness.deactivate()).rejects.toThrow('Couldn’t look up');
			chooseCredential(withoutAny);
			if (isRestarted) TriggerHarness.crash(harness);
			await harness.activate();
			await harness.deactivate();
			expect((await withoutAny.getRegistered()).url).toBe(harness.url);
		},
	);
});

it('a new key of the same number still restores what was registered before', async () => {
	await publishWith(withCrm);
	// The number is the same, with its webhook, and only its key differs.
	const { url, headers } = await withCrm.getRegistered();
	await withoutAny.register({ url, headers });
	chooseCredential(withoutAny);
	await harness.deactivate();
	expect(await withoutAny.getRegistered()).toMatchObject(CRM);
});

it('so does a new key after a restart, which registers the new token', async () => {
	await publishWith(withCrm);
	const { url, headers } = await withCrm.getRegistered();
	await withoutAny.register({ url, headers });
	chooseCredential(withoutAny);
	await TriggerHarness.restart(harness);
	expect((await withoutAny.getRegistered()).headers).not.toEqual(headers);
	await harness.deactivate();
	expect(await withoutAny.getRegistered()).toMatchObject(CRM);
});
