import { runNode } from '../support/engine';
import { holdDeadlines } from '../support/heldDeadlines';
import { startRawServer, type RawServer } from '../support/rawServer';
import { createAccount, waitFor } from '../support/sandboxClient';

let server: RawServer | undefined;
afterEach(async () => {
	jest.restoreAllMocks();
	await server?.close();
	server = undefined;
});

const LIST = { method: 'GET', pathIncludes: 'templates' };
const PARAMETERS = {
	operation: 'sendTemplate',
	to: '60123240066',
	template: { __rl: true, mode: 'id', value: 'order_shipped|en_US' },
	templateFields: { mappingMode: 'defineBelow', value: { body_1: 'Ana', body_2: '4711' } },
};

const openAccount = async () =>
	await createAccount('dialog360', { settings: { enforceWindow: false } });

// First: the requests of one process share a timer for their deadline.
it('the list of templates is not read again after a time-out, which took long enough', async () => {
	const deadlines = holdDeadlines(60_000);
	server = await startRawServer(({ socket, nth }) =>
		socket.once('data', () => {
			if (nth > 0) socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
		}),
	);
	const credentials = { apiKey: 'a-long-key', baseUrl: `http://127.0.0.1:${server.port}` };
	const running = runNode(await openAccount(), PARAMETERS, { credentials });
	await waitFor(() => server?.received() !== '');
	const now = performance.now.bind(performance);
	jest.spyOn(performance, 'now').mockImplementation(() => now() + 60_000);
	deadlines[0].abort();
	const { error } = await running;
	expect(error?.message).toContain('The provider didn’t respond in time');
	expect(server.received().match(/GET /g)).toHaveLength(1);
});

it.each([
	['a rate limit', { kind: 'status', status: 429 }],
	['a page', { kind: 'html', status: 502 }],
	['a server’s failure', { kind: 'status', status: 500, body: { error: 'no' } }],
	['a lost connection', { kind: 'resetAfter' }],
	['a response that is cut off', { kind: 'cutOff' }],
])('the list of templates is read again after %s', async (_what, fault) => {
	const account = await openAccount();
	await account.addFault({ ...fault, ...LIST, times: 2 });
	const { json } = await runNode(account, PARAMETERS);
	expect(json).toMatchObject([{ status: 'accepted' }]);
});

it('the list of templates is read four times at most', async () => {
	const account = await openAccount();
	await account.addFault({ kind: 'status', status: 502, ...LIST, times: null });
	const { error } = await runNode(account, PARAMETERS);
	expect(error?.message).toBeDefined();
	expect(await account.requests()).toHaveLength(4);
	expect(await account.messages()).toEqual([]);
});

it.each([
	['a wrong key', { status: 401 }],
	['a long wait that the provider asks for', { status: 429, headers: { 'retry-after': '60' } }],
])('the list of templates is not read again after %s', async (_what, fault) => {
	const account = await openAccount();
	await account.addFault({ kind: 'status', ...fault, ...LIST });
	const { error } = await runNode(account, PARAMETERS);
	expect(error?.message).toBeDefined();
	expect(await account.requests()).toHaveLength(1);
});
