import { createAccount } from '../../support/sandboxClient';
import {
	CUSTOMER,
	eventually,
	http,
	several,
	getEnvironment,
	TEST_MS,
	type Json,
} from './environment';

/** Contacts and notes in step with a CRM. */
export function crmSync(): void {
	describe('crm-sync-360dialog', () => {
		interface Crm {
			contacts: Array<{ id: string; properties: Json }>;
			notes: Array<{ contact: string; body: string; at: string }>;
		}
		const crm = async (): Promise<Crm> => ({
			contacts: await getEnvironment().call('hubspot', 'contacts'),
			notes: await getEnvironment().call('hubspot', 'notes'),
		});

		it(
			'keeps contacts and notes in step with WhatsApp, both ways',
			async () => {
				const account = await createAccount('dialog360');
				const hubspot = await getEnvironment().credential('hubspotAppToken', 'HubSpot', {
					appToken: getEnvironment().data.hubspotKey,
				});
				const imported = await getEnvironment().importExample(
					'crm-sync-360dialog',
					[await getEnvironment().createAccountCredential(account), hubspot],
					(text) => text.split('https://api.hubapi.com').join(getEnvironment().data.hubspot),
				);
				await imported.activate();

				const shown = { whatsapp_number: CUSTOMER, phone: `+${CUSTOMER}`, firstname: 'Ana' };
				await account.writeText(CUSTOMER, 'Where is my order?');
				await eventually(
					'the name of the new contact',
					async () => (await crm()).contacts[0]?.properties.firstname,
				);
				expect((await crm()).contacts).toEqual([{ id: '151', properties: shown }]);
				// What HubSpot knows of a contact stays.
				const known = { firstname: 'Anastasia', phone: '+49 30 1234567' };
				await getEnvironment().call('hubspot', 'update', '151', known);
				await account.writeText(CUSTOMER, 'Hello?');
				await several(2, 'executions', async () => await imported.executions());
				const { contacts, notes } = await crm();
				expect(contacts).toEqual([{ id: '151', properties: { ...shown, ...known } }]);
				expect(notes.map(({ contact, body }) => [contact, body]).sort()).toEqual([
					['151', 'WhatsApp: Hello?'],
					['151', 'WhatsApp: Where is my order?'],
				]);

				const shipped = async (phone: string) =>
					await http.post<Json>(`${getEnvironment().data.n8n}/webhook/hubspot-order-shipped`, {
						contactId: '151',
						phone,
						firstName: 'Ana',
						orderNumber: 'A-1042',
					});
				const response = await shipped('+49 1520 1234567');
				const [message] = await account.messages();
				expect([response.status, response.data]).toEqual([
					200,
					{ sent: true, status: 'accepted', messageId: message.id },
				]);
				// HubSpot repeats a call that took too long.
				expect((await shipped('+49 1520 1234567')).data).toEqual({
					sent: false,
					status: 'skipped',
					messageId: null,
				});
				expect(await account.messages()).toHaveLength(1);
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
