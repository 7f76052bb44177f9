import type { AxiosInstance } from 'axios';
import {
	createAccount,
	dialog360Http,
	waitFor,
	type Data,
	type SandboxAccount,
} from '../../support/sandboxClient';

const body = (text = 'Hello there') => ({ type: 'BODY', text });
let account: SandboxAccount;
let http: AxiosInstance;
beforeEach(async () => {
	account = await createAccount('dialog360');
	http = dialog360Http(account);
});

const create = async (language: string) =>
	await http.post('/v1/configs/templates', {
		name: 'order_shipped',
		language,
		category: 'MARKETING',
		components: [body()],
	});

describe('360dialog edits a template', () => {
	const find = async (name: string) =>
		(await http.get('/message_templates', { params: { name } })).data.data[0] as Data;
	const edit = async (id: unknown, change: Data) =>
		await http.post(`/message_templates/${String(id)}`, change);

	it('once in 24 hours when approved, and reviews it again', async () => {
		await account.patch({ settings: { templateApprovalMs: null } });
		const { id } = await find('order_shipped');
		const edited = await edit(id, { components: [body('All new')] });
		expect(edited.data).toEqual({ success: true });
		expect(await find('order_shipped')).toMatchObject({ status: 'PENDING', id });
		expect((await edit(id, { components: [body('Newer')] })).data.error.error_data.details).toMatch(
			/PENDING can’t be edited/,
		);
	});

	it('never more than once in 24 hours and 10 times in 30 days', async () => {
		await account.patch({ settings: { templateApprovalMs: 0 } });
		const { id } = await find('winback_paused');
		const results: number[] = [];
		for (let day = 0; day < 12; day++) {
			results.push((await edit(id, { components: [body(`Day ${day}`)] })).status);
			await account.advanceClock(25);
			await waitFor(async () => (await find('winback_paused')).status === 'APPROVED');
		}
		// The first is free: the template was paused.
		expect(results).toEqual([...Array<number>(11).fill(200), 400]);
	});

	it('keeps the category of an approved one, and changes that of a rejected one', async () => {
		const approved = await find('order_shipped');
		expect((await edit(approved.id, { category: 'MARKETING' })).status).toBe(400);
		const rejected = await find('bad_rejected');
		expect((await edit(rejected.id, { category: 'MARKETING' })).status).toBe(200);
		expect((await edit(rejected.id, { name: 'other' })).status).toBe(400);
	});
});

it('360dialog deletes one language, and keeps an approved name for 30 days', async () => {
	const named = async () =>
		(await account.templates()).filter(({ name }) => name === 'order_shipped');
	const [first] = await named();
	const one = `/message_templates?hsm_id=${String(first.id)}`;
	expect((await http.delete(one)).status).toBe(400);
	expect((await http.delete(`${one}&name=order_shipped`)).data).toEqual({ success: true });
	expect((await named()).map(({ language }) => language)).toEqual(['de']);
	expect((await create('en_US')).data.error.error_subcode).toBe(2388023);
	await account.advanceClock(24 * 31);
	expect((await create('en_US')).status).toBe(201);
});

it('360dialog’s analytics must be confirmed first', async () => {
	await account.patch({ settings: { templateAnalytics: false } });
	const [{ id }] = await account.templates();
	const now = Math.floor(Date.now() / 1000);
	const get = async () =>
		await http.get('/marketing/template_analytics', {
			params: {
				start: now - 86_400,
				end: now,
				granularity: 'DAILY',
				template_ids: `["${String(id)}"]`,
			},
		});
	expect((await get()).status).toBe(400);
	await http.post('/marketing/template_analytics?enable=true');
	expect((await get()).data.data[0].data_points[0]).toMatchObject({ template_id: id, sent: 0 });
});
