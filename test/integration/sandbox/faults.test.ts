import type { AxiosInstance } from 'axios';
import {
	createAccount,
	dialog360Http,
	waitFor,
	type Fault,
	type SandboxAccount,
} from '../../support/sandboxClient';

const CUSTOMER = '16505076520';

let account: SandboxAccount;
let http: AxiosInstance;
beforeEach(async () => {
	account = await createAccount('dialog360');
	http = dialog360Http(account);
	http.defaults.responseType = 'text';
	http.defaults.transformResponse = (data: unknown) => data;
	http.defaults.timeout = 30_000;
});

const send = async (to = CUSTOMER, signal?: AbortSignal) =>
	await http.post(
		'/messages',
		{ messaging_product: 'whatsapp', to, type: 'text', text: { body: 'x' } },
		{ signal },
	);

describe('faults', () => {
	it.each<[Fault, { status: number; data: unknown }, number]>([
		[
			{ kind: 'status', status: 503, body: { error: 'busy' } },
			{ status: 503, data: '{"error":"busy"}' },
			0,
		],
		[
			{ kind: 'status', status: 500, processed: true },
			{ status: 500, data: expect.any(String) },
			1,
		],
		[{ kind: 'html' }, { status: 502, data: expect.stringMatching(/^<!DOCTYPE html>/) }, 0],
		[
			{ kind: 'html', status: 200 },
			{ status: 200, data: expect.stringMatching(/^<!DOCTYPE html>/) },
			0,
		],
		[
			{ kind: 'halfJson' },
			{ status: 200, data: expect.stringMatching(/^\{"messaging_product[^}]*$/) },
			1,
		],
		[{ kind: 'halfJson', processed: false }, { status: 200, data: expect.any(String) }, 0],
		[{ kind: 'empty' }, { status: 200, data: '' }, 1],
		[{ kind: 'null' }, { status: 200, data: 'null' }, 1],
		[{ kind: 'slow', ms: 50 }, { status: 200, data: expect.stringMatching(/wamid/) }, 1],
		[
			{ kind: 'redirect', status: 307, location: 'http://127.0.0.1:9/' },
			{ status: 307, data: '' },
			0,
		],
	])('%j', async (fault, expected, accepted) => {
		await account.addFault(fault);
		const { status, data } = await send();
		expect({ status, data }).toEqual(expected);
		expect(await account.messages()).toHaveLength(accepted);
		expect((await account.requests())[0].fault).toBe(fault.kind);
		expect((await send()).status).toBe(200);
	});

	it.each<[Fault, RegExp, number]>([
		[{ kind: 'cutOff' }, /aborted|socket hang up|ECONNRESET/, 1],
		[{ kind: 'resetBefore' }, /socket hang up|ECONNRESET|EPIPE/, 0],
		[{ kind: 'resetBefore', to: CUSTOMER }, /socket hang up|ECONNRESET/, 0],
		[{ kind: 'resetAfter' }, /socket hang up|ECONNRESET/, 1],
		[{ kind: 'hang' }, /canceled/, 0],
		[{ kind: 'hang', processed: true }, /canceled/, 1],
	])('%j leaves the client without an answer', async (fault, error, accepted) => {
		await account.addFault(fault);
		const abort = new AbortController();
		const failed = expect(send(CUSTOMER, abort.signal)).rejects.toThrow(error);
		if (fault.kind === 'hang') {
			await waitFor(async () => (await account.stats()).inFlight === 1);
			abort.abort();
		}
		await failed;
		await waitFor(async () => (await account.requests()).length === 1);
		expect(await account.messages()).toHaveLength(accepted);
		expect((await account.stats()).inFlight).toBe(0);
		expect((await send()).status).toBe(200);
	});

	it('hit only the requests that they are meant for', async () => {
		const kind = 'status';
		await account.addFault({ kind, status: 500, to: `+${CUSTOMER}`, method: 'post' });
		await account.addFault({ kind, status: 502, pathIncludes: 'health' });
		await account.addFault({ kind, status: 503, skip: 1, pathIncludes: 'profile' });
		expect((await send('16505076521')).status).toBe(200);
		expect((await send()).status).toBe(500);
		expect((await http.get('/health_status')).status).toBe(502);
		expect((await http.get('/whatsapp_business_profile')).status).toBe(200);
		expect((await http.get('/whatsapp_business_profile')).status).toBe(503);
	});

	it('last as often as said, or until cleared', async () => {
		await account.addFault({ kind: 'status', status: 500, times: 2 });
		const statuses = [(await send()).status, (await send()).status, (await send()).status];
		expect(statuses).toEqual([500, 500, 200]);
		await account.addFault({ kind: 'status', status: 500, times: null });
		expect([(await send()).status, (await send()).status]).toEqual([500, 500]);
		await account.clearFaults();
		expect((await send()).status).toBe(200);
	});

	it('hold every answer until they are cleared; counts duplicates and what is in flight', async () => {
		await account.addFault({ kind: 'hold', times: null });
		const sent = Promise.all([send(), send(), send('16505076521')]);
		await waitFor(async () => (await account.stats()).inFlight === 3, { what: 'three at once' });
		expect((await account.stats()).accepted).toBe(0);
		await account.clearFaults();
		expect((await sent).map(({ status }) => status)).toEqual([200, 200, 200]);
		const stats = await account.stats();
		expect(stats).toMatchObject({ accepted: 3, duplicates: 1, peakInFlight: 3, inFlight: 0 });
		await account.clearStats();
		expect((await account.stats()).accepted).toBe(0);
	});
});
