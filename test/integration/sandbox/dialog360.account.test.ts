import type { AxiosInstance } from 'axios';
import { CUSTOMER, useWebhook } from '../../support/dialog360Webhook';
import type { SandboxAccount } from '../../support/sandboxClient';

const { connect } = useWebhook();

describe('360dialog account', () => {
	let account: SandboxAccount;
	let http: AxiosInstance;
	beforeEach(async () => ({ account, http } = await connect()));

	it('tells its health', async () => {
		const { data } = await http.get('/health_status');
		expect(data.health_status.can_send_message).toBe('AVAILABLE');
		await account.patch({ settings: { healthStatus: 'BLOCKED' } });
		const blocked = (await http.get('/health_status')).data.health_status;
		expect(blocked.can_send_message).toBe('BLOCKED');
		expect(blocked.entities).toContainEqual(expect.objectContaining({ errors: expect.anything() }));
	});

	it('has a profile', async () => {
		const path = '/whatsapp_business_profile';
		const update = { messaging_product: 'whatsapp', about: 'New' };
		expect((await http.post(path, update)).data).toEqual({ success: true });
		expect((await http.get(`${path}?fields=about`)).data).toEqual({
			data: [{ messaging_product: 'whatsapp', about: 'New' }],
		});
		expect((await http.post(path, { ...update, about: 'x'.repeat(140) })).status).toBe(400);
	});

	it('blocks and unblocks who has written lately', async () => {
		const body = { messaging_product: 'whatsapp', block_users: [{ user: CUSTOMER }] };
		expect((await http.post('/block_users', body)).status).toBe(400);
		await account.writeText(CUSTOMER);
		expect((await http.post('/block_users', body)).data.block_users.added_users).toHaveLength(1);
		expect((await http.get('/block_users')).data.data).toEqual([
			{ messaging_product: 'whatsapp', wa_id: CUSTOMER },
		]);
		expect((await account.writeText(CUSTOMER)).deliveries).toEqual([]);
		await http.delete('/block_users', { data: body });
		expect((await http.get('/block_users')).data.data).toEqual([]);
	});

	it('answers 400 with both lists and an error where it rejects some users, as Meta does', async () => {
		const other = '4915200000001';
		await account.patch({ settings: { unregisteredNumbers: [other] } });
		await account.writeText(CUSTOMER);
		const data = {
			messaging_product: 'whatsapp',
			block_users: [{ user: CUSTOMER }, { user: other }],
		};
		const failed_users = [{ input: other, errors: [expect.objectContaining({ code: 131047 })] }];
		const done = [{ input: CUSTOMER, wa_id: CUSTOMER }];
		const error = expect.objectContaining({ type: 'OAuthException', code: 139100 });
		const blocked = await http.post('/block_users', data);
		expect([blocked.status, blocked.data]).toEqual([
			400,
			{ messaging_product: 'whatsapp', block_users: { added_users: done, failed_users }, error },
		]);
		const unblocked = await http.delete('/block_users', { data });
		expect([unblocked.status, unblocked.data]).toEqual([
			400,
			{ messaging_product: 'whatsapp', block_users: { removed_users: done, failed_users }, error },
		]);
	});
});
