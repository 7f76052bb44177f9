import { createAccount } from '../../support/sandboxClient';
import type { ExampleFile } from './program';
import {
	CUSTOMER,
	eventually,
	getEnvironment,
	getItems,
	several,
	TEST_MS,
	textsTo,
} from './environment';

const BEN = '60123240066';

/** The same numbers, as a database and a person may write them. */
function withOtherNumbers(text: string): string {
	const file = JSON.parse(text) as ExampleFile;
	const customers = file.nodes.find(({ name }) => name === 'Customers');
	if (customers) {
		const list = [
			{ name: 'Ana', phone: Number(CUSTOMER) },
			{ name: 'Ben', phone: '0060 12-324 0066, unknown' },
		];
		customers.parameters.jsonOutput = JSON.stringify({ customer: list });
	}
	return JSON.stringify(file);
}

/** A list of who has opted out, which a campaign looks at. */
export function optOut(): void {
	describe('opt-out-360dialog', () => {
		it(
			'keeps the list, and sends the campaign to everyone else',
			async () => {
				const account = await createAccount('dialog360');
				await account.addTemplate({
					name: 'spring_offer',
					language: 'en_US',
					category: 'MARKETING',
					components: [
						{
							type: 'BODY',
							text: 'Hi {{1}}, 20% off this week. Reply STOP to end.',
							example: { body_text: [['Ana']] },
						},
					],
				});
				const imported = await getEnvironment().importExample(
					'opt-out-360dialog',
					[await getEnvironment().createAccountCredential(account)],
					withOtherNumbers,
				);
				await imported.activate();
				const waitForRow = async (customer: string, optedOut: boolean) =>
					await eventually(`${customer} in the table`, async () =>
						(await getEnvironment().rows('whatsapp_opt_outs')).find(
							(row) => row.customer === customer && row.optedOut === optedOut,
						),
					);
				const offered = async () =>
					getItems(await imported.run('Start the campaign'), 'Send the offer')
						.map(({ to }) => to)
						.sort();

				expect(await offered()).toEqual([CUSTOMER, BEN]);

				await account.writeText(CUSTOMER, 'Stop!');
				expect(await waitForRow(CUSTOMER, true)).toMatchObject({ how: 'Stop!' });
				await account.writeText(BEN, 'Please stop by at noon');
				expect(await offered()).toEqual([BEN]);
				await several(2, 'messages', async () => await textsTo(account, CUSTOMER));
				expect((await textsTo(account, CUSTOMER)).at(-1)).toMatch(/Reply START/);

				await account.stopMarketing(BEN);
				expect(await waitForRow(BEN, true)).toMatchObject({ how: 'marketingStopped' });
				await account.writeText(CUSTOMER, 'START');
				await waitForRow(CUSTOMER, false);
				expect(await offered()).toEqual([CUSTOMER]);
				await imported.deactivate();
			},
			TEST_MS,
		);
	});
}
