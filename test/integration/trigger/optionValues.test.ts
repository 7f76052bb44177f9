import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { CUSTOMER, useDialog360Trigger } from '../../support/dialog360Trigger';

const trigger = useDialog360Trigger();
const write = async () => (await trigger.account.writeText(CUSTOMER, 'Hi')).deliveries[0].status;

/** n8n leaves out options that are not shown. */
const SHOWN = { batch: 'count', groupBy: 'sender', downloadMedia: true, quietTimeMs: 50 };

it.each<[string, unknown, string]>([
	[
		'batchWindowMs',
		99_999,
		"'Batch Window (Milliseconds)' is not a whole number from 1 to 250, so 250 is used",
	],
	[
		'batchWindowMs',
		'soon',
		"'Batch Window (Milliseconds)' is not a whole number from 1 to 250, so 150 is used",
	],
	['batchCount', '2.5', "'Batch Count' is not a whole number from 1 to 1000, so 3 is used"],
	[
		'quietTimeMs',
		-1,
		"'Quiet Time (Milliseconds)' is not a whole number from 50 to 5000, so 50 is used",
	],
	[
		'maxMediaMb',
		{ size: 5 },
		"'Max Media Size (MB)' is not a whole number from 1 to 100, so 16 is used",
	],
	[
		'mediaTimeoutMs',
		true,
		"'Media Timeout (Milliseconds)' is not a whole number from 100 to 20000, so 5000 is used",
	],
	['downloadMedia', 'yes', "'Download Media' is neither true nor false, so false is used"],
	['ignoreCase', 0, "'Ignore Case' is neither true nor false, so true is used"],
])('%s = %j is corrected, and the log says so once', async (name, value, expected) => {
	await trigger.activate({ options: { ...SHOWN, [name]: value } as IDataObject });
	expect([await write(), await write()]).toEqual([200, 200]);
	expect(trigger.harness.warnings).toEqual([`'WhatsApp BSP Trigger': the value of ${expected}`]);
	trigger.harness.changeParameters({ options: { ...SHOWN, [name]: 'another' } });
	expect(await write()).toBe(200);
	expect(trigger.harness.warnings).toHaveLength(2);
});

it.each<IDataObject>([
	{ emitRejected: ' TRUE ', batchWindowMs: ' 20 ' },
	{ emitRejected: true, batchWindowMs: '' },
	{ emitRejected: 'true', batchWindowMs: null, downloadMedia: 'False' },
])('%j means what it says, and nothing is logged', async (options) => {
	await trigger.activate({ options });
	expect(await write()).toBe(200);
	expect(trigger.harness.warnings).toEqual([]);
	const { deliveries } = await trigger.account.deliver({ body: { hello: 'world' } });
	expect(deliveries[0].response).toContain('accepted as rejected');
});

it.each<[unknown, boolean, boolean]>([
	['message', true, false],
	['message, status', true, true],
	['', true, false],
	[null, true, false],
	[['status'], false, true],
	[[], false, false],
])("'Trigger On' may be %j", async (triggerOn, isMessage, isStatus) => {
	await trigger.activate({ triggerOn } as IDataObject);
	expect(await write()).toBe(200);
	expect(trigger.harness.executions).toHaveLength(Number(isMessage));
	const { deliveries } = await trigger.account.deliver({
		body: {
			object: 'whatsapp_business_account',
			entry: [
				{
					id: 'W',
					changes: [
						{ field: 'messages', value: { statuses: [{ id: 'wamid.1', status: 'sent' }] } },
					],
				},
			],
		},
	});
	expect(deliveries[0].status).toBe(200);
	expect(trigger.harness.executions).toHaveLength(Number(isMessage) + Number(isStatus));
});

it('takes a workflow that still asks for system messages', async () => {
	await trigger.activate({ options: { messageTypes: ['system', 'text'] } });
	expect(await write()).toBe(200);
	expect(trigger.harness.executions).toHaveLength(1);
});

it('reads credentials without the space and line breaks around them', async () => {
	await trigger.connect();
	const { harness, account } = trigger;
	const pasted = Object.entries(account.credentials).map(([name, value]) => [
		name,
		`\n ${value}\t`,
	]);
	harness.credentials = {
		dialog360Api: Object.fromEntries(pasted) as ICredentialDataDecryptedObject,
	};
	expect(await harness.activate()).toBe('created');
	expect(await write()).toBe(200);
	// The header that was registered is that of the same key without them.
	harness.credentials = { dialog360Api: account.credentials };
	expect(await harness.activate()).toBe('existed');
	expect(await write()).toBe(200);
});
