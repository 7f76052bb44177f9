import { createAccount } from '../../support/sandboxClient';
import { getItems, several, stage, TEST_MS, textsTo } from './play';

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
				const play = await stage().play(`order-shipped-${end}`, [
					await stage().createAccountCredential(account),
				]);
				const [sent] = getItems(await play.run('Try it'), 'Tell the customer');
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
			'answers a customer of $provider and lays the receipts out',
			async ({ end, provider, byHand }) => {
				const account = await createAccount(provider);
				const play = await stage().play(`auto-reply-${end}`, [await stage().createAccountCredential(account)]);
				await play.activate();
				const url = play.webhookUrl('From WhatsApp');
				if (byHand) await account.portal({ moUrl: url, dnUrl: url, dlrUrl: url });
				await account.writes('60123240066', 'Where is my order?');
				await several(1, 'answer', async () => await textsTo(account, '60123240066'));
				expect(await textsTo(account, '60123240066')).toEqual([
					'Your order left our warehouse today and arrives within 2 days.',
				]);
				const receipts = await several(2, 'receipts', async () =>
					(await play.executions()).flatMap((execution) => getItems(execution, 'Receipt')),
				);
				expect(receipts.map(({ status }) => status).sort()).toEqual(['delivered', 'sent']);
			},
			TEST_MS,
		);
	});
}
