import type { INodeParameters } from 'n8n-workflow';
import { fileItem, JPEG, runNode } from '../support/engine';
import { startReceiver } from '../support/runtime';
import { createAccount, waitFor, type Data, type SandboxAccount } from '../support/sandboxClient';

/** Nobody has written: everything but a template or Direct Send fails. */
const CUSTOMER = '60123000111';
const BSUID = 'MY.8812abcdEFGH';
const envelope = { messaging_product: 'whatsapp', recipient_type: 'individual', to: CUSTOMER };

const send = async (account: SandboxAccount, parameters: INodeParameters) =>
	await runNode(account, { operation: 'sendText', to: CUSTOMER, text: 'Hi', ...parameters });

const lastRequest = async (account: SandboxAccount) => (await account.requests()).slice(-1)[0];
const button = { button: [{ title: 'Already paid', id: 'paid' }] };

/** Name, fields, and the body as 360dialog and Meta document it. */
const DOCUMENTED: Array<[string, INodeParameters, Data]> = [
	[
		'a text',
		{
			text: 'Parcel 4411 leaves our depot today.',
			options: { category: 'utility', ttlSeconds: 3600 },
		},
		{
			category: 'utility',
			ttl_seconds: 3600,
			type: 'text',
			text: { body: 'Parcel 4411 leaves our depot today.' },
		},
	],
	[
		'a one-time password',
		{ text: '482913 is your code.', options: { category: 'authentication', ttlSeconds: 900 } },
		{
			category: 'authentication',
			ttl_seconds: 900,
			type: 'text',
			text: { body: '482913 is your code.' },
		},
	],
	[
		'buttons below a document',
		{
			operation: 'sendInteractive',
			interactiveType: 'buttons',
			headerType: 'document',
			headerMediaSource: 'url',
			headerMediaUrl: 'https://files.example.com/i-4411.pdf',
			bodyText: 'Invoice 4411 is due on Friday.',
			footerText: 'Acme',
			buttons: button,
			options: { category: 'utility' },
		},
		{
			category: 'utility',
			type: 'interactive',
			interactive: {
				type: 'button',
				header: {
					type: 'document',
					document: { link: 'https://files.example.com/i-4411.pdf', filename: 'i-4411.pdf' },
				},
				body: { text: 'Invoice 4411 is due on Friday.' },
				footer: { text: 'Acme' },
				action: { buttons: [{ type: 'reply', reply: { id: 'paid', title: 'Already paid' } }] },
			},
		},
	],
	[
		'a link button',
		{
			operation: 'sendInteractive',
			interactiveType: 'ctaUrl',
			bodyText: 'Invoice 4411 is due on Friday.',
			buttonText: 'Open invoice',
			buttonUrl: 'https://pay.example.com/4411',
			options: { category: 'utility' },
		},
		{
			category: 'utility',
			type: 'interactive',
			interactive: {
				type: 'cta_url',
				body: { text: 'Invoice 4411 is due on Friday.' },
				action: {
					name: 'cta_url',
					parameters: { display_text: 'Open invoice', url: 'https://pay.example.com/4411' },
				},
			},
		},
	],
	[
		'links and replies mixed, as JSON',
		{
			operation: 'sendRaw',
			message: JSON.stringify({
				category: 'utility',
				direct_send_config: { template_name: 'invoice_due' },
				type: 'interactive',
				interactive: {
					type: 'button',
					body: { text: 'Invoice 4411 is due on Friday.' },
					action: {
						buttons: [
							{
								type: 'cta_url',
								cta_url: { display_text: 'Open invoice', url: 'https://pay.example.com/4411' },
							},
							{ type: 'reply', reply: { id: 'paid', title: 'Already paid' } },
						],
					},
				},
			}),
		},
		{
			category: 'utility',
			direct_send_config: { template_name: 'invoice_due' },
			type: 'interactive',
			interactive: {
				type: 'button',
				body: { text: 'Invoice 4411 is due on Friday.' },
				action: {
					buttons: [
						{
							type: 'cta_url',
							cta_url: { display_text: 'Open invoice', url: 'https://pay.example.com/4411' },
						},
						{ type: 'reply', reply: { id: 'paid', title: 'Already paid' } },
					],
				},
			},
		},
	],
];

describe('Direct Send', () => {
	it.each(DOCUMENTED)('sends as documented, and arrives: %s', async (_, parameters, body) => {
		const account = await createAccount('dialog360');
		const { json, error } = await send(account, parameters);
		expect(error).toBeUndefined();
		expect((await lastRequest(account)).body).toEqual({ ...envelope, ...body });
		expect(json[0]).toMatchObject({ success: true, status: 'accepted' });
		const delivered = async () => (await account.messages())[0].statuses.at(-1)?.status;
		await waitFor(async () => (await delivered()) === 'delivered', { what: 'the message' });
		expect((await account.messages())[0].category).toBe(body.category);
	});

	it('uploads the picture of a header first', async () => {
		const account = await createAccount('dialog360');
		const { error } = await runNode(
			account,
			{
				operation: 'sendInteractive',
				to: CUSTOMER,
				interactiveType: 'buttons',
				headerType: 'image',
				bodyText: 'Your parcel',
				buttons: button,
				options: { category: 'utility' },
			},
			{ items: [fileItem(JPEG, 'image/jpeg', 'photo.jpg')] },
		);
		expect(error).toBeUndefined();
		expect((await lastRequest(account)).body).toMatchObject({
			category: 'utility',
			interactive: { header: { type: 'image', image: { id: expect.any(String) as string } } },
		});
	});

	it('splits a long text where a utility message ends', async () => {
		const account = await createAccount('dialog360');
		const text = 'word '.repeat(300).trim();
		const { json, error } = await send(account, {
			text,
			options: { category: 'utility', splitLongText: true },
		});
		expect(error).toBeUndefined();
		expect(json).toHaveLength(2);
	});

	it('tells its price and its template in the delivery receipt', async () => {
		const account = await createAccount('dialog360');
		const receiver = await startReceiver();
		await runNode(account, {
			resource: 'account',
			operation: 'setWebhook',
			webhookUrl: receiver.url,
		});
		await send(account, { options: { category: 'utility' } });
		await waitFor(() => receiver.requests.length > 0, { what: 'a delivery receipt' });
		expect(JSON.stringify(receiver.requests[0].body)).toMatch(
			/"template_id":"\d+".*"category":"utility"/,
		);
		await receiver.close();
	});

	const REJECTED: Array<[string, INodeParameters, string]> = [
		[
			'a text that is too long',
			{ text: 'x'.repeat(1025), options: { category: 'utility' } },
			"'Text' has 1025 characters; the maximum is 1024",
		],
		[
			'a lifetime that authentication does not have',
			{ options: { category: 'authentication', ttlSeconds: 901 } },
			"'Time to Live (Seconds)' is 901; use 30 to 900 for authentication",
		],
		[
			'a lifetime without a category',
			{ options: { ttlSeconds: 60 } },
			"'Time to Live (Seconds)' only works with 'Category'",
		],
		[
			'a category that there is none of',
			{ options: { category: 'marketing' } },
			"'Category' is 'marketing'; use one of authentication, utility",
		],
		[
			'a type that cannot be the fallback',
			{
				operation: 'sendInteractive',
				interactiveType: 'locationRequest',
				bodyText: 'Where?',
				options: { outsideWindow: 'utility' },
			},
			"'Outside the 24-Hour Window' is 'utility', which this type of message doesn’t support",
		],
		[
			'buttons as authentication',
			{
				operation: 'sendInteractive',
				interactiveType: 'buttons',
				bodyText: 'Code',
				buttons: button,
				options: { category: 'authentication' },
			},
			"'Category' is 'authentication'; use one of utility",
		],
		[
			'a file',
			{
				operation: 'sendMedia',
				mediaSource: 'url',
				mediaUrl: 'https://example.com/a.jpg',
				options: { outsideWindow: 'utility' },
			},
			"'Outside the 24-Hour Window' is 'utility'; use one of fail, template",
		],
	];

	it.each(REJECTED)('rejects %s before it is sent', async (_, parameters, expected) => {
		const account = await createAccount('dialog360');
		const { error } = await send(account, parameters);
		expect(error?.message).toContain(expected);
		expect(await account.requests()).toEqual([]);
	});

	it('ignores a category that the editor hides for the type', async () => {
		const account = await createAccount('dialog360');
		const { error } = await send(account, {
			operation: 'sendInteractive',
			interactiveType: 'locationRequest',
			bodyText: 'Where?',
			options: { category: 'utility' },
		});
		expect(error).toBeUndefined();
		expect((await lastRequest(account)).body).not.toHaveProperty('category');
	});

	it.each(['onPremise', 'sandbox'] as const)(
		'only exists on the Cloud API: %s',
		async (hosting) => {
			const account = await createAccount('dialog360', { hosting });
			for (const [options, label] of [
				[{ category: 'utility' }, 'Category'],
				[{ outsideWindow: 'utility' }, 'Outside the 24-Hour Window'],
			] as const) {
				const { error } = await send(account, { options });
				expect(error?.message).toContain(`'${label}' only works on 360dialog’s Cloud API`);
			}
			expect(await account.requests()).toEqual([]);
		},
	);

	it('does not exist elsewhere', async () => {
		const account = await createAccount('modica');
		const { error } = await send(account, { options: { outsideWindow: 'utility' } });
		expect(error?.message).toContain("is 'utility'; use one of fail, template");
		await account.writes(CUSTOMER);
		await send(account, { options: { category: 'utility' } });
		expect((await lastRequest(account)).body).not.toHaveProperty('category');
	});

	const REFUSALS: Array<[string, Data, string, string, string]> = [
		[
			'it is not enabled',
			{ directSend: 'off' },
			'100-direct-send',
			'Direct Send isn’t enabled for this number',
			'send a template',
		],
		[
			'it is blocked',
			{ directSend: 'blocked' },
			'139200',
			'WhatsApp has blocked utility messages without a template for this account',
			'Send an approved template instead',
		],
	];

	it.each(REFUSALS)('says so if %s', async (_, settings, code, title, advice) => {
		const account = await createAccount('dialog360', { settings });
		const { json } = await runNode(
			account,
			{ operation: 'sendText', to: CUSTOMER, text: 'Hi', options: { category: 'utility' } },
			{ onError: 'continueRegularOutput' },
		);
		expect(json[0]).toMatchObject({ success: false, error: { code, title, category: 'account' } });
		expect((json[0].error as Data).advice).toContain(advice);
	});
});

describe('Outside the 24-Hour Window: Send as Utility Message', () => {
	const options = { outsideWindow: 'utility', ttlSeconds: 600 };

	it.each(['closed', 'open'])('sends as utility while the window is %s', async (window) => {
		const account = await createAccount('dialog360');
		if (window === 'open') await account.writes(CUSTOMER);
		const { json, error } = await send(account, { options });
		expect(error).toBeUndefined();
		expect((await lastRequest(account)).body).toEqual({
			...envelope,
			category: 'utility',
			ttl_seconds: 600,
			type: 'text',
			text: { body: 'Hi' },
		});
		expect(json[0]).toMatchObject({ success: true, sentAs: 'utility' });
	});

	it('says in a dry run what it would be sent as', async () => {
		const account = await createAccount('dialog360');
		const { json } = await send(account, { options: { ...options, dryRun: true } });
		expect(json[0]).toMatchObject({ sentAs: 'utility', payload: { category: 'utility' } });
	});

	it('leaves a chosen category as it is', async () => {
		const account = await createAccount('dialog360');
		const { json } = await send(account, {
			options: { outsideWindow: 'utility', category: 'authentication' },
		});
		expect((await lastRequest(account)).body).toMatchObject({ category: 'authentication' });
		expect(json[0]).not.toHaveProperty('sentAs');
	});
});

describe('the sandbox’s own rules for Direct Send', () => {
	const post = async (account: SandboxAccount, body: Data) =>
		await fetch(`${account.data.baseUrl}/messages`, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				'd360-api-key': account.data.credentials.apiKey,
			},
			body: JSON.stringify({ messaging_product: 'whatsapp', to: CUSTOMER, ...body }),
		});
	const text = { type: 'text', text: { body: 'Hi' } };
	const buttons = (...list: Data[]) => ({
		type: 'interactive',
		interactive: { type: 'button', body: { text: 'Hi' }, action: { buttons: list } },
	});
	const link = { type: 'cta_url', cta_url: { display_text: 'Open', url: 'https://a.example' } };
	const reply = { type: 'reply', reply: { id: 'a', title: 'A' } };

	const REFUSED: Array<[string, Data, number]> = [
		['marketing', { category: 'marketing', ...text }, 100],
		['a lifetime without a category', { ttl_seconds: 60, ...text }, 100],
		['a short lifetime', { category: 'utility', ttl_seconds: 29, ...text }, 100],
		[
			'a name in capitals',
			{ category: 'utility', direct_send_config: { template_name: 'A' } },
			100,
		],
		['a location', { category: 'utility', type: 'location', location: {} }, 100],
		['buttons as authentication', { category: 'authentication', ...buttons(reply) }, 100],
		['a reply before a link', { category: 'utility', ...buttons(reply, link) }, 131009],
		['a link in an ordinary message', buttons(link), 131009],
		[
			'authentication to a user ID',
			{ category: 'authentication', to: undefined, recipient: BSUID, ...text },
			131062,
		],
	];

	it.each(REFUSED)('refuse %s', async (_, body, code) => {
		const account = await createAccount('dialog360');
		await account.writes(CUSTOMER);
		const response = await post(account, body);
		expect(response.ok).toBe(false);
		expect(((await response.json()) as { error: Data }).error.code).toBe(code);
	});

	it('take service for an ordinary message, and two links before eight replies', async () => {
		const account = await createAccount('dialog360');
		expect((await post(account, { category: 'service', ...text })).status).toBe(200);
		const replies = Array.from({ length: 8 }, (_, i) => ({
			type: 'reply',
			reply: { id: `${i}`, title: `${i}` },
		}));
		const body = { category: 'utility', ...buttons(link, link, ...replies) };
		expect((await post(account, body)).status).toBe(200);
	});

	it('report a taken template name later, and nothing at all of a lost message', async () => {
		const account = await createAccount('dialog360');
		const taken = { template_name: 'order_shipped' };
		await post(account, { category: 'utility', direct_send_config: taken, ...text });
		await post(account, { category: 'utility', to: undefined, recipient: BSUID, ...text });
		const [named] = await account.messages(CUSTOMER);
		await waitFor(
			async () => (await account.messages(CUSTOMER))[0].statuses.at(-1)?.code === '132021',
			{ what: 'the failure' },
		);
		expect(named.category).toBe('utility');
		expect((await account.messages(BSUID))[0].statuses).toEqual([]);
	});
});
