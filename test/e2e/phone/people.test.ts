import { text } from '../../support/phoneMessages';
import { usePhoneWithWebhook } from '../../support/phonePage';
import { dialog360Http, waitFor } from '../../support/sandboxClient';

const { phone, waitForMessage, sendToPhone } = usePhoneWithWebhook();

const view = async () => (await phone.account.conversations()) as Array<Record<string, unknown>>;
const getContact = async (customer: string) =>
	(await view()).find((contact) => contact.customer === customer);
const control = (name: string) => phone.page.getByRole('switch', { name });
const write = async (words: string) => {
	await phone.page.getByRole('textbox', { name: 'Message' }).fill(words);
	await phone.page.getByRole('button', { name: 'Send', exact: true }).click();
};

it('each message of the business says what it is billed as', async () => {
	const { bubble } = await sendToPhone(text('Good morning'));
	await bubble.locator('.tag', { hasText: /^service$/ }).waitFor();
});

it('a colleague answers from the app, then holds the chat until the business sends', async () => {
	const { page, customer } = phone;
	await page.getByRole('textbox', { name: 'A colleague’s text' }).fill('I look into it');
	await page.getByRole('button', { name: 'Write' }).click();
	await phone.message('I look into it').getByText('From the app').waitFor();

	await control('A colleague holds the chat').check();
	await waitFor(async () => (await getContact(customer))?.heldBy === 'customer_service');
	await page.getByRole('textbox', { name: 'A colleague’s text' }).fill('One moment');
	await page.getByRole('button', { name: 'Write' }).click();
	await phone.message('One moment').getByText('A colleague').waitFor();

	await sendToPhone(text('The bot again'));
	await waitFor(async () => !(await control('A colleague holds the chat').isChecked()));
	expect((await getContact(customer))?.heldBy).toBeNull();
});

it('a customer stops marketing messages', async () => {
	await control('No marketing').check();
	await waitFor(async () => (await getContact(phone.customer))?.marketingStopped === true);
	await control('No marketing').uncheck();
	await waitFor(async () => (await getContact(phone.customer))?.marketingStopped === false);
});

it('an ad leads to the chat, and what is sent next is free', async () => {
	const { page } = phone;
	await page.getByRole('button', { name: 'Attach' }).click();
	await page.getByRole('menuitem', { name: 'Tap on an ad' }).click();
	const message = await waitForMessage(
		async () => await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click(),
	);
	expect(message).toMatchObject({
		type: 'text',
		referral: { source_type: 'ad', source_id: '120212345', headline: 'Fresh bread, 20% off' },
	});
	await phone.message('Can I get more info').getByText('From the ad “Fresh bread').waitFor();
	const { bubble } = await sendToPhone(text('Sure'));
	await bubble.getByText('service · free').waitFor();
});

it('somebody with a username writes without a number', async () => {
	const { page } = phone;
	await page.getByRole('textbox', { name: 'Number of another phone' }).fill('@mei.lim');
	await page.getByRole('button', { name: 'Open' }).click();
	await page.getByRole('heading', { name: 'This is the phone of @mei.lim' }).waitFor();
	const message = await waitForMessage(async () => await write('Hi'));
	expect(message).toMatchObject({ from_user_id: expect.stringMatching(/^MY\./) });
	expect(message).not.toHaveProperty('from');
	await page.locator('.person', { hasText: '@mei.lim' }).waitFor();
});

it('a group shows who wrote, and bills as groups do', async () => {
	const { page, account } = phone;
	const GROUP = 'Y2FwaV9ncm91cDoxMjAzNjMwMjU=';
	await account.receiveInbound({
		from: '60123000111',
		name: 'Mei',
		message: { type: 'text', text: { body: 'When do we meet?' }, group_id: GROUP },
	});
	await dialog360Http(account).post('/messages', {
		messaging_product: 'whatsapp',
		recipient_type: 'group',
		to: GROUP,
		...text('At three'),
	});
	await page.locator('.person', { hasText: 'Fishing club' }).click();
	await phone.message('When do we meet?').locator('.tag', { hasText: 'Mei' }).waitFor();
	await phone.message('At three').locator('.tag', { hasText: 'group_service' }).waitFor();
});
