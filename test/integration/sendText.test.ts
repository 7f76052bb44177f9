import { createAccount, type NewAccountOptions } from '../support/sandboxClient';
import { runNode } from '../support/engine';

const CUSTOMER = '60123240066';

describe('Send Text', () => {
	it('sends through the Cloud API with preview, quote and callback data', async () => {
		const account = await createAccount('dialog360');
		await account.writeText(CUSTOMER);
		const { json, error } = await runNode(account, {
			operation: 'sendText',
			to: '+60 12-324 0066',
			text: 'See https://example.com',
			options: { previewUrl: true, replyToMessageId: 'wamid.1', callbackData: 'order-1' },
		});
		expect(error).toBeUndefined();
		const [message] = await account.messages();
		expect(json).toEqual([
			{
				provider: 'dialog360',
				operation: 'sendText',
				success: true,
				status: 'accepted',
				messageId: message.id,
				to: CUSTOMER,
				cost: null,
				currency: null,
				balance: null,
				raw: expect.objectContaining({ messages: [expect.objectContaining({ id: message.id })] }),
			},
		]);
		const [request] = (await account.requests()).slice(-1);
		expect(request).toMatchObject({
			method: 'POST',
			path: '/messages',
			body: {
				messaging_product: 'whatsapp',
				recipient_type: 'individual',
				to: CUSTOMER,
				type: 'text',
				text: { body: 'See https://example.com', preview_url: true },
				context: { message_id: 'wamid.1' },
				biz_opaque_callback_data: 'order-1',
			},
		});
	});

	it('speaks the On-Premise dialect: no messaging_product, preview_url at the top', async () => {
		const account = await createAccount('dialog360', { hosting: 'onPremise' });
		await account.writeText(CUSTOMER);
		const { json, error } = await runNode(account, {
			operation: 'sendText',
			to: CUSTOMER,
			text: 'Hi',
			options: { previewUrl: true },
		});
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ success: true, messageId: (await account.messages())[0].id });
		const [request] = (await account.requests()).slice(-1);
		expect(request.path).toBe('/v1/messages');
		expect(request.body).toEqual({
			recipient_type: 'individual',
			to: CUSTOMER,
			type: 'text',
			text: { body: 'Hi' },
			preview_url: true,
		});
	});

	it('sends through the sandbox hosting', async () => {
		const account = await createAccount('dialog360', { hosting: 'sandbox' });
		await account.writeText(String(account.data.settings.ownNumber));
		const { json, error } = await runNode(account, {
			operation: 'sendText',
			to: String(account.data.settings.ownNumber),
			text: 'Hi',
		});
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ success: true, status: 'accepted' });
	});

	it('sends to a BSUID in the field recipient, its letters kept', async () => {
		const account = await createAccount('dialog360');
		await account.receiveInbound({
			from: CUSTOMER,
			userId: 'US.13491208655302741918',
			message: { type: 'text', text: { body: 'hi' } },
		});
		const { json, error } = await runNode(account, {
			operation: 'sendText',
			to: 'US.13491208655302741918',
			text: 'Hi',
		});
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ success: true, to: 'US.13491208655302741918' });
		const [request] = (await account.requests()).slice(-1);
		expect(request.body).toMatchObject({ recipient: 'US.13491208655302741918' });
		expect(request.body).not.toHaveProperty('to');
	});

	it('sends several Bulk360 recipients in one request and gives each its own id', async () => {
		const account = await createAccount('bulk360');
		const recipients = ['60123240066', '60102200533', '60166600267'];
		for (const recipient of recipients) await account.writeText(recipient);
		const { json, error } = await runNode(account, {
			operation: 'sendText',
			to: '+60 12-324 0066, 0060102200533; whatsapp:60166600267',
			text: 'Hello\nline 2 & more = +1 €',
		});
		expect(error).toBeUndefined();
		expect(json.map(({ to }) => to)).toEqual(recipients);
		expect(json.map(({ messageId }) => messageId)).toEqual(
			(await account.messages()).map(({ id }) => id),
		);
		expect(json[1].messageId).toMatch(/-1$/);
		expect(json[0]).toMatchObject({ currency: 'MYR', balance: expect.any(Number), cost: null });
		const sent = (await account.requests()).filter(({ path }) => path.endsWith('send.php'));
		expect(sent).toHaveLength(1);
		expect(sent[0]).toMatchObject({
			method: 'POST',
			path: '/gw/bulk360/v3_0/send.php',
			query: {},
			body: {
				to: 'whatsapp:60123240066,whatsapp:60102200533,whatsapp:60166600267',
				text: 'Hello\nline 2 & more = +1 €',
				detail: '1',
			},
		});
	});

	it('never writes more than 150 characters into the to of Bulk360', async () => {
		const account = await createAccount('bulk360');
		const recipients = Array.from({ length: 20 }, (_, i) => `601232400${10 + i}`);
		for (const recipient of recipients) await account.writeText(recipient);
		const { json } = await runNode(account, {
			operation: 'sendText',
			to: recipients.join(','),
			text: 'Hi',
		});
		expect(json.map(({ to }) => to)).toEqual(recipients);
		const sent = (await account.requests()).filter(({ path }) => path.endsWith('send.php'));
		expect(sent.map(({ body }) => String(body.to).length <= 150)).toEqual([true, true, true]);
		expect(new Set(json.map(({ messageId }) => messageId)).size).toBe(20);
	});

	it.each([1, 2])('reads Socnet’s success shape of channel %i', async (channel) => {
		const account = await createAccount('socnet', { settings: { channel } });
		const { json, error } = await runNode(account, {
			operation: 'sendText',
			to: '+256 701 234567',
			text: 'Hi',
		});
		expect(error).toBeUndefined();
		const [message] = await account.messages();
		expect(json[0]).toMatchObject({
			success: true,
			messageId: message.id,
			to: '256701234567',
			cost: expect.any(Number),
			currency: 'UGX',
		});
		const [request] = (await account.requests()).slice(-1);
		expect(request).toMatchObject({ method: 'POST', body: { msisdn: '256701234567', msg: 'Hi' } });
	});

	it('sends through Modica with the reference that the DLR brings back', async () => {
		const account = await createAccount('modica');
		await account.writeText('64210000000');
		const { json, error } = await runNode(account, {
			operation: 'sendText',
			to: '+64 21 000 0000',
			text: 'Hi',
			options: { callbackData: 'order-1' },
		});
		expect(error).toBeUndefined();
		const [message] = await account.messages();
		expect(json[0]).toMatchObject({ success: true, messageId: message.id, to: '64210000000' });
		const [request] = (await account.requests()).slice(-1);
		expect(request.body).toEqual({
			to: '+64210000000',
			type: 'text',
			text: { body: 'Hi' },
			reference: 'order-1',
		});
	});

	it('sends one message to a recipient that stands twice in To', async () => {
		const account = await createAccount('socnet');
		const { json } = await runNode(account, {
			operation: 'sendText',
			to: '0701234567, +256701234567',
			text: 'Hi',
		});
		expect(json).toHaveLength(1);
		expect(await account.messages()).toHaveLength(1);
	});

	it('pairs each output with its input and evaluates expressions per item', async () => {
		const account = await createAccount('socnet');
		const numbers = ['256701234561', '256701234562', '256701234563'];
		const { items } = await runNode(
			account,
			{ operation: 'sendText', to: '={{ $json.phone }}', text: '=Hi {{ $json.name }}' },
			{ items: numbers.map((phone, i) => ({ json: { phone: Number(phone), name: `n${i}` } })) },
		);
		expect(items.map(({ json, pairedItem }) => [json.to, pairedItem])).toEqual(
			numbers.map((to, item) => [to, { item }]),
		);
		expect((await account.messages()).map(({ to, text }) => [to, text])).toEqual(
			numbers.map((to, i) => [to, `Hi n${i}`]),
		);
	});
});

describe('an account without the usual host', () => {
	it.each<[string, NewAccountOptions, (url: string) => string]>([
		['a slash at the end', {}, (url) => `${url}/`],
		['blanks around it', {}, (url) => ` ${url} `],
		['a pasted /v1', { hosting: 'onPremise' }, (url) => `${url}/v1`],
		['the address of messages', {}, (url) => `${url}/messages`],
		[
			'the On-Premise address of messages',
			{ hosting: 'onPremise' },
			(url) => `${url}/v1/messages/`,
		],
	])('takes a base URL with %s', async (_, options, change) => {
		const account = await createAccount('dialog360', options);
		await account.writeText(CUSTOMER);
		const credentials = { ...account.credentials, baseUrl: change(account.credentials.baseUrl) };
		const { json } = await runNode(
			account,
			{ operation: 'sendText', to: CUSTOMER, text: 'Hi' },
			{ credentials },
		);
		expect(json[0]).toMatchObject({ success: true });
	});

	it.each(['', '/', '/messages', '/messages/'])(
		'takes a base URL of Modica with %p',
		async (end) => {
			const account = await createAccount('modica');
			await account.writeText('64210000000');
			const { json } = await runNode(
				account,
				{ operation: 'sendText', to: '64210000000', text: 'Hi' },
				{
					credentials: { ...account.credentials, baseUrl: `${account.credentials.baseUrl}${end}` },
				},
			);
			expect(json[0]).toMatchObject({ success: true });
		},
	);
});
