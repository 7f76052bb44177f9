import { createAccount } from '../../support/sandboxClient';
import { getItems, several, getEnvironment, TEST_MS, textsTo } from './environment';

/** The seven examples that need no more than one account. */
export function simple(): void {
	describe('order-shipped', () => {
		it.each([
			{ end: '360dialog', provider: 'dialog360' as const },
			{ end: 'bulk360', provider: 'bulk360' as const },
			{ end: 'modica', provider: 'modica' as const },
			{ end: 'socnet', provider: 'socnet' as const },
		])(
			'tells the customer through $provider',
			async ({ end, provider }) => {
				const account = await createAccount(provider);
				const imported = await getEnvironment().importExample(`order-shipped-${end}`, [
					await getEnvironment().createAccountCredential(account),
				]);
				const [sent] = getItems(await imported.run('Try it'), 'Tell the customer');
				expect(sent).toMatchObject({ provider, success: true, status: 'accepted' });
				const [message] = await account.messages();
				expect(message.id).toBe(sent.messageId);
				expect(message.text ?? JSON.stringify(message.payload)).toContain('A-1042');
			},
			TEST_MS,
		);
	});

	describe('auto-reply', () => {
		it.each([
			{ end: '360dialog', provider: 'dialog360' as const, byHand: false },
			{ end: 'bulk360', provider: 'bulk360' as const, byHand: true },
			{ end: 'modica', provider: 'modica' as const, byHand: true },
		])(
			'replies to a customer of $provider and records the receipts',
			async ({ end, provider, byHand }) => {
				const account = await createAccount(provider);
				const imported = await getEnvironment().importExample(`auto-reply-${end}`, [
					await getEnvironment().createAccountCredential(account),
				]);
				await imported.activate();
				const url = imported.webhookUrl('From WhatsApp');
				if (byHand) await account.setPortal({ moUrl: url, dnUrl: url, dlrUrl: url });
				await account.writeText('60123240066', 'Where is my order?');
				await several(1, 'reply', async () => await textsTo(account, '60123240066'));
				expect(await textsTo(account, '60123240066')).toEqual([
					'Your order left our warehouse today and arrives within 2 days.',
				]);
				const receipts = await several(2, 'receipts', async () =>
					(await imported.executions()).flatMap((execution) => getItems(execution, 'Receipt')),
				);
				expect(receipts.map(({ status }) => status).sort()).toEqual(['delivered', 'sent']);
			},
			TEST_MS,
		);
	});
}
