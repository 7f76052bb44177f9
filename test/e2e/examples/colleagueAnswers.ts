import { createAccount, type Delivery } from '../../support/sandboxClient';
import { eventually, getEnvironment, several, TEST_MS, textsTo } from './environment';

const CUSTOMER = '60123240066';
const OTHER = '60123240067';
const LATER = '60123240068';
const REPLY = 'Thank you for your message. We will answer within the hour.';

const getStatus = ({ deliveries }: { deliveries: Delivery[] }) =>
	(JSON.parse(deliveries[0].response ?? '{}') as { status?: string }).status;

/** The bot is silent while a colleague answers, from the phone or as another app. */
export function colleagueAnswers(): void {
	describe('colleague-answers-360dialog', () => {
		it(
			'replies until a colleague does, to this customer alone',
			async () => {
				const account = await createAccount('dialog360');
				const imported = await getEnvironment().importExample('colleague-answers-360dialog', [
					await getEnvironment().createAccountCredential(account),
				]);
				await imported.activate();
				const ran = async (count: number) =>
					await several(count, 'executions', async () => await imported.executions());

				const noted = async (who: string) =>
					await eventually('the colleague in the table', async () =>
						(await getEnvironment().rows('whatsapp_colleague_chats')).find(
							({ customer }) => customer === who,
						),
					);

				await account.writeText(CUSTOMER, 'Where is my order?');
				await several(1, 'reply', async () => await textsTo(account, CUSTOMER));

				await account.colleagueWrites(CUSTOMER, 'I look into it.');
				await noted(CUSTOMER);
				await account.writeText(CUSTOMER, 'Thanks');
				await account.writeText(OTHER, 'Hello');
				await ran(4);
				expect(await textsTo(account, CUSTOMER)).toEqual([REPLY, 'I look into it.']);
				expect(await textsTo(account, OTHER)).toEqual([REPLY]);

				// With conversation routing, the trigger itself is silent.
				await account.handOver(OTHER, 'escalation');
				expect(getStatus(await account.writeText(OTHER, 'A person, please'))).toBe('ignored');
				await account.handOver(OTHER, null);
				expect(getStatus(await account.writeText(OTHER, 'Thanks'))).toBe('accepted');
				await several(2, 'replies', async () => await textsTo(account, OTHER));

				await account.advanceClock(-1);
				await account.colleagueWrites(LATER, 'Your parcel is here.');
				await noted(LATER);
				await account.writeText(LATER, 'Which one?');
				await several(2, 'messages', async () => await textsTo(account, LATER));
				expect(await textsTo(account, LATER)).toEqual(['Your parcel is here.', REPLY]);
				await imported.deactivate();
			},
			TEST_MS,
		);
	});
}
