import { getAttributes, emptyClipboard } from '../../support/browser';
import { text } from '../../support/phoneMessages';
import { copied, CUSTOMER, listen, openPhone, usePhone, send } from '../../support/phonePage';
import { providerHttp, waitFor, type SandboxAccount } from '../../support/sandboxClient';
import { startReceiver, type Receiver } from '../../support/runtime';

const OF_HEADER = 'proof-of-the-header-7f3a';

let receiver: Receiver;
const phone = usePhone(async (account) => {
	receiver = await listen(account, OF_HEADER);
	await account.writeText(CUSTOMER.dialog360, 'Hi');
});
afterAll(async () => await receiver.close());

const rows = (name: string | RegExp) =>
	phone.page.locator('.exchange').filter({ has: phone.page.getByRole('button', { name }) });

/** The row that `act` adds to those of this name: rows move down as new ones arrive. */
async function added(name: RegExp, act: () => Promise<unknown>) {
	const before = await rows(name).count();
	await act();
	await waitFor(async () => (await rows(name).count()) > before, { what: String(name) });
	return rows(name).first();
}

it('shows request and webhooks of one message, with status and time', async () => {
	await send(phone.account, text('Shown'));
	const request = rows(/^Request POST \/messages .*text to 4915112345678/).first();
	await request.waitFor();
	expect(await request.textContent()).toMatch(/\d\d:\d\d:\d\d.*\d+ ms.*200/s);
	await rows(/^Webhook POST \/webhook .*delivered 4915112345678/)
		.first()
		.waitFor();
	await rows(/^Webhook POST \/webhook .*text from 4915112345678/)
		.first()
		.waitFor();
	// From here on no receipt moves a row away from under the mouse, or comes after the end of a test.
	await phone.account.patch({ settings: { receipts: { sentMs: null, deliveredMs: null } } });
});

it('opens an exchange: body, answer, headers without secrets', async () => {
	const request = await added(
		/^Request POST \/messages/,
		async () => await send(phone.account, text('Look inside')),
	);
	await request.getByRole('button').first().click();
	const details = request.locator('.exchange-details');
	expect(JSON.parse(await details.getByLabel('Body').innerText())).toMatchObject({
		to: CUSTOMER.dialog360,
		text: { body: 'Look inside' },
	});
	expect(JSON.parse(await details.getByLabel('Response').innerText())).toHaveProperty('messages');
	expect(await details.locator('.headers').innerText()).toMatch(/d360-api-key\s+••••••/);
	await request.getByRole('button').first().click();
	await details.waitFor({ state: 'detached' });
});

it('masks what verifies a webhook request', async () => {
	const webhook = await added(/^Webhook .*text from/, async () => {
		const { deliveries } = await phone.account.writeText(CUSTOMER.dialog360, 'Hi again');
		expect(JSON.stringify(deliveries)).toContain(OF_HEADER);
	});
	await webhook.getByRole('button').first().click();
	expect(await webhook.locator('.headers').innerText()).toMatch(/X-Own-Header\s+••••••/i);
});

it('copies as curl, without secrets', async () => {
	const request = await added(
		/^Request POST \/messages/,
		async () => await send(phone.account, text("It's here")),
	);
	await request.getByRole('button').first().click();
	await emptyClipboard(phone.page);
	await request.getByRole('button', { name: 'Copy as curl' }).click();
	await request.getByRole('button', { name: 'Copied' }).waitFor();
	const curl = await copied(phone.page, ({ length }) => length > 0);
	expect(curl).toContain(`curl -X POST '${phone.account.data.baseUrl}/messages'`);
	expect(curl).toContain("-H 'd360-api-key: ••••••'");
	expect(curl).toContain(`"body":"It'\\''s here"`);
	expect(curl).not.toContain('content-length');
});

it('shows one direction only, or both', async () => {
	const kinds = async () =>
		[...new Set(await getAttributes(phone.page.locator('.exchange'), 'data-kind'))].sort();
	await phone.page.getByRole('button', { name: 'Requests' }).click();
	expect(await kinds()).toEqual(['request']);
	await phone.page.getByRole('button', { name: 'Webhooks' }).click();
	expect(await kinds()).toEqual(['webhook']);
	await phone.page.getByRole('button', { name: 'All', exact: true }).click();
	expect(await kinds()).toEqual(['request', 'webhook']);
});

it('says when an answer failed to come, and which attempt it was', async () => {
	receiver.respondWith(500);
	await phone.account.patch({ settings: { retryDelaysMs: [200] } });
	await phone.account.writeText(CUSTOMER.dialog360, 'Once more');
	await rows(/^Webhook .*text from .*500/)
		.first()
		.waitFor();
	await rows(/^Webhook .*Attempt 2.*200/)
		.first()
		.waitFor();
	await phone.account.addFault({ kind: 'resetAfter' });
	await send(phone.account, text('x')).catch(() => undefined);
	await rows(/^Request POST .*Switched on here: resetAfter.*no response/)
		.first()
		.waitFor();
});

it('can be cleared', async () => {
	await phone.page.getByRole('button', { name: 'Clear the inspector' }).click();
	await phone.page.getByText('Each request of n8n and each webhook').waitFor();
	expect(await phone.account.requests()).toEqual([]);
	expect(await phone.account.deliveries()).toEqual([]);
});

/** One request of each provider that carries its secrets the way that provider wants them. */
const CALLS: Record<string, (account: SandboxAccount) => Promise<unknown>> = {
	bulk360: async ({ credentials: { appKey: user, appSecret: pass, baseUrl } }) =>
		await providerHttpAt(baseUrl).get('/gw/bulk360/v3_0/send.php', {
			params: {
				user,
				pass,
				to: `whatsapp:${CUSTOMER.bulk360}`,
				text: '1234 is your verification code.',
			},
		}),
	socnet: async ({ credentials: { apiKey, baseUrl } }) =>
		await providerHttpAt(baseUrl).post('', { api_key: apiKey, msisdn: CUSTOMER.socnet, msg: 'Hi' }),
	modica: async ({ credentials: { username, password, baseUrl } }) =>
		await providerHttpAt(baseUrl).post(
			'/messages',
			{ destination: `+${CUSTOMER.modica}`, ...text('Hi') },
			{ auth: { username, password } },
		),
};
const providerHttpAt = (baseURL: string) => {
	const http = providerHttp(phone.account);
	http.defaults.baseURL = baseURL;
	return http;
};

it.each(['bulk360', 'socnet', 'modica'] as const)(
	'%s: no secret of the account can be read, opened or copied',
	async (provider) => {
		const webhook = await startReceiver();
		const ofPortal = 'proof-of-the-portal-91c2';
		const withUser = webhook.url.replace('://', `://hook:${ofPortal}@`);
		const other = await openPhone(provider, {
			first: async (account) => {
				await account.setPortal({
					moUrl: provider === 'modica' ? `${withUser}/mo` : `${webhook.url}/mo?token=${ofPortal}`,
				});
				await account.writeText(CUSTOMER[provider], 'Hi');
				await CALLS[provider](account);
			},
		});
		const expected = provider === 'socnet' ? 1 : 2;
		await waitFor(async () => (await other.page.locator('.exchange').count()) === expected);
		const secrets = Object.entries(other.account.credentials)
			.filter(([key, value]) => key !== 'baseUrl' && value)
			.map(([, value]) => value);
		secrets.push(ofPortal, Buffer.from(secrets.join(':')).toString('base64'));
		let seen = '';
		for (let index = 0; index < expected; index += 1) {
			const row = other.page.locator('.exchange').nth(index);
			await row.getByRole('button').first().click();
			seen += await row.innerText();
			await emptyClipboard(other.page);
			await row.getByRole('button', { name: 'Copy as curl' }).click();
			seen += await copied(other.page, ({ length }) => length > 0);
		}
		expect(seen).toContain('••••••');
		for (const secret of secrets) expect(seen).not.toContain(secret);
		expect(await other.close()).toEqual([]);
		await webhook.close();
	},
);
