import { createAccount, type SandboxAccount } from '../../support/sandboxClient';
import { CUSTOMER, eventually, getEnvironment, TEST_MS } from './environment';

/** Order notification with receipts in a Data Table. */
export function orderReceipts(): void {
	describe('order-receipts-360dialog', () => {
		// Two workflows of one file have one webhook address.
		let stop: () => Promise<void>;
		afterEach(async () => await stop());

		async function ordered(account: SandboxAccount, orderNumber: string) {
			const imported = await getEnvironment().importExample(
				'order-receipts-360dialog',
				[await getEnvironment().createAccountCredential(account)],
				(text) => text.split('A-1042').join(orderNumber),
			);
			await imported.activate();
			stop = async () => await imported.deactivate();
			await imported.run('Try it');
			return async () =>
				(await getEnvironment().rows('whatsapp_orders')).find(
					(row) => row.orderNumber === orderNumber,
				);
		}

		it(
			'notes when the message was accepted, sent, delivered and read',
			async () => {
				const account = await createAccount('dialog360', {
					settings: { receipts: { readMs: 300 } },
				});
				const getRow = await ordered(account, 'A-1');
				const row = await eventually('the read receipt in the table', async () => {
					const found = await getRow();
					return found?.readAt && found.deliveredAt && found.sentAt ? found : undefined;
				});
				const [message] = await account.messages();
				expect(row).toMatchObject({
					customer: 'Ana',
					phone: '+49 1520 1234567',
					messageId: message.id,
					failedAt: null,
					problem: null,
				});
				expect(Date.parse(String(row.acceptedAt))).not.toBeNaN();
				expect(message.callbackData).toBe('A-1');
			},
			TEST_MS,
		);

		it(
			'notes why a message was not delivered, and why one was not even accepted',
			async () => {
				const account = await createAccount('dialog360');
				await account.setOutcome({ to: CUSTOMER, times: 1, final: 'failed', code: '131026' });
				const failedRow = await ordered(account, 'A-2');
				const failed = await eventually('the failure', async () => {
					const found = await failedRow();
					return found?.failedAt ? found : undefined;
				});
				expect(failed.problem).toEqual(expect.any(String));
				expect(failed.deliveredAt).toBeNull();

				await account.setOutcome({ to: CUSTOMER, times: 1, reject: { code: '131042' } });
				await stop();
				const getRejectedRow = await ordered(account, 'A-3');
				const rejected = await getRejectedRow();
				expect(rejected).toMatchObject({ messageId: null, acceptedAt: null });
				expect(rejected?.problem).toEqual(expect.any(String));
			},
			TEST_MS,
		);
	});
}
