import type { AxiosInstance } from 'axios';
import { startReceiver } from '../../support/runtime';
import {
	createAccount,
	dialog360Http,
	waitFor,
	type Data,
	type SandboxAccount,
} from '../../support/sandboxClient';

let account: SandboxAccount;
let http: AxiosInstance;
beforeAll(async () => {
	account = await createAccount('dialog360');
	http = dialog360Http(account);
});

describe('360dialog template lists', () => {
	it('pages in Meta’s shape, 25 at a time', async () => {
		const names: string[] = [];
		let after: string | undefined;
		let pages = 0;
		do {
			const { data } = await http.get('/message_templates', { params: { after } });
			expect(data.data.length).toBeLessThanOrEqual(25);
			names.push(
				...(data.data as Array<{ name: string; language: string }>).map(
					({ name, language }) => `${name}|${language}`,
				),
			);
			after = data.paging.next ? data.paging.cursors.after : undefined;
			pages += 1;
		} while (after);
		expect(pages).toBe(Math.ceil(names.length / 25));
		expect(new Set(names).size).toBe((await account.templates()).length);
		expect((await account.stats()).templateDownloads).toBe(1);
	});

	it('pages by offset in 360dialog’s shape', async () => {
		const { data } = await http.get('/v1/configs/templates?limit=10&offset=5');
		expect(data).toMatchObject({ count: 10, limit: 10, offset: 5, total: expect.any(Number) });
		expect(data.waba_templates[0]).toMatchObject({
			status: 'approved',
			namespace: expect.any(String),
		});
		const filters = JSON.stringify({ status: 'rejected' });
		const rejected = await http.get('/v1/configs/templates', { params: { filters } });
		expect(rejected.data.waba_templates[0]).toMatchObject({
			name: 'bad_rejected',
			rejected_reason: 'INVALID_FORMAT',
		});
	});

	it('creates, approves with a webhook, sends and deletes', async () => {
		const receiver = await startReceiver();
		const own = await createAccount('dialog360', { settings: { templateApprovalMs: 30 } });
		const client = dialog360Http(own);
		await client.post('/v1/configs/webhook', { url: receiver.url });
		const definition = {
			name: 'new_one',
			category: 'UTILITY',
			language: 'en',
			components: [{ type: 'BODY', text: 'Hello {{1}}!', example: { body_text: [['Ana']] } }],
		};
		const created = await client.post('/v1/configs/templates', definition);
		expect([created.status, created.data.status]).toEqual([201, 'pending']);
		const call = await waitFor(() => receiver.requests[0]);
		expect(call.body).toMatchObject({
			entry: [
				{ changes: [{ field: 'message_template_status_update', value: { event: 'APPROVED' } }] },
			],
		});
		expect((await client.post('/v1/configs/templates', definition)).status).toBe(400);
		expect((await client.delete('/v1/configs/templates/new_one')).status).toBe(200);
		expect((await client.delete('/v1/configs/templates/new_one')).status).toBe(404);
		await receiver.close();
	});

	it.each<[string, Data]>([
		['capital letters in the name', { name: 'Order' }],
		['an unknown category', { category: 'FUN' }],
		['no body', { components: [{ type: 'FOOTER', text: 'x' }] }],
		['a body over 1024', { components: [{ type: 'BODY', text: 'x'.repeat(1025) }] }],
		[
			'eleven buttons',
			{
				components: [
					{ type: 'BODY', text: 'x' },
					{ type: 'BUTTONS', buttons: Array(11).fill({ type: 'QUICK_REPLY', text: 'x' }) },
				],
			},
		],
	])('rejects a definition with %s', async (_name, change) => {
		const response = await http.post('/v1/configs/templates', {
			name: 'fine',
			category: 'UTILITY',
			language: 'en',
			components: [{ type: 'BODY', text: 'x' }],
			...change,
		});
		expect(response.status).toBe(400);
		expect(response.data.error.code).toEqual(expect.any(Number));
	});
});
