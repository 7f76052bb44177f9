import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { PROVIDERS, RECIPIENTS } from '../support/accounts';
import { createAccount } from '../support/sandboxClient';
import { fileItem, JPEG, runNode } from '../support/engine';

const options = { dryRun: true };

/** The request without what the credential adds: that stands in no output. */
const SECRET_FIELDS = ['user', 'pass', 'api_key'];

describe('Dry Run', () => {
	it.each(PROVIDERS)('puts out what %s would get, and sends nothing', async (provider) => {
		const account = await createAccount(provider);
		const to = RECIPIENTS[provider];
		await account.writeText(to);
		await account.clearRequests();
		const message = { operation: 'sendText', to, text: 'Hi 🙂' };
		const dry = await runNode(account, { ...message, options });
		expect(dry.error).toBeUndefined();
		expect(dry.json[0]).toMatchObject({
			provider,
			operation: 'sendText',
			success: true,
			status: 'dryRun',
			messageId: null,
			to,
			preview: 'Hi 🙂',
		});
		expect(await account.requests()).toEqual([]);

		// The payload is what really arrives when the same message is sent.
		await runNode(account, message);
		const [{ body }] = await account.requests();
		const sent = Object.fromEntries(
			Object.entries(body).filter(([key]) => !SECRET_FIELDS.includes(key)),
		);
		expect(dry.json[0].payload).toEqual(sent);
	});

	it('shows a template as the customer would read it', async () => {
		const account = await createAccount('dialog360');
		const value: IDataObject = {
			header_image: 'data',
			body_1: 'Ana',
			body_2: '25 %',
			button_0_url: 'summer',
			button_1_code: 'SAVE25',
		};
		const { json, error } = await runNode(
			account,
			{
				operation: 'sendTemplate',
				to: `${RECIPIENTS.dialog360}, 60123240067`,
				template: { __rl: true, mode: 'list', value: 'promo_image|en' },
				templateFields: { mappingMode: 'defineBelow', value },
				options,
			} as unknown as INodeParameters,
			{ items: [fileItem(JPEG, 'image/jpeg', 'promo.jpg')] },
		);
		expect(error).toBeUndefined();
		expect(json.map(({ to }) => to)).toEqual([RECIPIENTS.dialog360, '60123240067']);
		expect(json[0].preview).toBe(
			[
				'[image: promo.jpg]',
				'Ana, everything is 25 % off today!',
				'Reply STOP to end',
				'[Shop now: https://shop.example.com/summer]',
				'[Copy offer code: SAVE25]',
				'[Tell me more]',
				'[Stop promotions]',
			].join('\n'),
		);
		expect(JSON.stringify(json[0].payload)).toContain('(ID of promo.jpg, assigned after upload)');
		expect(await account.stats()).toMatchObject({ uploads: 0, accepted: 0 });
	});

	it.each(['bulk360', 'socnet'] as const)(
		'shows a file’s link of %s as the customer reads it',
		async (provider) => {
			const account = await createAccount(provider);
			const { json } = await runNode(account, {
				operation: 'sendMedia',
				to: RECIPIENTS[provider],
				mediaUrl: 'https://example.com/my invoice.pdf',
				caption: 'Your invoice',
				options,
			});
			expect(json[0].preview).toBe('Your invoice\nhttps://example.com/my%20invoice.pdf');
			expect(Object.values(json[0].payload as IDataObject)).toContain(json[0].preview);
		},
	);

	it('shows no text where Socnet writes the rest of it', async () => {
		const account = await createAccount('socnet');
		const { json } = await runNode(account, {
			operation: 'sendTemplate',
			to: RECIPIENTS.socnet,
			templateName: 'otp_template',
			text: '482913',
			options,
		});
		expect(json[0]).toMatchObject({ status: 'dryRun', payload: { msg: '482913' }, preview: null });
	});

	it('still rejects what could not be sent', async () => {
		const account = await createAccount('dialog360');
		const { error } = await runNode(account, {
			operation: 'sendText',
			to: RECIPIENTS.dialog360,
			text: ' ',
			options,
		});
		expect(error?.message).toMatch(/'Text' is empty/);
	});

	it('sends the items that are no dry run', async () => {
		const account = await createAccount('dialog360');
		await account.writeText(RECIPIENTS.dialog360);
		const { json } = await runNode(
			account,
			{
				operation: 'sendText',
				to: RECIPIENTS.dialog360,
				text: 'Hi',
				options: { dryRun: '={{ $json.dry }}' },
			},
			{ items: [{ json: { dry: true } }, { json: { dry: false } }] },
		);
		expect(json.map(({ status }) => status)).toEqual(['dryRun', 'accepted']);
		expect(await account.messages()).toHaveLength(1);
	});
});
