// 'Timeout' is a deadline for the whole exchange, whatever the server does in the meantime.
import type { Socket } from 'node:net';
import { runNode } from '../support/engine';
import { holdDeadlines } from '../support/heldDeadlines';
import { startRawServer, type RawServer } from '../support/rawServer';
import { sleep } from '../support/runtime';
import { createAccount, waitFor } from '../support/sandboxClient';

const PARAMETERS = { operation: 'sendText', to: '60123240066', text: 'Hi' };

let server: RawServer;
afterEach(async () => {
	jest.restoreAllMocks();
	await server.close();
});

/** A time-out that is as long as no other deadline. */
const HELD_SECONDS = 77;

async function startServer(answer: (socket: Socket) => void): Promise<void> {
	server = await startRawServer(({ socket }) => socket.once('data', () => answer(socket)));
}

/** Writes one byte of a response that never ends, again and again. */
function drip(head: string, byte = 'x') {
	return (socket: Socket) => {
		socket.write(head);
		const timer = setInterval(() => socket.write(byte), 100);
		socket.on('close', () => clearInterval(timer));
	};
}

async function run(parameters: object, onStart?: (cancel: () => void) => void) {
	const account = await createAccount('dialog360');
	const credentials = { apiKey: 'a-long-key', baseUrl: `http://127.0.0.1:${server.port}` };
	return await runNode(
		account,
		{ ...PARAMETERS, ...parameters },
		{ credentials, onError: 'continueRegularOutput', onStart },
	);
}

const OK = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

it.each<[string, (socket: Socket) => void]>([
	['one byte of its head at a time', drip('HTTP/1.1 200 OK\r\nX-Long: ')],
	['one byte of its body at a time', drip(`${OK}Content-Length: 100000\r\n\r\n{`)],
	['chunk by chunk', drip(`${OK}Transfer-Encoding: chunked\r\n\r\n`, '1\r\nx\r\n')],
	['informational responses only', drip('', 'HTTP/1.1 103 Early Hints\r\n\r\n')],
	[
		'another protocol',
		(socket) =>
			socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
	],
])('a server that answers with %s: the outcome is unknown at the deadline', async (_, answer) => {
	const deadlines = holdDeadlines(1000 * HELD_SECONDS);
	await startServer(answer);
	const running = run({ options: { timeoutSeconds: HELD_SECONDS } });
	await waitFor(() => server.received() !== '');
	deadlines[0].abort();
	const { json } = await running;
	expect(json).toEqual([
		expect.objectContaining({
			status: 'unknown',
			error: expect.objectContaining({
				code: 'ECONNABORTED',
				title: 'The provider didn’t respond in time',
				retryable: false,
			}),
		}),
	]);
	expect(server.received().match(/POST /g)).toHaveLength(1);
});

it('the account’s other executions go on once the deadline of the one before them has come', async () => {
	server = await startRawServer(({ socket, nth }) =>
		socket.once('data', () =>
			nth === 0
				? drip(`${OK}Content-Length: 100000\r\n\r\n`)(socket)
				: socket.end(`${OK}Connection: close\r\n\r\n{"messages":[{"id":"wamid.${nth}"}]}`),
		),
	);
	const deadlines = holdDeadlines(1000 * HELD_SECONDS);
	const first = run({ options: { timeoutSeconds: HELD_SECONDS, maxInFlight: 1 } });
	await waitFor(() => server.received() !== '');
	const second = run({ options: { timeoutSeconds: 60, maxInFlight: 1 } });
	deadlines[0].abort();
	const statuses = (await Promise.all([first, second])).map(({ json }) => json[0].status);
	expect(statuses).toEqual(['unknown', 'accepted']);
});

it('a stopped execution waits for the message on its way until the deadline, and sends no more', async () => {
	const deadlines = holdDeadlines(1000 * HELD_SECONDS);
	let isClosed = false;
	let isCanceled = false;
	await startServer((socket) => {
		drip(`${OK}Content-Length: 100000\r\n\r\n`)(socket);
		socket.on('close', () => (isClosed = true));
	});
	const options = { timeoutSeconds: HELD_SECONDS, maxInFlight: 1 };
	const running = run({ to: '60123240066, 60123240067', options }, (cancel) => {
		void waitFor(() => server.received() !== '').then(() => {
			cancel();
			isCanceled = true;
		});
	});
	await waitFor(() => isCanceled);
	// Long enough for a connection that is broken off to be seen.
	await sleep(500);
	expect(isClosed).toBe(false);
	deadlines[0].abort();
	await running;
	await waitFor(() => isClosed);
	expect(server.received().match(/POST /g)).toHaveLength(1);
});

it('a stopped execution breaks off an API call at once', async () => {
	let isClosed = false;
	await startServer((socket) => socket.on('close', () => (isClosed = true)));
	const running = run({ resource: 'account', operation: 'getProfile' }, (cancel) => {
		void waitFor(() => server.received() !== '').then(cancel);
	});
	await waitFor(() => isClosed);
	await running;
	expect(server.received().match(/GET /g)).toHaveLength(1);
});
