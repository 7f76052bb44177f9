import { createAccount, type SandboxAccount } from '../../support/sandboxClient';
import { getItems, getEnvironment, TEST_MS, textsTo } from './environment';

/** A second provider when the first says no. */
export function fallback(): void {
	describe('fallback-360dialog-bulk360', () => {
		const TO = '60123240066';

		async function run(prepare: (first: SandboxAccount) => Promise<unknown>) {
			const first = await createAccount('dialog360');
			const second = await createAccount('bulk360');
			await prepare(first);
			const imported = await getEnvironment().importExample('fallback-360dialog-bulk360', [
				await getEnvironment().createAccountCredential(first),
				await getEnvironment().createAccountCredential(second),
			]);
			const execution = await imported.run('Try it');
			return {
				sent: getItems(execution, 'Sent'),
				waiting: getItems(execution, 'Look first'),
				counts: [(await first.messages()).length, (await second.messages()).length],
				second,
			};
		}

		it(
			'sends once when the first provider accepts the message',
			async () => {
				const { sent, waiting, counts } = await run(async () => undefined);
				expect(sent).toEqual([
					{ orderNumber: 'A-1042', provider: 'dialog360', messageId: expect.any(String) as string },
				]);
				expect(waiting).toEqual([]);
				expect(counts).toEqual([1, 0]);
			},
			TEST_MS,
		);

		it(
			'sends through the second when the first says no',
			async () => {
				const { sent, waiting, counts, second } = await run(
					async (first) => await first.setOutcome({ to: TO, reject: { code: '131042' } }),
				);
				expect(sent).toEqual([
					{ orderNumber: 'A-1042', provider: 'bulk360', messageId: expect.any(String) as string },
				]);
				expect(waiting).toEqual([]);
				expect(counts).toEqual([0, 1]);
				expect(await textsTo(second, TO)).toEqual(['Hi Ana, your order A-1042 has shipped.']);
			},
			TEST_MS,
		);

		it(
			'leaves it to a person when the first outcome is unknown',
			async () => {
				const { sent, waiting, counts } = await run(
					async (first) =>
						await first.addFault({ kind: 'resetAfter', method: 'POST', pathIncludes: '/messages' }),
				);
				expect(sent).toEqual([]);
				expect(waiting).toEqual([
					{
						orderNumber: 'A-1042',
						phone: TO,
						reason: expect.any(String) as string,
					},
				]);
				// It had been accepted: a second provider would have sent it twice.
				expect(counts).toEqual([1, 0]);
			},
			TEST_MS,
		);
	});
}
