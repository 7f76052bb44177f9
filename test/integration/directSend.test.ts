import type { INodeParameters } from 'n8n-workflow';
import { fileItem, JPEG, runNode } from '../support/engine';
import { startReceiver } from '../support/runtime';
import { createAccount, waitFor, type Data, type SandboxAccount } from '../support/sandboxClient';

/** Nobody has written: everything but a template or Direct Send fails. */
const CUSTOMER = '60123000111';
const GROUP = 'Y2FwaV9ncm91cDoxMjAzNjMwMjU=';
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
});

describe('Outside the 24-Hour Window: Send as Utility Message', () => {
	const options = { outsideWindow: 'utility', ttlSeconds: 600 };

	it.each(['closed', 'open'])('sends as utility while the window is %s', async (window) => {
		const account = await createAccount('dialog360');
		if (window === 'open') await account.writeText(CUSTOMER);
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

	it('sends the ordinary message to a user ID: one as utility would be accepted and never arrive', async () => {
		const account = await createAccount('dialog360');
		await account.writeText(CUSTOMER);
		const { json } = await send(account, {
			to: 'MY.8812',
			options: { outsideWindow: 'utility' },
		});
		expect((await lastRequest(account)).body).toEqual({
			messaging_product: 'whatsapp',
			recipient_type: 'individual',
			recipient: 'MY.8812',
			type: 'text',
			text: { body: 'Hi' },
		});
		expect(json[0]).not.toHaveProperty('sentAs');
	});

	it('sends the ordinary message to a group as well', async () => {
		const account = await createAccount('dialog360');
		const { json } = await send(account, {
			to: GROUP,
			options: { outsideWindow: 'utility' },
		});
		expect((await lastRequest(account)).body).toEqual({
			messaging_product: 'whatsapp',
			recipient_type: 'group',
			to: GROUP,
			type: 'text',
			text: { body: 'Hi' },
		});
		expect(json[0]).not.toHaveProperty('sentAs');
	});

	/** Too long for a utility message only. */
	const text = 'x'.repeat(1500);

	it.each(['MY.8812', GROUP])('sends %s as long a text as any ordinary one', async (to) => {
		const account = await createAccount('dialog360');
		await account.writeText(CUSTOMER);
		const { error } = await send(account, { to, text, options: { outsideWindow: 'utility' } });
		expect(error).toBeUndefined();
		expect((await lastRequest(account)).body).toMatchObject({ text: { body: text } });
		expect((await lastRequest(account)).body).not.toHaveProperty('category');
	});

	it('judges the length of a text for each recipient by itself', async () => {
		const account = await createAccount('dialog360');
		const { json } = await runNode(
			account,
			{
				operation: 'sendText',
				to: `${CUSTOMER}, ${GROUP}`,
				text,
				options: { outsideWindow: 'utility' },
			},
			{ onError: 'continueRegularOutput' },
		);
		expect(json).toMatchObject([
			{ success: false, to: CUSTOMER },
			{ success: true, to: GROUP },
		]);
		expect(JSON.stringify(json[0])).toContain("'Text' has 1500 characters; the maximum is 1024");
		expect(await account.requests()).toHaveLength(1);
	});

	it('drops no time to live without a word', async () => {
		const account = await createAccount('dialog360');
		const { error } = await send(account, { to: 'MY.8812', options });
		expect(error?.message).toBe(
			"'Time to Live (Seconds)' only applies to phone numbers; remove it for a user ID or a group",
		);
		expect(await account.requests()).toEqual([]);
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
