import { searchTemplates, templateFields } from '../support/editor';
import { createAccount } from '../support/sandboxClient';

const ids = ({ fields }: Awaited<ReturnType<typeof templateFields>>) => fields.map(({ id }) => id);

describe('the list of templates in the editor', () => {
	it('has every approved template of all pages, and none that cannot be sent', async () => {
		const account = await createAccount('dialog360');
		const approved = (await account.templates()).filter(({ status }) => status === 'APPROVED');
		expect(approved.length).toBeGreaterThan(230);
		const { results } = await searchTemplates(account);
		expect(results.map(({ value }) => value).sort()).toEqual(
			approved.map(({ name, language }) => `${String(name)}|${String(language)}`).sort(),
		);
	});

	it('finds by name, language and text', async () => {
		const account = await createAccount('dialog360');
		const names = async (filter: string) =>
			(await searchTemplates(account, filter)).results.map(({ name }) => name);
		expect(await names('order_shipped')).toEqual(['order_shipped (de)', 'order_shipped (en_US)']);
		expect(await names('BESTELLUNG')).toEqual(['order_shipped (de)']);
		expect(await names('winback')).toEqual([]);
	});

	it('says in plain words why it could not be loaded', async () => {
		const account = await createAccount('dialog360', { hosting: 'sandbox' });
		await expect(searchTemplates(account)).rejects.toThrow(/Couldn’t load the templates/);
	});
});

describe('the fields of a template in the editor', () => {
	it.each([
		['order_shipped|en_US', ['template_text', 'body_1', 'body_2']],
		[
			'order_update_named|en',
			['template_text', 'header_order_id', 'body_first_name', 'body_order_id', 'body_order_status'],
		],
		[
			'invoice_ready|en',
			['template_text', 'header_document', 'header_document_filename', 'body_1', 'body_2'],
		],
		[
			'promo_image|en',
			[
				'template_text',
				'header_image',
				'body_1',
				'body_2',
				'button_0_url',
				'button_1_code',
				'button_2_payload',
				'button_3_payload',
			],
		],
		['otp_code|en', ['template_text', 'code']],
	])('%s', async (template, expected) => {
		expect(ids(await templateFields(await createAccount('dialog360'), template))).toEqual(expected);
	});

	it('are named after the template, with its own examples and text', async () => {
		const account = await createAccount('dialog360');
		const { fields } = await templateFields(account, 'promo_image|en', 'id');
		expect(fields.map(({ displayName, required }) => [displayName, required])).toEqual([
			['Template Text', false],
			['Header Image (URL, ID, Field)', true],
			['{{1}}, e.g. Ana', true],
			['{{2}}, e.g. 25 %', true],
			['URL Suffix “Shop now”', true],
			['Code “Copy offer code”', true],
			['Payload “Tell me more”', false],
			['Payload “Stop promotions”', false],
		]);
		// n8n cuts longer names off, and shows the rest nowhere.
		for (const { displayName } of fields) expect(displayName.length).toBeLessThanOrEqual(30);
		expect(fields[0]).toMatchObject({
			readOnly: true,
			defaultValue: '{{1}}, everything is {{2}} off today!',
		});
	});

	it('says so when there are none', async () => {
		const account = await createAccount('dialog360');
		expect(await templateFields(account, 'call_us|en')).toEqual({
			fields: [],
			emptyFieldsNotice: 'This template has no fields to fill in',
		});
		const { emptyFieldsNotice } = await templateFields(account, 'nowhere|en');
		expect(emptyFieldsNotice).toContain("no template 'nowhere'");
	});
});
