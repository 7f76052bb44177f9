import { closeBrowser, CUSTOMER, openPhone } from '../../support/phonePage';

const OTHER = '4915209876543';

afterAll(closeBrowser);

const shownNumber = async (page: Awaited<ReturnType<typeof openPhone>>['page']) =>
	await page.locator('.person[aria-current=true]').innerText();

it('opens on the newest conversation', async () => {
	const phone = await openPhone('dialog360', {
		first: async (account) => {
			await account.writeText(CUSTOMER.dialog360, 'I was first');
			await account.writeText(OTHER, 'I was last', 'Ben');
		},
	});
	await phone.message('I was last').waitFor();
	expect(await shownNumber(phone.page)).toContain(`+${OTHER}`);
	// A newer one elsewhere doesn't take away what the person looks at.
	await phone.account.writeText(CUSTOMER.dialog360, 'And now I am');
	await phone.page.locator('.person').filter({ hasText: 'And now I am' }).waitFor();
	expect(await shownNumber(phone.page)).toContain(`+${OTHER}`);
	expect(await phone.close()).toEqual([]);
});

it('opens on a phone to write from where nobody has written yet', async () => {
	const phone = await openPhone('dialog360');
	await phone.page.locator('.person[aria-current=true]').waitFor();
	expect(await shownNumber(phone.page)).toContain(`+${CUSTOMER.dialog360}`);
	await phone.page.getByRole('textbox', { name: 'Message' }).waitFor();
	expect(await phone.close()).toEqual([]);
});
