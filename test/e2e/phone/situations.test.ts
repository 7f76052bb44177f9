import type { Page } from 'playwright-core';
import { getBackground } from '../../support/browser';
import { text, template } from '../../support/phoneMessages';
import { copied, CUSTOMER, openPhone, usePhone, send } from '../../support/phonePage';
import { sleep } from '../../support/runtime';
import { dialog360Http, waitFor, type SandboxAccount } from '../../support/sandboxClient';

const phone = usePhone(async (account) => await account.writeText(CUSTOMER.dialog360));

const control = (name: string) => phone.page.getByRole('switch', { name });

/** Each switch of the account, and the name that the sandbox has for it. */
const CONDITION = {
	'Reads messages': 'readReceipts',
	'No credit': 'noCredit',
	'Templates paused': 'templatePaused',
	'Provider slow': 'slow',
	'Provider down': 'down',
} as const;

/** Runs while the sandbox holds to the switch, and switches back: it must then be as it was. */
async function during(name: keyof typeof CONDITION, run: () => Promise<void>) {
	await control(name).check();
	await until(async () => (await conditions()).includes(CONDITION[name]));
	await run();
	await control(name).uncheck();
	await until(async () => (await conditions()).length === 0);
}

const sendRaw = async (account: SandboxAccount, message: object = text('Hi')) =>
	await dialog360Http(account).post('/messages', {
		messaging_product: 'whatsapp',
		to: CUSTOMER.dialog360,
		...message,
	});

const until = async (question: () => Promise<boolean>) => await waitFor(question);
const conditions = async () => await phone.account.conditions();

describe('this phone', () => {
	it('off: one tick and a word about it, until it is on again', async () => {
		const { page, account } = phone;
		await control('Phone off').check();
		await page.getByText('The phone is off.').waitFor();
		const id = await send(account, text('Are you asleep?'));
		const bubble = page.locator(`article[data-id="${id}"]`);
		await bubble.getByText('Waits until the phone is on').waitFor();
		await bubble.locator('.ticks[data-status=sent]').waitFor();
		await sleep(400);
		expect(await bubble.locator('.ticks').getAttribute('data-status')).toBe('sent');
		await page.getByRole('button', { name: 'Switch on' }).click();
		await bubble.locator('.ticks[data-status=delivered]').waitFor();
		expect(await bubble.locator('.absent').count()).toBe(0);
		expect(await control('Phone off').isChecked()).toBe(false);
	});

	it('blocked: nothing arrives, nothing can be written', async () => {
		const { page, account } = phone;
		await control('Blocked').check();
		await page.getByText('You blocked this business.').waitFor();
		const id = await send(account, text('Hello?'));
		const bubble = page.locator(`article[data-id="${id}"]`);
		await bubble.getByText('Not delivered: you blocked this business').waitFor();
		await bubble.locator('.ticks[data-status=sent]').waitFor();
		await sleep(400);
		expect(await bubble.locator('.ticks').getAttribute('data-status')).toBe('sent');
		await page.getByRole('button', { name: 'Unblock' }).click();
		await page.getByRole('textbox', { name: 'Message' }).waitFor();
		expect(await control('Blocked').isChecked()).toBe(false);
	});
});

describe('this account', () => {
	it('reads messages: the ticks turn blue', async () => {
		await during('Reads messages', async () => {
			const id = await send(phone.account, text('Did you see this?'));
			await phone.page.locator(`article[data-id="${id}"] .ticks[data-status=read]`).waitFor();
		});
		expect((await phone.account.read()).settings).toMatchObject({ receipts: { readMs: null } });
	});

	it('no credit: rejected with Meta’s payment code', async () => {
		await during('No credit', async () => {
			const { status, data } = await sendRaw(phone.account);
			expect([status, (data as { error: { code: number } }).error.code]).toEqual([400, 131042]);
		});
		expect((await sendRaw(phone.account)).status).toBe(200);
	});

	it('templates paused: rejected, text still works', async () => {
		const shipped = template(
			'order_shipped',
			[
				{
					type: 'body',
					parameters: [
						{ type: 'text', text: 'Ana' },
						{ type: 'text', text: 'A-1' },
					],
				},
			],
			'en_US',
		);
		await during('Templates paused', async () => {
			const { data } = await sendRaw(phone.account, shipped);
			expect((data as { error: { code: number } }).error.code).toBe(132015);
			expect((await sendRaw(phone.account)).status).toBe(200);
		});
		expect((await sendRaw(phone.account, shipped)).status).toBe(200);
		// What was paused or rejected before must not have become approved.
		const statuses = (await phone.account.templates()).map(
			({ name, status }) => `${String(name)} ${String(status)}`,
		);
		expect(statuses).toEqual(
			expect.arrayContaining(['winback_paused PAUSED', 'bad_rejected REJECTED']),
		);
	});

	it('provider slow, and as fast as before afterwards', async () => {
		await during('Provider slow', async () => {
			expect((await phone.account.read()).settings.latencyMs).toBe(6000);
		});
		expect((await phone.account.read()).settings.latencyMs).toBe(0);
	});

	it('provider down, and up again', async () => {
		await during('Provider down', async () => {
			expect((await sendRaw(phone.account)).status).toBe(503);
		});
		expect((await sendRaw(phone.account)).status).toBe(200);
	});

	it('shows what was switched elsewhere', async () => {
		await phone.account.setCondition('slow', true);
		await waitFor(async () => await control('Provider slow').isChecked());
		await phone.account.setCondition('slow', false);
		await waitFor(async () => !(await control('Provider slow').isChecked()));
	});

	it('24 hours later: the window closes and a text fails', async () => {
		const { page, account } = phone;
		await page.getByText(/24-hour window open · 2[34] h left/).waitFor();
		await page.getByRole('button', { name: '24 hours later' }).click();
		await page.getByText('24-hour window closed: templates only').waitFor();
		const id = await send(account, text('Too late'));
		const bubble = page.locator(`article[data-id="${id}"]`);
		await bubble.getByText(/Not delivered · 131047/).waitFor();
		await page.getByRole('textbox', { name: 'Message' }).fill('Still here');
		await page.keyboard.press('Enter');
		await page.getByText('24-hour window open · 24 h left').waitFor();
	});
});

describe('choosing', () => {
	beforeAll(async () => {
		await phone.account.writeText(CUSTOMER.dialog360, 'Still here');
	});

	it('opens another number, and comes back', async () => {
		const { page } = phone;
		await page.getByLabel('Number of another phone').fill('+60 12-324 0067');
		await page.keyboard.press('Enter');
		await page.getByText('This is the phone of +60123240067').waitFor();
		await waitFor(() => page.url().includes('customer=60123240067'));
		await page.reload();
		await page.getByText('This is the phone of +60123240067').waitFor();
		await page.getByRole('button', { name: /^Ana/ }).click();
		await phone.message('Still here').waitFor();
	});

	it('changes the provider account', async () => {
		const other = await openPhone('modica');
		await other.page.getByLabel('Provider account').selectOption(phone.account.id);
		await other.page.getByRole('heading', { level: 2, name: phone.account.id }).waitFor();
		await other.message('Still here').waitFor();
		expect(await other.close()).toEqual([]);
	});

	it('remembers light or dark', async () => {
		const { page } = phone;
		const colour = async () => await getBackground(page);
		const light = await colour();
		await page.getByRole('button', { name: 'Dark colours' }).click();
		expect(await colour()).not.toBe(light);
		const dark = await colour();
		await page.reload();
		await page.getByRole('button', { name: 'Light colours' }).waitFor();
		expect(await colour()).toBe(dark);
		await page.getByRole('button', { name: 'Light colours' }).click();
		expect(await colour()).toBe(light);
	});

	it('shows what the sandbox rejected', async () => {
		const other = await openPhone('dialog360', { settings: { maxEntries: 1 } });
		await other.account.writeText(other.customer);
		const id = await send(other.account, text('Forgotten soon'));
		await send(other.account, text('The only one that is kept'));
		const bubble = other.page.locator(`article[data-id="${id}"]`);
		await other.message('The only one that is kept').waitFor();
		await bubble.hover();
		await bubble.getByRole('button', { name: 'Message options' }).click();
		await other.page.getByRole('menuitem', { name: 'Send “read” receipt' }).click();
		await other.page.getByRole('alert').getByText(`No message "${id}"`).waitFor();
		// The browser itself writes a 404 to its console.
		expect(await other.close()).toEqual([expect.stringContaining('404')]);
	});

	it('goes to another account when its own is deleted', async () => {
		const other = await openPhone('dialog360');
		await other.account.delete();
		const heading = other.page.locator('header h2').filter({ hasNotText: other.account.id });
		await heading.first().waitFor();
		await other.page.context().close();
	});
});

const credential = (page: Page, name: string) =>
	page.getByRole('button', { name: `Copy ${name}`, exact: true });

describe('connecting n8n', () => {
	it.each(['dialog360', 'bulk360', 'socnet', 'modica'] as const)(
		'%s: copies what the credential needs',
		async (provider) => {
			const other = await openPhone(provider);
			await other.page.getByText('Connect n8n').click();
			await credential(other.page, 'Base URL').click();
			await copied(other.page, (text) => text === other.account.credentials.baseUrl);
			expect(await other.close()).toEqual([]);
		},
	);

	it.each([
		['bulk360', 'Incoming message URL', 'moUrl', 'Delivery notification URL', 'dnUrl'],
		['modica', 'Incoming message (MO) URL', 'moUrl', 'Delivery receipt (DLR) URL', 'dlrUrl'],
	] as const)('%s: saves the portal’s URLs', async (provider, first, moKey, second, statusKey) => {
		const other = await openPhone(provider);
		await other.page.getByText('n8n does not hear this phone yet.').waitFor();
		await other.page.getByText('Connect n8n').click();
		await other.page.getByLabel(first).fill('http://127.0.0.1:9/mo');
		await other.page.getByLabel(second).fill('http://127.0.0.1:9/status');
		await other.page.getByRole('button', { name: 'Save portal' }).click();
		await other.page.getByRole('button', { name: 'Saved' }).waitFor();
		expect(await other.account.webhook()).toMatchObject({
			[moKey]: 'http://127.0.0.1:9/mo',
			[statusKey]: 'http://127.0.0.1:9/status',
		});
		await other.page.getByText('n8n does not hear this phone yet.').waitFor({ state: 'detached' });
		expect(await other.close()).toEqual([]);
	});

	it.each([
		['bulk360', 'Balance: 187.9236 MYR', 'Balance: 0 MYR'],
		['socnet', 'Balance: 1000000 UGX', 'Balance: 0 UGX'],
	] as const)(
		'%s: no credit takes the balance away and gives it back',
		async (provider, full, empty) => {
			const other = await openPhone(provider);
			await other.page.getByText(full).waitFor();
			await other.page.getByRole('switch', { name: 'No credit' }).check();
			await other.page.getByText(empty).waitFor();
			await other.page.getByRole('switch', { name: 'No credit' }).uncheck();
			await other.page.getByText(full).waitFor();
			expect(await other.close()).toEqual([]);
		},
	);
});
