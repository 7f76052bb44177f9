import { createAccount } from '../../support/sandboxClient';
import { CUSTOMER, eventually, http, several, stage, TEST_MS, type Json } from './play';

/** Contacts and notes in step with a CRM. */
export function crmSync(): void {
	describe('crm-sync-360dialog', () => {
		interface Crm {
			contacts: Array<{ id: string; properties: Json }>;
			notes: Array<{ contact: string; body: string; at: string }>;
		}
		const crm = async (): Promise<Crm> => ({
			contacts: await stage().call('hubspot', 'contacts'),
			notes: await stage().call('hubspot', 'notes'),
		});

		it(
			'keeps contacts and notes in step with WhatsApp, both ways',
			async () => {
				const account = await createAccount('dialog360');
				const hubspot = await stage().credential('hubspotAppToken', 'HubSpot', {
					appToken: stage().data.hubspotKey,
				});
				const play = await stage().play(
					'crm-sync-360dialog',
					[await stage().createAccountCredential(account), hubspot],
					(text) => text.split('https://api.hubapi.com').join(stage().data.hubspot),
				);
				await play.activate();

				await account.writes(CUSTOMER, 'Where is my order?');
				await account.writes(CUSTOMER, 'Hello?');
				await several(2, 'notes', async () => (await crm()).notes);
				const { contacts, notes } = await crm();
				expect(contacts).toEqual([
					{
						id: '151',
						properties: { whatsapp_number: CUSTOMER, phone: `+${CUSTOMER}`, firstname: 'Ana' },
					},
				]);
				expect(notes.map(({ contact, body }) => [contact, body]).sort()).toEqual([
					['151', 'WhatsApp: Hello?'],
					['151', 'WhatsApp: Where is my order?'],
				]);

				const shipped = async (phone: string) =>
					await http.post<Json>(`${stage().data.n8n}/webhook/hubspot-order-shipped`, {
						contactId: '151',
						phone,
						firstName: 'Ana',
						orderNumber: 'A-1042',
					});
				const answer = await shipped('+49 1520 1234567');
				const [message] = await account.messages();
				expect([answer.status, answer.data]).toEqual([200, { sent: true, messageId: message.id }]);
				await eventually('the delivery as a note', async () =>
					(await crm()).notes.some(
						({ contact, body }) => contact === '151' && body === 'WhatsApp message delivered',
					),
				);

				const rejected = await shipped('12');
				expect(rejected.data).toMatchObject({ sent: false, status: 'failed' });
				expect(rejected.data.reason).toEqual(expect.any(String));
			},
			TEST_MS,
		);
	});
}
