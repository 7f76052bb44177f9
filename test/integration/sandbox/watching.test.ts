import axios from 'axios';
import { sandboxUrl, sleep } from '../../support/runtime';
import { createAccount, providerHttp, waitFor } from '../../support/sandboxClient';

const http = axios.create({ validateStatus: () => true, proxy: false });
const CUSTOMER = '64211234567';

describe('what the phone page asks', () => {
	it('serves a page that runs its own scripts only', async () => {
		const { headers, data, status } = await http.get<string>(`${sandboxUrl()}/`);
		expect(status).toBe(200);
		expect(data).toContain('<script type="importmap">');
		expect(headers['content-security-policy']).toMatch(
			/default-src 'self'; script-src 'self' 'sha256-[^']+'; /,
		);
	});

	it.each(['lib/preact.mjs', 'lib/hooks.mjs', 'lib/htm.mjs', 'app.js', 'content/index.js'])(
		'serves %s as a script',
		async (name) => {
			const { headers, status } = await http.get(`${sandboxUrl()}/phone/${name}`);
			expect([status, headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
		},
	);

	it.each(['..%2fserve.mts', '%2e%2e/serve.mts', 'lib/..%2f..%2fserver.mts', 'nothing.js'])(
		'does not serve %s',
		async (path) => {
			expect((await http.get(`${sandboxUrl()}/phone/${path}`)).status).toBe(404);
		},
	);

	it('shows a customer’s file, and never runs it', async () => {
		const account = await createAccount('modica');
		const page = Buffer.from('<script>alert(1)</script>').toString('base64');
		const { id } = await account.addMedia(page, 'text/html');
		const at = `${sandboxUrl()}/control/accounts/${account.id}/media`;
		const { headers, data } = await http.get<string>(`${at}/${id}`);
		expect(data).toBe('<script>alert(1)</script>');
		expect(headers['content-security-policy']).toMatch(/^sandbox;/);
		expect(headers['x-content-type-options']).toBe('nosniff');
		expect((await http.get(`${at}/1`)).status).toBe(404);
	});

	it('tells of changes without their content, and only of that account', async () => {
		const account = await createAccount('modica');
		const other = await createAccount('modica');
		const stop = new AbortController();
		const { data: stream } = await http.get<NodeJS.ReadableStream>(
			`${sandboxUrl()}/control/events?account=${account.id}`,
			{ responseType: 'stream', signal: stop.signal },
		);
		let text = '';
		stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
		stream.on('error', () => undefined);
		await waitFor(() => text.includes('welcome'));
		await other.writeText(CUSTOMER, 'not for you');
		await sleep(300);
		expect(text).not.toContain('"chat"');
		await account.writeText(CUSTOMER, 'a private word');
		await waitFor(() => text.includes('"chat"'));
		await sleep(300);
		// Other tests' accounts come and go meanwhile, which is told to everybody.
		const told = [...text.matchAll(/^data: (.*)$/gm)].map(([, json]) => json);
		expect(told.filter((json) => json.includes('"chat"'))).toHaveLength(1);
		expect(text).not.toContain('private');
		stop.abort();
	});

	it('keeps to the newest conversations, and adds the one that is wanted', async () => {
		const account = await createAccount('bulk360');
		for (const last of [1, 2, 3, 4]) await account.writeText(`6012324000${last}`);
		await account.writeText('60123240001', 'again');
		const { data } = await http.get<Array<{ customer: string }>>(
			`${sandboxUrl()}/control/accounts/${account.id}/conversations?last=2&and=60123240002`,
		);
		expect(data.map(({ customer }) => customer)).toEqual([
			'60123240002',
			'60123240004',
			'60123240001',
		]);
	});

	it('limits the exchanges and keeps each one’s key', async () => {
		const account = await createAccount('dialog360');
		for (const path of ['/a', '/b', '/c']) await providerHttp(account).get(path);
		const exchanges = async (last: number) =>
			(
				await http.get<Array<{ key: string; url: string }>>(
					`${sandboxUrl()}/control/accounts/${account.id}/exchanges?last=${last}`,
				)
			).data;
		expect((await exchanges(2)).map(({ key }) => key)).toEqual(['r3', 'r2']);
		await providerHttp(account).get('/d');
		expect((await exchanges(2)).map(({ key }) => key)).toEqual(['r4', 'r3']);
		// Several of them in one millisecond.
		await Promise.all(
			Array.from({ length: 30 }, async () => await providerHttp(account).get('/e')),
		);
		expect((await exchanges(34)).map(({ key }) => key)).toEqual(
			Array.from({ length: 34 }, (_, index) => `r${34 - index}`),
		);
	});

	it.each([
		[{ name: 'earthquake', on: true }, 400],
		[{ name: 'slow' }, 400],
	])('rejects the situation %j', async (body, status) => {
		const account = await createAccount('socnet');
		const url = `${sandboxUrl()}/control/accounts/${account.id}/conditions`;
		expect((await http.post(url, body)).status).toBe(status);
	});

	it('switching twice on and once off leaves all as it was', async () => {
		const account = await createAccount('bulk360', { settings: { latencyMs: 7 } });
		for (const name of ['slow', 'noCredit', 'slow', 'noCredit']) {
			await account.setCondition(name, true);
		}
		expect(await account.read()).toMatchObject({ balance: 0, settings: { latencyMs: 6000 } });
		for (const name of ['slow', 'noCredit']) await account.setCondition(name, false);
		expect(await account.read()).toMatchObject({ balance: 187.9236, settings: { latencyMs: 7 } });
		expect(await account.conditions()).toEqual([]);
	});

	it('gives no account the page’s own address', async () => {
		const { status } = await http.post(`${sandboxUrl()}/control/accounts`, {
			provider: 'modica',
			id: 'phone',
		});
		expect(status).toBe(400);
	});
});
