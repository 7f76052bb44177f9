import { createAccount } from '../support/sandboxClient';
import { runNode } from '../support/engine';

const CUSTOMER = '60123240066';
const values = (...texts: string[]) => ({ values: texts.map((text) => ({ name: '', text })) });

describe('Send Template by approved wording (Bulk360)', () => {
	it('fills positions and names, and the wording is accepted outside the window', async () => {
		const account = await createAccount('bulk360');
		const { json, error } = await runNode(account, {
			operation: 'sendTemplate',
			to: CUSTOMER,
			text: 'Hi {{1}}, your order {{2}} has shipped.',
			templateValues: values('Ana', '4711'),
		});
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ success: true, messageId: (await account.messages())[0].id });
		expect(await account.lastBody()).toMatchObject({
			text: 'Hi Ana, your order 4711 has shipped.',
			to: `whatsapp:${CUSTOMER}`,
		});
	});

	it('tidies line breaks and the space around an approved text', async () => {
		const account = await createAccount('bulk360');
		const { error } = await runNode(account, {
			operation: 'sendTemplate',
			to: CUSTOMER,
			text: '\r\nYour appointment is on {{1}} at {{2}}.\r\nReply YES to confirm.\r\n',
			templateValues: values('Monday', '9:00'),
		});
		expect(error).toBeUndefined();
		expect(await account.lastBody()).toMatchObject({
			text: 'Your appointment is on Monday at 9:00.\nReply YES to confirm.',
		});
	});

	it('explains a wording that was never approved', async () => {
		const account = await createAccount('bulk360');
		const { error } = await runNode(account, {
			operation: 'sendTemplate',
			to: CUSTOMER,
			text: 'Buy now!',
		});
		expect(error?.description).toContain('406');
		expect(error?.context?.providerError).toMatchObject({ code: '406', category: 'template' });
	});

	it('says so of a text that n8n’s editor has made an expression of', async () => {
		const account = await createAccount('bulk360');
		const { error } = await runNode(account, {
			operation: 'sendTemplate',
			to: CUSTOMER,
			text: '=Hi {{1}}, your order {{2}} has shipped.',
		});
		expect(error?.message).toBe(
			"'Approved Text' has an expression with {{1}}, which n8n replaces before the node gets it; switch that field from Expression to Fixed",
		);
		expect(await account.requests()).toEqual([]);
	});

	it('takes a text from an expression', async () => {
		const account = await createAccount('bulk360');
		const { error } = await runNode(
			account,
			{
				operation: 'sendTemplate',
				to: CUSTOMER,
				text: '={{ $json.approved }}',
				templateValues: values('Ana', '4711'),
			},
			{ items: [{ json: { approved: 'Hi {{1}}, your order {{2}} has shipped.' } }] },
		);
		expect(error).toBeUndefined();
		expect(await account.lastBody()).toMatchObject({
			text: 'Hi Ana, your order 4711 has shipped.',
		});
	});

	it('names values that are missing and values that have no place', async () => {
		const account = await createAccount('bulk360');
		const { error } = await runNode(account, {
			operation: 'sendTemplate',
			to: CUSTOMER,
			text: 'Hi {{name}}, order {{order}}',
			templateValues: { values: [{ name: 'nmae', text: 'Ana' }] },
		});
		expect(error?.message).toMatch(/\{\{name\}\}.*\{\{order\}\}.*\{\{nmae\}\}/s);
		expect(await account.requests()).toEqual([]);
	});
});

describe('Send Template by name and text (Socnet)', () => {
	it('sends the code alone for a one-time password', async () => {
		const account = await createAccount('socnet');
		const { json, error } = await runNode(account, {
			operation: 'sendTemplate',
			to: '256701234567',
			templateName: 'otp_template',
			text: '482913',
		});
		expect(error).toBeUndefined();
		expect(json[0].success).toBe(true);
		expect(await account.lastBody()).toMatchObject({
			msisdn: '256701234567',
			msg: '482913',
			template: 'otp_template',
		});
	});
});

it.each(['sendTemplate', 'sendAndWait'])(
	'names the approved text of Bulk360 as on screen: %s',
	async (operation) => {
		const account = await createAccount('bulk360');
		const { error } = await runNode(account, {
			operation,
			responseType: 'freeText',
			sendAs: 'template',
			to: CUSTOMER,
			text: '={{ "" }}',
			options: { triggerUrl: 'https://n8n.example.com/webhook/1/webhook' },
		});
		expect(error?.message).toContain("'Approved Text' is empty");
	},
);
