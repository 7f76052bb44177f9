import { createRunner, runNode } from '../support/engine';
import { createAccount, type Data, type SandboxAccount } from '../support/sandboxClient';

const CUSTOMER = '60123000111';
const run = createRunner('account');

const reply = async (account: SandboxAccount, answer: Data) =>
	await account.receiveInbound({
		from: CUSTOMER,
		message: {
			type: 'interactive',
			interactive: { type: 'call_permission_reply', call_permission_reply: answer },
		},
	});

const ask = async (account: SandboxAccount) =>
	await runNode(
		account,
		{
			operation: 'sendInteractive',
			to: CUSTOMER,
			interactiveType: 'callPermission',
			options: { maxRetries: 0 },
		},
		{ onError: 'continueRegularOutput' },
	);

const lookUp = async (account: SandboxAccount, user = '+60 12-300 0111') =>
	(await run(account, 'getCallPermission', { user })).json;

describe('Get Call Permission', () => {
	const nobody = { user: CUSTOMER, status: 'no_permission', expiresAt: null, canCall: false };

	it('tells who was never asked, who was, and what they said', async () => {
		const account = await createAccount('dialog360');
		expect(await lookUp(account)).toEqual([{ ...nobody, canRequest: true }]);
		const [request] = (await account.requests()).slice(-1);
		expect([request.method, request.path]).toEqual(['GET', `/calling/permissions/${CUSTOMER}`]);
		await account.writeText(CUSTOMER);
		await ask(account);
		expect(await lookUp(account)).toEqual([{ ...nobody, canRequest: false }]);
		const seconds = Math.floor(Date.parse('2030-01-01T00:00:00Z') / 1000);
		await reply(account, { response: 'accept', expiration_timestamp: seconds });
		expect(await lookUp(account)).toEqual([
			{
				user: CUSTOMER,
				status: 'temporary',
				expiresAt: '2030-01-01T00:00:00.000Z',
				canRequest: false,
				canCall: true,
			},
		]);
		await reply(account, { response: 'accept', is_permanent: true });
		expect(await lookUp(account)).toEqual([
			{ user: CUSTOMER, status: 'permanent', expiresAt: null, canRequest: false, canCall: true },
		]);
		await reply(account, { response: 'reject' });
		expect(await lookUp(account)).toEqual([{ ...nobody, canRequest: false }]);
	});

	it('takes a user ID in the number’s place', async () => {
		const account = await createAccount('dialog360');
		expect(await lookUp(account, 'MY.8812')).toEqual([
			expect.objectContaining({ user: 'MY.8812', status: 'no_permission' }),
		]);
	});

	it.each([
		['={{ null }}', "'User' is empty"],
		[`${CUSTOMER}, 60123000112`, "'User' contains several; enter one per item"],
	])('rejects %j before anything is asked', async (user, expected) => {
		const account = await createAccount('dialog360');
		const { error } = await run(account, 'getCallPermission', { user });
		expect(error?.message).toContain(expected);
		expect(await account.requests()).toEqual([]);
	});

	it('says if the number is not set up for calls', async () => {
		const account = await createAccount('dialog360', { settings: { calling: false } });
		const { error } = await run(account, 'getCallPermission', { user: CUSTOMER });
		expect(error?.message).toBe('Calls are off for this number');
	});
});

it('the sandbox lets a customer be asked once in 24 hours and twice in 7 days', async () => {
	const account = await createAccount('dialog360');
	const outcome = async () => {
		await account.writeText(CUSTOMER);
		const [{ success, error }] = (await ask(account)).json;
		return success === true ? 'sent' : (error as Data).code;
	};
	expect(await outcome()).toBe('sent');
	expect(await outcome()).toBe('138009');
	await account.advanceClock(25);
	expect(await outcome()).toBe('sent');
	await account.advanceClock(25);
	expect(await outcome()).toBe('138009');
	await account.advanceClock(24 * 7);
	expect(await outcome()).toBe('sent');
});
