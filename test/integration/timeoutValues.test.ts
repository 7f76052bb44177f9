// Node.js takes whole milliseconds only; expressions give any number.
import { freeAccount } from '../support/accounts';
import { runNode } from '../support/engine';

afterEach(() => jest.restoreAllMocks());

it.each<[unknown, number]>([
	['={{ 100 / 3 }}', 33_333],
	[2.0005, 2001],
	[16.1, 16_100],
	['={{ "16.2" }}', 16_200],
	[1.0004, 1000],
	['={{ 1.1 * 3 }}', 3300],
	['={{ Math.PI.toString() }}', 3142],
	['={{ 2147483.5004 }}', 2_147_483_500],
	['={{ 60 + 1 / 7 }}', 60_143],
])('Timeout (Seconds) %j: one message, within %d milliseconds', async (timeoutSeconds, ms) => {
	const setTimeouts = jest.spyOn(AbortSignal, 'timeout');
	const account = await freeAccount();
	const { json } = await runNode(
		account,
		{
			operation: 'sendText',
			to: '60123240066',
			text: 'Hi',
			options: { timeoutSeconds: timeoutSeconds as string },
		},
		{ onError: 'continueRegularOutput' },
	);
	expect(json).toEqual([expect.objectContaining({ status: 'accepted' })]);
	expect(setTimeouts.mock.calls).toEqual([[ms]]);
	expect(await account.requests()).toHaveLength(1);
});
