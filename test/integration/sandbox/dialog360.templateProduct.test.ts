import { createAccount, dialog360Http, type SandboxAccount } from '../../support/sandboxClient';

const whole = { product_retailer_id: 'SKU', catalog_id: '1' };

let account: SandboxAccount;
beforeAll(async () => {
	account = await createAccount('dialog360', { settings: { pairLimit: false } });
	await account.addTemplate({
		name: 'one_product',
		category: 'MARKETING',
		components: [
			{ type: 'HEADER', format: 'PRODUCT' },
			{ type: 'BODY', text: 'For you: {{1}}' },
			{ type: 'BUTTONS', buttons: [{ type: 'SPM', text: 'View' }] },
		],
	});
});

it.each<[string, object, string, number | undefined]>([
	['160 characters', whole, 'x'.repeat(151), undefined],
	['161 characters', whole, 'x'.repeat(152), 132005],
	['no catalog', { product_retailer_id: 'SKU' }, 'x', 131008],
	['no product', { catalog_id: '1' }, 'x', 131008],
	['an empty product', { ...whole, product_retailer_id: '' }, 'x', 131009],
])('360dialog’s template with one product: %s', async (_, product, text, error) => {
	const { data } = await dialog360Http(account).post('/messages', {
		messaging_product: 'whatsapp',
		to: '16505076520',
		type: 'template',
		template: {
			name: 'one_product',
			language: { code: 'en' },
			components: [
				{ type: 'header', parameters: [{ type: 'product', product }] },
				{ type: 'body', parameters: [{ type: 'text', text }] },
			],
		},
	});
	expect(data.error?.code).toBe(error);
});
