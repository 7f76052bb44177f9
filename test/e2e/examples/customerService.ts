import { createAccount } from '../../support/sandboxClient';
import {
	CUSTOMER,
	eventually,
	getItems,
	several,
	getEnvironment,
	TEST_MS,
	textsTo,
	type Json,
} from './environment';

/** Buttons, and a reply to what was tapped. */
export function customerService(): void {
	describe('customer-service-360dialog', () => {
		it(
			'offers buttons, and replies to what was tapped',
			async () => {
				const account = await createAccount('dialog360');
				const imported = await getEnvironment().importExample('customer-service-360dialog', [
					await getEnvironment().createAccountCredential(account),
				]);
				await imported.activate();
				const { id } = await account.writeText(CUSTOMER, 'Hello?');
				const [menu] = await several(1, 'menu', async () => await account.messages());
				const { interactive, context } = menu.payload as Record<string, Json>;
				expect(interactive).toMatchObject({
					type: 'button',
					body: { text: 'Hello Ana, how can we help?' },
					action: {
						buttons: [
							{ type: 'reply', reply: { id: 'track', title: 'Track my order' } },
							{ type: 'reply', reply: { id: 'hours', title: 'Opening hours' } },
							{ type: 'reply', reply: { id: 'person', title: 'Talk to a person' } },
						],
					},
				});
				expect(context).toEqual({ message_id: id });

				const replies = [
					['track', 'Your order left our warehouse today and arrives within 2 days.'],
					['hours', 'We are here Monday to Friday, 9:00 to 18:00.'],
					['person', 'Thank you. A colleague will answer you here within the hour.'],
				];
				for (const [button, text] of replies) {
					const reply = { type: 'button_reply', button_reply: { id: button, title: 'Whatever' } };
					await account.receiveInbound({
						from: CUSTOMER,
						name: 'Ana',
						message: { type: 'interactive', interactive: reply },
						context: { id: menu.id },
					});
					await eventually(text, async () => (await textsTo(account, CUSTOMER)).includes(text));
				}
				expect(await account.messages()).toHaveLength(4);
				const tickets = await several(1, 'ticket', async () =>
					(await imported.executions()).flatMap((run) => getItems(run, 'Ticket for your team')),
				);
				expect(tickets).toEqual([
					{ customer: 'Ana', phone: CUSTOMER, askedAt: expect.any(String) as string },
				]);
				const read = (await account.requests()).filter(({ body }) => body?.status === 'read');
				expect(read).toHaveLength(4);
			},
			TEST_MS,
		);
	});
}
