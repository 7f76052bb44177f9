import type { IDataObject } from 'n8n-workflow';
import { createAccount } from '../support/sandboxClient';
import { createRunner } from '../support/engine';

const CUSTOMER = '60123240066';

const run = createRunner('account');

describe('360dialog', () => {
	it('tells its health, and what is in the way', async () => {
		const account = await createAccount('dialog360', { settings: { healthStatus: 'BLOCKED' } });
		const { json, error } = await run(account, 'getHealth');
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{
				canSendMessage: 'BLOCKED',
				id: expect.any(String),
				entities: [
					expect.objectContaining({ entity_type: 'PHONE_NUMBER', can_send_message: 'AVAILABLE' }),
					expect.objectContaining({
						entity_type: 'WABA',
						errors: [expect.objectContaining({ error_code: 141006 })],
					}),
					expect.objectContaining({ entity_type: 'BUSINESS' }),
				],
			},
		]);
	});

	it('reads and changes the business profile', async () => {
		const account = await createAccount('dialog360');
		const { json, error } = await run(account, 'updateProfile', {
			updateFields: {
				about: 'Fresh bread 🥖',
				vertical: 'RESTAURANT',
				websites: 'https://a.example, https://b.example',
			},
		});
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{
				updated: true,
				about: 'Fresh bread 🥖',
				vertical: 'RESTAURANT',
				websites: ['https://a.example', 'https://b.example'],
			},
		]);
		expect((await run(account, 'getProfile')).json).toEqual([
			{
				about: 'Fresh bread 🥖',
				address: 'Example Street 1',
				description: 'A shop that exists only in tests',
				email: 'shop@example.com',
				vertical: 'RESTAURANT',
				websites: ['https://a.example', 'https://b.example'],
			},
		]);
	});

	it('says everything that is wrong with a profile, and changes nothing', async () => {
		const account = await createAccount('dialog360');
		const { error } = await run(account, 'updateProfile', {
			updateFields: { about: '🥖'.repeat(140), websites: 'a.example,https://b,https://c' },
		});
		expect(error?.message).toMatch(
			/'About' has 140 characters; the maximum is 139.*is 'a\.example'; enter a URL.*has 3 URLs/,
		);
		const nothing = await run(account, 'updateProfile', { updateFields: {} });
		expect(nothing.error?.message).toContain("'Update Fields' is empty; add at least one field");
		expect(await account.requests()).toEqual([]);
	});

	it.each(['address', 'description', 'email', 'websites'])(
		'clears the %s that is left empty, and does not when an expression gives nothing',
		async (name) => {
			const account = await createAccount('dialog360');
			for (const given of [null, '', ' ']) {
				const { error } = await run(
					account,
					'updateProfile',
					{ updateFields: { about: 'Hi', [name]: '={{ $json.given }}' } },
					{ items: [{ json: { given } }] },
				);
				expect(error?.message).toMatch(/^'\w+' gives nothing; to clear it, leave the field empty/);
			}
			expect(await account.requests()).toEqual([]);
			const { error } = await run(account, 'updateProfile', { updateFields: { [name]: '' } });
			expect(error).toBeUndefined();
			expect((await account.lastBody())[name]).toEqual(name === 'websites' ? [] : '');
		},
	);

	it.each<[string, string, IDataObject, RegExp]>([
		['websites', 'is missing', {}, /^'Websites' gives nothing; to clear it/],
		['websites', 'is an empty list', { given: [] }, /^'Websites' gives nothing/],
		['websites', 'is a list of nothing', { given: [null] }, /^'Websites' gives nothing/],
		['websites', 'is a separator', { given: ',' }, /^'Websites' gives nothing/],
		['address', 'is missing', {}, /^'Address' gives nothing; to clear it/],
		['about', 'is missing', {}, /^'About' is empty/],
	])('changes nothing when the value of %s %s', async (name, _what, json, message) => {
		const account = await createAccount('dialog360');
		const updateFields = { email: 'a@example.com', [name]: '={{ $json.given }}' };
		const { error } = await run(account, 'updateProfile', { updateFields }, { items: [{ json }] });
		expect(error?.message).toMatch(message);
		expect(await account.requests()).toEqual([]);
	});

	it('takes websites with a space between them', async () => {
		const account = await createAccount('dialog360');
		const updateFields = { websites: 'https://a.example https://b.example' };
		const { json } = await run(account, 'updateProfile', { updateFields });
		expect(json[0].websites).toEqual(['https://a.example', 'https://b.example']);
	});

	it('blocks, lists and unblocks users, by number or BSUID', async () => {
		const account = await createAccount('dialog360');
		await account.writeText(CUSTOMER);
		await account.receiveInbound({
			from: CUSTOMER,
			userId: 'MY.1234567890',
			message: { type: 'text', text: { body: 'hi' } },
		});
		const blocked = await run(account, 'blockUsers', { users: '+60 12-324 0066, 4915200000001' });
		expect(blocked.error).toBeUndefined();
		expect(blocked.json).toEqual([
			{ user: CUSTOMER, blocked: true, reason: null },
			{ user: '4915200000001', blocked: false, reason: expect.stringMatching(/\w/) },
		]);
		expect((await run(account, 'getBlockedUsers', { returnAll: true })).json).toEqual([
			{ user: CUSTOMER },
		]);
		const unblocked = await run(account, 'unblockUsers', { users: CUSTOMER });
		expect(unblocked.error).toBeUndefined();
		expect(unblocked.json).toEqual([{ user: CUSTOMER, blocked: false }]);
		expect((await run(account, 'getBlockedUsers', { returnAll: true })).json).toEqual([]);
	});

	it('unblocks whom it can, and says why it could not unblock the others', async () => {
		const unregistered = '4915200000001';
		const account = await createAccount('dialog360', {
			settings: { unregisteredNumbers: [unregistered] },
		});
		const { json, error } = await run(account, 'unblockUsers', {
			users: `${CUSTOMER}, ${unregistered}`,
		});
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{ user: CUSTOMER, blocked: false },
			{ user: unregistered, blocked: true, reason: expect.stringContaining('Re-engagement') },
		]);
	});

	it('fails with the reason, where nobody could be blocked', async () => {
		const account = await createAccount('dialog360');
		const { error } = await run(account, 'blockUsers', { users: CUSTOMER });
		expect(error?.context?.providerError).toMatchObject({
			code: '139100',
			details: expect.stringContaining('Re-engagement'),
		});
	});

	it('sends a BSUID as user_id', async () => {
		const account = await createAccount('dialog360');
		await run(
			account,
			'blockUsers',
			{ users: 'MY.1234567890' },
			{ onError: 'continueRegularOutput' },
		);
		expect((await account.requests())[0].body).toEqual({
			messaging_product: 'whatsapp',
			block_users: [{ user_id: 'MY.1234567890' }],
		});
	});

	it('lists blocked users of all pages, or as many as the limit', async () => {
		const account = await createAccount('dialog360');
		const users = Array.from({ length: 103 }, (_, i) => `6012324${String(1000 + i)}`);
		for (const user of users) await account.writeText(user);
		await run(account, 'blockUsers', { users: users.join(',') });
		const all = await run(account, 'getBlockedUsers', { returnAll: true });
		expect(all.json.map(({ user }) => user)).toEqual(users);
		const some = await run(account, 'getBlockedUsers', { returnAll: false, limit: 7 });
		expect(some.json).toHaveLength(7);
	});

	it('rejects a number that is none', async () => {
		const account = await createAccount('dialog360');
		const { error } = await run(account, 'blockUsers', { users: '012 324 0066' });
		expect(error?.description).toContain('country code');
		expect(await account.requests()).toEqual([]);
	});

	it.each(['cloud', 'onPremise', 'sandbox'] as const)(
		'sets and gets the webhook of a number on %s, without showing what its headers hold',
		async (hosting) => {
			const account = await createAccount('dialog360', { hosting });
			const none = await run(account, 'getWebhook');
			expect(none.error).toBeUndefined();
			expect(none.json).toEqual([{ url: null, headerNames: [] }]);
			const url = 'https://n8n.example.com/webhook/abc';
			const set = await run(account, 'setWebhook', {
				webhookUrl: url,
				webhookHeaders: { headers: [{ name: 'Authorization', value: 'Basic c2VjcmV0' }] },
			});
			expect(set.error).toBeUndefined();
			expect(set.json).toEqual([{ url, headerNames: ['Authorization'] }]);
			expect(await account.webhook()).toMatchObject({
				url,
				headers: { Authorization: 'Basic c2VjcmV0' },
			});
			const got = await run(account, 'getWebhook');
			expect(got.json).toEqual([{ url, headerNames: ['Authorization'] }]);
			expect(JSON.stringify(got.items)).not.toContain('c2VjcmV0');
		},
	);

	it.each([
		[{ name: 'Authorization', value: '={{ $json.token }}' }, "'Header 1: Value' is empty"],
		[{ name: '={{ $json.name }}', value: 'Basic x' }, "'Header 1: Name' is empty"],
	])('rejects half a header: %j', async (header, message) => {
		const account = await createAccount('dialog360');
		const { error } = await run(account, 'setWebhook', {
			webhookUrl: 'https://n8n.example.com/webhook/abc',
			webhookHeaders: { headers: [header] },
		});
		expect(error?.message).toContain(message);
		expect(await account.requests()).toEqual([]);
	});

	it('rejects a webhook that is no URL, or none that 360dialog takes', async () => {
		const account = await createAccount('dialog360', { settings: { strictWebhookUrls: true } });
		const none = await run(account, 'setWebhook', { webhookUrl: 'n8n.example.com' });
		expect(none.error?.message).toMatch(/'URL' is 'n8n\.example\.com'; enter a URL/);
		const rejected = await run(account, 'setWebhook', {
			webhookUrl: 'https://n8n_1.example.com/a',
		});
		expect(rejected.error?.description).toContain('underscore');
	});

	it.each<[string, object]>([
		['a page instead of an answer', { body: '<html>Welcome</html>' }],
		['an answer that is cut off', { body: '{"url":' }],
		['a no', { body: { success: false } }],
	])('sets no webhook with %s', async (_, fault) => {
		const account = await createAccount('dialog360');
		await account.addFault({ kind: 'status', status: 200, ...fault });
		const { json } = await run(
			account,
			'setWebhook',
			{ webhookUrl: 'https://n8n.example.com/webhook/abc' },
			{ onError: 'continueRegularOutput' },
		);
		expect(json).toMatchObject([{ success: false, status: 'unknown' }]);
	});

	it('sets no webhook whose header has no name', async () => {
		const account = await createAccount('dialog360');
		const { error } = await run(account, 'setWebhook', {
			webhookUrl: 'https://n8n.example.com/webhook/abc',
			webhookHeaders: {
				headers: [
					{ name: '', value: '' },
					{ name: '={{ $json.none }}', value: 'Bearer x' },
				],
			},
		});
		expect(error?.message).toBe("'Header 2: Name' is empty");
		expect(await account.requests()).toEqual([]);
	});

	it.each(['X_Api_Key', 'X Api Key', 'X-Key:'])(
		'sets no webhook with the header %s, which 360dialog refuses',
		async (name) => {
			const account = await createAccount('dialog360');
			const { error } = await run(account, 'setWebhook', {
				webhookUrl: 'https://n8n.example.com/webhook/abc',
				webhookHeaders: { headers: [{ name, value: 'abc' }] },
			});
			expect(error?.message).toBe(
				`'Header 1: Name' is '${name}'; use only letters, digits, and hyphens`,
			);
			expect(await account.requests()).toEqual([]);
		},
	);

	it('says that On-Premise has no profile, without asking', async () => {
		const account = await createAccount('dialog360', { hosting: 'onPremise' });
		const { error } = await run(account, 'getProfile');
		expect(error?.message).toContain('Only numbers on the Cloud API');
		expect(await account.requests()).toEqual([]);
	});

	it('explains a wrong key', async () => {
		const account = await createAccount('dialog360');
		const { json } = await run(
			account,
			'getHealth',
			{},
			{
				credentials: { ...account.credentials, apiKey: 'wrong' },
				onError: 'continueRegularOutput',
			},
		);
		expect(json[0]).toMatchObject({ success: false, error: { category: 'auth' } });
	});
});
