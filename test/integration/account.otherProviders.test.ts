import { createAccount } from '../support/sandboxClient';
import { runNode, createRunner } from '../support/engine';

const run = createRunner('account');

describe('Bulk360', () => {
	it('gets the balance', async () => {
		const account = await createAccount('bulk360', { balance: 187.9236 });
		const { json, error } = await run(account, 'getBalance', { country: 'MYS' });
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{ balance: 187.9236, currency: 'MYR', credits: 1252, raw: expect.any(Object) },
		]);
		const [{ query }] = await account.requests();
		expect(query).toMatchObject({ country: 'MYS' });
	});

	it.each(['number', 'string'])('explains wrong keys, the code a %s', async (codeType) => {
		const account = await createAccount('bulk360', { settings: { codeType } });
		const { json } = await run(
			account,
			'getBalance',
			{},
			{
				credentials: { ...account.credentials, appSecret: 'wrong' },
				onError: 'continueRegularOutput',
			},
		);
		expect(json[0]).toMatchObject({ success: false, error: { code: '401', category: 'auth' } });
	});

	it('says that it may be asked again after too many requests', async () => {
		const account = await createAccount('bulk360');
		const body = { code: 429, desc: 'Too many requests' };
		const headers = { 'retry-after': '30' };
		await account.addFault({ kind: 'status', status: 429, body, headers });
		const { json } = await run(account, 'getBalance', {}, { onError: 'continueRegularOutput' });
		expect(json[0].error).toMatchObject({ retryable: true, retryAfterMs: 30_000 });
	});

	it.each([
		{ status: 'error', description: 'IP address not whitelisted' },
		{ status: false, description: 'Invalid user' },
	])('takes no response without a number for a balance: %j', async (body) => {
		const account = await createAccount('bulk360');
		await account.addFault({ kind: 'status', status: 200, body });
		const { json } = await run(account, 'getBalance', {}, { onError: 'continueRegularOutput' });
		expect(json[0]).toMatchObject({
			success: false,
			error: { details: expect.stringContaining(body.description) },
		});
	});

	it('says that it was rejected where the response does', async () => {
		const account = await createAccount('bulk360');
		const body = { status: 'error', description: 'IP address not whitelisted' };
		await account.addFault({ kind: 'status', status: 200, body });
		const { json } = await run(account, 'getBalance', {}, { onError: 'continueRegularOutput' });
		expect(json[0].error).toMatchObject({ title: 'The provider rejected the request' });
	});

	it.each([
		[
			{ currency: 'MYR', balance: '1,234.56' },
			{ balance: 1234.56, currency: 'MYR' },
		],
		[{ wallet: 12 }, { balance: null, credits: null }],
	])('reads %j', async (description, expected) => {
		const account = await createAccount('bulk360');
		const body = { status: 'SUCCESS', description };
		await account.addFault({ kind: 'status', status: 200, body });
		const { json } = await run(account, 'getBalance');
		expect(json[0]).toMatchObject({ ...expected, raw: body });
	});

	it('asks a white label at its own host', async () => {
		const account = await createAccount('bulk360');
		const baseUrl = `${account.credentials.baseUrl}/gw/smsguru/v3_0/send.php`;
		await run(account, 'getBalance', {}, { credentials: { ...account.credentials, baseUrl } });
		expect((await account.requests())[0].path).toBe('/api/balance/v3_0/getBalance');
	});
});

describe('Modica', () => {
	it('looks up what became of a message', async () => {
		const account = await createAccount('modica', {
			settings: { receipts: { sentMs: 0, deliveredMs: 0, readMs: null } },
		});
		await account.writeText('64210000000');
		const sent = await runNode(account, {
			operation: 'sendText',
			to: '64210000000',
			text: 'Hi',
			options: { callbackData: 'order-1' },
		});
		const messageId = String(sent.json[0].messageId);
		await account.sendReceipt({ messageId, status: 'delivered' });
		const { json, error } = await run(account, 'getMessageStatus', { messageId });
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{
				messageId,
				status: 'delivered',
				direction: 'MT',
				to: '64210000000',
				from: expect.stringMatching(/^\d+$/),
				reference: 'order-1',
				raw: expect.objectContaining({ status: 'received' }),
			},
		]);
	});

	it.each([
		['00000000-0000-4000-8000-000000000000', 'http-404'],
		['no-uuid', 'http-422'],
	])('explains an id that is none: %s', async (messageId, code) => {
		const { json } = await run(
			await createAccount('modica'),
			'getMessageStatus',
			{ messageId },
			{ onError: 'continueRegularOutput' },
		);
		expect(json[0]).toMatchObject({ success: false, error: { code, category: 'parameter' } });
	});
});

it('offers nothing for Socnet', async () => {
	const { error } = await run(await createAccount('socnet'), 'getBalance');
	expect(error?.message).toMatch(/Socnet has no operation '.*' for resource 'account'/);
});
