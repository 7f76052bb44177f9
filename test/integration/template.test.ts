import { createAccount } from '../support/sandboxClient';
import { createRunner } from '../support/engine';

const run = createRunner('template');

const hostings = ['cloud', 'onPremise'] as const;

describe.each(hostings)('Template on %s', (hosting) => {
	it('gets many: all pages, one item a template, paired with the input', async () => {
		const account = await createAccount('dialog360', { hosting });
		const all = await account.templates();
		const { items, error } = await run(account, 'getAll', { returnAll: true });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(all.length);
		expect(items.every(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":0}')).toBe(true);
		expect(items[0].json).toEqual({
			template: 'order_shipped|en_US',
			id: expect.any(String),
			name: 'order_shipped',
			language: 'en_US',
			category: 'UTILITY',
			status: 'approved',
			rejectedReason: null,
			text: 'Hi {{1}}, your order {{2}} has shipped.',
			components: all[0].components,
		});
		expect((await account.stats()).templateDownloads).toBe(1);
	});

	it('gets as many as the limit, no page more than needed', async () => {
		const account = await createAccount('dialog360', { hosting });
		const { json } = await run(account, 'getAll', { returnAll: false, limit: 3 });
		expect(json).toHaveLength(3);
		expect(await account.requests()).toHaveLength(1);
	});

	it('filters by status', async () => {
		const account = await createAccount('dialog360', { hosting });
		const { json } = await run(account, 'getAll', {
			returnAll: true,
			filters: { status: 'rejected' },
		});
		expect(json).toEqual([
			expect.objectContaining({
				name: 'bad_rejected',
				status: 'rejected',
				rejectedReason: 'INVALID_FORMAT',
			}),
		]);
	});

	it('gets one, also from a later page', async () => {
		const account = await createAccount('dialog360', { hosting });
		const { json, error } = await run(account, 'get', {
			template: { __rl: true, mode: 'list', value: 'filler_230|en' },
		});
		expect(error).toBeUndefined();
		expect(json).toEqual([expect.objectContaining({ template: 'filler_230|en' })]);
	});

	it('says when there is none', async () => {
		const account = await createAccount('dialog360', { hosting });
		const { json } = await run(
			account,
			'get',
			{ template: { __rl: true, mode: 'id', value: 'order_shipped|fr' } },
			{ onError: 'continueRegularOutput' },
		);
		expect(json[0]).toMatchObject({
			success: false,
			error: { code: '132001', category: 'template' },
		});
	});

	it('creates, and then it is there', async () => {
		const account = await createAccount('dialog360', {
			hosting,
			settings: { templateApprovalMs: null },
		});
		const components = [
			{
				type: 'BODY',
				text: 'Hi {{first_name}}!',
				example: { body_text_named_params: [{ param_name: 'first_name', example: 'Ana' }] },
			},
		];
		const { json, error } = await run(account, 'create', {
			templateName: 'hello_again',
			language: 'en_US',
			category: 'MARKETING',
			contentSource: 'components',
			components: JSON.stringify(components),
		});
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({
			template: 'hello_again|en_US',
			id: expect.any(String),
			status: 'pending',
			text: 'Hi {{first_name}}!',
		});
		expect((await account.requests())[0].body).toEqual({
			name: 'hello_again',
			language: 'en_US',
			category: 'MARKETING',
			components,
			parameter_format: 'NAMED',
		});
		expect(await account.templates()).toContainEqual(
			expect.objectContaining({ name: 'hello_again', parameterFormat: 'NAMED' }),
		);
	});

	it('deletes in all languages', async () => {
		const account = await createAccount('dialog360', { hosting });
		const { json, error } = await run(account, 'delete', { templateName: 'order_shipped' });
		expect(error).toBeUndefined();
		expect(json).toEqual([{ deleted: true, name: 'order_shipped' }]);
		expect(await account.templates()).not.toContainEqual(
			expect.objectContaining({ name: 'order_shipped' }),
		);
	});
});

it('says everything that is wrong with a new template, and submits nothing', async () => {
	const account = await createAccount('dialog360');
	const { error } = await run(account, 'create', {
		templateName: 'Hello Again',
		language: ' ',
		contentSource: 'components',
		components: `[{"type":"HEADER","text":"${'x'.repeat(61)}"}]`,
	});
	expect(error?.message).toMatch(
		/'Template Name' can only contain lowercase.*'Language' is empty.*has 61 characters; the maximum is 60.*has no BODY component/,
	);
	expect(await account.requests()).toEqual([]);
});

it.each([
	[
		'delete',
		{ templateName: '={{ $json.name }}' },
		[{ name: 'nowhere' }, { name: 'order_shipped' }],
		[
			expect.objectContaining({
				success: false,
				error: expect.objectContaining({ code: 'http-404' }),
			}),
			{ deleted: true, name: 'order_shipped' },
		],
	],
	[
		'create',
		{
			templateName: '={{ $json.name }}',
			contentSource: 'components',
			components: '[{"type":"BODY","text":"Hi"}]',
		},
		[{ name: 'order_shipped' }, { name: 'brand_new' }],
		[
			expect.objectContaining({
				success: false,
				error: expect.objectContaining({
					code: '100',
					details: expect.stringContaining('already'),
				}),
			}),
			expect.objectContaining({ template: 'brand_new|en_US' }),
		],
	],
])(
	'%s goes on with the other items, each paired',
	async (operation, parameters, inputs, expected) => {
		const account = await createAccount('dialog360');
		const { items } = await run(account, operation, parameters, {
			items: inputs.map((json) => ({ json })),
			onError: 'continueRegularOutput',
		});
		expect(items.map(({ json }) => json)).toEqual(expected);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	},
);

it('a list that comes as an HTML page, or not at all, is a clear rejection', async () => {
	const account = await createAccount('dialog360');
	await account.addFault({ kind: 'html', status: 200 });
	const html = await run(account, 'getAll');
	expect(html.error?.message).toContain('couldn’t be read');
	expect(html.error?.description).toContain('Nothing was changed');
	await account.addFault({ kind: 'resetBefore' });
	const reset = await run(account, 'getAll');
	expect(reset.error?.message).toContain('The connection dropped');
	expect(reset.error?.description).toContain('Nothing was changed');
});

it.each(['bulk360', 'socnet', 'modica'] as const)('is not offered for %s', async (provider) => {
	const { error } = await run(await createAccount(provider), 'getAll');
	expect(error?.message).toMatch(/has no operation '.*' for resource 'template'/);
});
