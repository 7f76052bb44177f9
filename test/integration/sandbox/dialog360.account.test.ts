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
		await account.writes(CUSTOMER);
		expect((await http.post('/block_users', body)).data.block_users.added_users).toHaveLength(1);
		expect((await http.get('/block_users')).data.data).toEqual([
			{ messaging_product: 'whatsapp', wa_id: CUSTOMER },
		]);
		expect((await account.writes(CUSTOMER)).deliveries).toEqual([]);
		await http.delete('/block_users', { data: body });
		expect((await http.get('/block_users')).data.data).toEqual([]);
	});
});
