import axios from 'axios';
import { sandboxUrl } from '../../support/runtime';
import { createAccount } from '../../support/sandboxClient';

const http = axios.create({ validateStatus: () => true, proxy: false });

describe('control API', () => {
	it('is healthy and has the four default accounts with fixed keys', async () => {
		expect((await http.get(`${sandboxUrl()}/control/health`)).data).toEqual({ ok: true });
		const { data } = await http.get<Array<{ id: string; credentials: object }>>(
			`${sandboxUrl()}/control/accounts`,
		);
		const defaults = ['360dialog', 'bulk360', 'socnet', 'modica'];
		expect(data.map(({ id }) => id)).toEqual(expect.arrayContaining(defaults));
		expect(data.find(({ id }) => id === 'bulk360')?.credentials).toEqual({
			appKey: 'sandbox-app-key',
			appSecret: 'sandbox-app-secret',
			webhookToken: '',
			baseUrl: `${sandboxUrl()}/bulk360`,
		});
	});

	it.each([
		['dialog360', ['apiKey', 'baseUrl', 'hosting', 'signatureSecret'], ''],
		['bulk360', ['appKey', 'appSecret', 'baseUrl', 'webhookToken'], ''],
		['socnet', ['apiKey', 'baseUrl'], '/projects/bulk/whatsapp/api.php'],
		[
			'modica',
			['baseUrl', 'password', 'username', 'webhookPassword', 'webhookUsername'],
			'/rest/wab/v1',
		],
	] as const)(
		'gives a new %s account the data of its n8n credential',
		async (provider, keys, path) => {
			const account = await createAccount(provider);
			expect(Object.keys(account.credentials).sort()).toEqual(keys);
			expect(account.credentials.baseUrl).toBe(`${sandboxUrl()}/${account.id}${path}`);
		},
	);

	it('merges settings deeply', async () => {
		const account = await createAccount('dialog360', { settings: { receipts: { readMs: 9 } } });
		const { settings } = await account.patch({ settings: { latencyMs: 5 }, balance: 3 });
		expect(settings).toMatchObject({
			latencyMs: 5,
			receipts: { sentMs: 50, deliveredMs: 150, readMs: 9 },
		});
		expect((await account.read()).balance).toBe(3);
	});

	it.each([
		['post', '/control/accounts', { provider: 'nobody' }, 400],
		['post', '/control/accounts', { provider: 'modica', id: 'bulk360' }, 409],
		['post', '/control/accounts', { provider: 'modica', id: 'control' }, 400],
		['post', '/control/accounts/bulk360/faults', { kind: 'earthquake' }, 400],
		['post', '/control/accounts/bulk360/receipts', { messageId: 'x', status: 'sent' }, 404],
		['get', '/control/accounts/nobody', undefined, 404],
		['get', '/nobody/messages', undefined, 404],
	])('rejects %s %s %j with %i', async (method, url, data, status) => {
		const response = await http.request({ method, url: sandboxUrl() + url, data });
		expect(response.status).toBe(status);
		expect(response.data).toHaveProperty('error');
	});

	it('deletes an account', async () => {
		const account = await createAccount('modica');
		await account.delete();
		expect((await http.get(account.data.baseUrl + '/rest/wab/v1/messages')).status).toBe(404);
	});

	it('keeps only as many entries as it is told', async () => {
		const account = await createAccount('socnet', { settings: { maxEntries: 5 } });
		for (let n = 0; n < 30; n += 1) {
			await http.post(account.credentials.baseUrl, { api_key: String(n) });
		}
		const requests = await account.requests();
		expect(requests).toHaveLength(5);
		expect(requests[4].body).toEqual({ api_key: '29' });
	});
});
