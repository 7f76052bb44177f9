import { createAccount } from '../../support/sandboxClient';
import { dialog360Http } from '../../support/sandboxClient';
import { CUSTOMER, eventually, getEnvironment, TEST_MS } from './environment';

/** What messages cost, added up from their receipts. */
export function costByCategory(): void {
	describe('cost-by-category-360dialog', () => {
		it(
			'counts each message once, by month and category',
			async () => {
				const account = await createAccount('dialog360', {
					settings: { receipts: { readMs: 300 } },
				});
				const imported = await getEnvironment().importExample('cost-by-category-360dialog', [
					await getEnvironment().createAccountCredential(account),
				]);
				await imported.activate();
				const send = async (message: object) =>
					await dialog360Http(account).post('/messages', {
						messaging_product: 'whatsapp',
						to: CUSTOMER,
						...message,
					});
				const text = { type: 'text', text: { body: 'Hello' } };
				const parameters = ['Ana', 'A-1'].map((each) => ({ type: 'text', text: each }));
				await account.writeText(CUSTOMER);
				await send(text);
				await send(text);
				await send({
					type: 'template',
					template: {
						name: 'order_shipped',
						language: { code: 'en_US' },
						components: [{ type: 'body', parameters }],
					},
				});
				await eventually('the read receipts of all messages', async () =>
					(await account.messages()).every(({ statuses }) =>
						statuses.some(({ status }) => status === 'read'),
					),
				);
				await eventually('their executions', async () => (await imported.executions()).length >= 6);
				const failed = (await imported.executions()).filter(({ status }) => status !== 'success');
				expect(failed.map(({ data }) => data.resultData.error?.message)).toEqual([]);
				await imported.run('Add up now');
				const costs = await getEnvironment().rows('whatsapp_costs');
				const month = new Date().toISOString().slice(0, 7);
				expect(costs.sort((a, b) => String(a.category).localeCompare(String(b.category)))).toEqual([
					expect.objectContaining({ month, category: 'service', messages: 2, cost: 0.0912 }),
					expect.objectContaining({ month, category: 'utility', messages: 1, cost: 0.0456 }),
				]);
				await imported.deactivate();
			},
			TEST_MS,
		);
	});
}
