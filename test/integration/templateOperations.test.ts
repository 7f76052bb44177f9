import { createRunner } from '../support/engine';
import { createAccount, type SandboxAccount } from '../support/sandboxClient';

const run = createRunner('template');
const locator = (value: string) => ({ __rl: true, mode: 'id', value });

let account: SandboxAccount;
beforeEach(async () => {
	account = await createAccount('dialog360', { settings: { templateApprovalMs: null } });
});

it('edits a template by its ID, and leaves out a category that stays', async () => {
	const { json, error } = await run(account, 'edit', {
		template: locator('winback_paused|en'),
		category: 'MARKETING',
		bodyText: 'We would love to see you again.',
		options: { ttlSeconds: 43_200 },
	});
	expect(error).toBeUndefined();
	const [{ id }] = (await account.templates()).filter(({ name }) => name === 'winback_paused');
	expect(json).toEqual([
		{ edited: true, id, template: 'winback_paused|en', name: 'winback_paused', language: 'en' },
	]);
	const requests = await account.requests();
	expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
		'GET /message_templates',
		`POST /message_templates/${String(id)}`,
	]);
	expect(await account.lastBody()).toEqual({
		components: [{ type: 'BODY', text: 'We would love to see you again.' }],
		message_send_ttl_seconds: 43_200,
	});
});

it('says why a template can’t be edited', async () => {
	const pending = { template: locator('new_pending|en'), bodyText: 'New text' };
	const { error } = await run(account, 'edit', pending);
	expect(error?.description).toContain('PENDING can’t be edited');
	const missing = await run(account, 'edit', { ...pending, template: locator('nowhere|en') });
	expect(missing.error?.message).toContain('isn’t one of the account’s templates');
	const nothing = await run(account, 'edit', { ...pending, contentSource: 'keep' });
	expect(nothing.error?.message).toContain('changes nothing; choose');
	await account.clearRequests();
	const category = { template: locator('winback_paused|en'), category: 'MARKETING' };
	const same = await run(account, 'edit', { ...category, contentSource: 'keep' });
	expect(same.error?.message).toContain('has this category already');
	expect((await account.requests()).map(({ method }) => method)).toEqual(['GET']);
});

it('deletes one language', async () => {
	const { json } = await run(account, 'delete', {
		templateName: 'order_shipped',
		deleteLanguage: 'de',
	});
	expect(json).toEqual([{ deleted: true, name: 'order_shipped', language: 'de' }]);
	const left = (await account.templates()).filter(({ name }) => name === 'order_shipped');
	expect(left.map(({ language }) => language)).toEqual(['en_US']);
});

it.each([[''], [null], ['  ']])(
	'deletes no language where an item has none: %j',
	async (language) => {
		const before = await account.templates();
		const { error } = await run(
			account,
			'delete',
			{ templateName: 'order_shipped', deleteLanguage: '={{ $json.language }}' },
			{ items: [{ json: { language } }] },
		);
		expect(error?.message).toBe(
			"'Language' gives nothing; to delete all languages, clear the field",
		);
		expect(await account.templates()).toEqual(before);
	},
);

it.each([
	{ id: '1', name: null, language: null },
	{ id: '1', name: '', language: '' },
	{ id: '1' },
])('takes name and language of a new template from its fields: %j', async (body) => {
	await account.addFault({ kind: 'status', status: 200, pathIncludes: 'configs/templates', body });
	const { json, error } = await run(account, 'create', {
		templateName: 'made_here',
		language: 'en',
		category: 'MARKETING',
		bodyText: 'Hello there',
	});
	expect(error).toBeUndefined();
	expect(json).toEqual([
		expect.objectContaining({ template: 'made_here|en', id: '1', status: 'pending' }),
	]);
});

it('takes a template without an ID for missing', async () => {
	const body = { data: [{ name: 'order_shipped', language: 'de', status: 'APPROVED' }] };
	await account.addFault({ kind: 'status', status: 200, pathIncludes: 'message_templates', body });
	const { error } = await run(account, 'getAnalytics', { template: locator('order_shipped|de') });
	expect(error?.message).toContain('isn’t one of the account’s templates');
});

it('gets the library by its filters', async () => {
	const { json } = await run(account, 'getLibrary', {
		returnAll: true,
		filters: { topic: 'PAYMENTS' },
	});
	expect(json).toEqual([
		expect.objectContaining({
			name: 'low_balance_warning_1',
			useCase: 'LOW_BALANCE_WARNING',
			text: 'The balance of your account is below {{1}}.',
			examples: ['$50'],
		}),
	]);
});

it('gets a template’s analytics day by day, once they are enabled', async () => {
	await account.patch({ settings: { templateAnalytics: false } });
	const get = async () =>
		await run(account, 'getAnalytics', { template: locator('order_shipped|de') });
	expect((await get()).error?.description).toContain('not confirmed');
	expect((await run(account, 'enableAnalytics')).json).toEqual([{ enabled: true }]);
	const { json } = await get();
	expect(json.length).toBeGreaterThanOrEqual(7);
	expect(json[0]).toMatchObject({ template: 'order_shipped|de', sent: 0, read: 0 });
	const early = await run(account, 'getAnalytics', {
		template: locator('order_shipped|de'),
		start: '2020-01-01',
	});
	expect(early.error?.message).toContain('is more than 90 days ago');
});

it.each([
	['Asia/Kuala_Lumpur', -3, -1],
	['America/Los_Angeles', -3, -1],
	['Pacific/Kiritimati', -2, -2],
])('gets the analytics of the days chosen, in %s', async (timezone, first, last) => {
	await account.patch({ settings: { templateAnalytics: true } });
	const toDate = (days: number) =>
		new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
	const [start, end] = [toDate(first), toDate(last)];
	const { error } = await run(
		account,
		'getAnalytics',
		// As the editor's date picker writes them.
		{ template: locator('order_shipped|de'), start: `${start}T00:00:00`, end: `${end}T00:00:00` },
		{ timezone },
	);
	expect(error).toBeUndefined();
	const { query } = (await account.requests()).slice(-1)[0];
	expect(new Date(Number(query.start) * 1000).toISOString()).toBe(`${start}T00:00:00.000Z`);
	expect(new Date(Number(query.end) * 1000).toISOString()).toBe(`${end}T23:59:59.000Z`);
});

it.each(['Pacific/Kiritimati', 'Asia/Kuala_Lumpur', 'UTC', 'America/Los_Angeles'])(
	'gets the analytics from today on, at any hour in %s',
	async (timezone) => {
		await account.patch({ settings: { templateAnalytics: true } });
		const start = new Date().toLocaleDateString('sv', { timeZone: timezone });
		const { error } = await run(
			account,
			'getAnalytics',
			{ template: locator('order_shipped|de'), start: `${start}T00:00:00` },
			{ timezone },
		);
		expect(error).toBeUndefined();
	},
);

it.each([
	['MARKETING', 'order_details'],
	['UTILITY', undefined],
])('creates a template with order details in %s', async (category, displayFormat) => {
	const { error } = await run(account, 'create', {
		templateName: 'pay_here',
		language: 'en',
		category,
		bodyText: 'Your order is ready.',
		buttons: { button: [{ type: 'ORDER_DETAILS' }] },
	});
	expect(error).toBeUndefined();
	const { body } = (await account.requests()).slice(-1)[0];
	expect([body.category, body.display_format]).toEqual([category, displayFormat]);
});
